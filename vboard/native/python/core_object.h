// The object of Python that is a core.

#ifndef VBOARD_NATIVE_PYTHON_CORE_OBJECT_H_
#define VBOARD_NATIVE_PYTHON_CORE_OBJECT_H_

#include <memory>
#include <vector>

#include "cpu/core.h"
#include "cpu/run_cores.h"
#include "io/line.h"
#include "memory/empty_space.h"
#include "memory/register_device.h"
#include "python/clock_type.h"
#include "python/devices.h"
#include "python/reports.h"
#include "python/support.h"
#include "system/system.h"

namespace vboard::python {

// The external interrupts of a core. Lines may keep it longer than the core lives.
class ControllerInputs : public LineSink {
 public:
  explicit ControllerInputs(Core& core) : core_(&core) {}
  void Detach() { core_ = nullptr; }
  void SetInput(unsigned input, bool level) override {
    if (core_ != nullptr) core_->system->SetLine(input, level);
  }

 private:
  Core* core_;
};

// What a core consists of; the object of Python has one of them.
struct Parts {
  Parts(const Model& model, PyClock* owner, PyObject* host_object)
      : clock(Ref::Borrow(reinterpret_cast<PyObject*>(owner))),
        host(host_object),
        core(model, host, owner->clock),
        system_space(core),
        inputs(std::make_shared<ControllerInputs>(core)) {
    host.set_core(&core);
    slot.core = &core;
  }
  ~Parts() { inputs->Detach(); }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  Ref clock;
  PyHost host;
  Core core;
  CoreSlot slot;
  SystemSpace system_space;
  std::shared_ptr<ControllerInputs> inputs;
  std::vector<std::unique_ptr<CallDevice>> devices;
  std::vector<std::unique_ptr<RegisterDevice>> register_devices;
  std::vector<std::unique_ptr<CallReporter>> reporters;
  std::vector<std::unique_ptr<EmptySpace>> spaces;
  std::vector<Ref> memories;
  std::vector<Ref> registers;
  Ref watch_hit;

  void ClearMap() {
    core.memory->Clear();
    core.memory->SetDefaultDevice(nullptr);
    register_devices.clear();
    spaces.clear();
    reporters.clear();
    devices.clear();
    memories.clear();
    registers.clear();
  }
};

struct PyCore {
  PyObject_HEAD Parts* parts;
};

inline Parts& PartsOf(PyObject* object) { return *reinterpret_cast<PyCore*>(object)->parts; }
inline Core& CoreOf(PyObject* object) { return PartsOf(object).core; }

inline PyObject* None() { return Py_BuildValue(""); }

// The end of a call that may have run code of Python.
PyObject* Finished(Core& core, PyObject* result);

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_CORE_OBJECT_H_
