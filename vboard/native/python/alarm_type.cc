#include "io/alarm.h"
#include "python/clock_type.h"
#include "python/line_type.h"
#include "python/register_type.h"

namespace vboard::python {

PyTypeObject* alarm_type;

namespace {

struct PyAlarm;

class CallAlarm : public Alarm {
 public:
  CallAlarm(Clock& clock, PyAlarm* object) : Alarm(clock), object_(object) {}

 private:
  void Call() override;

  PyAlarm* object_;
};

struct PyAlarm {
  PyObject_HEAD PyClock* owner;  // strong
  PyObject* action;              // strong
  CallAlarm* alarm;
  std::vector<Ref>* registers;  // of the cycle
};

PyAlarm& Self(PyObject* object) { return *reinterpret_cast<PyAlarm*>(object); }

// -- life
// -------------------------------------------------------------------------------------------

PyObject* AlarmNew(PyTypeObject* type, PyObject* args, PyObject*) {
  PyObject *clock = nullptr, *action = nullptr;
  if (!PyArg_ParseTuple(args, "O!O:Alarm", clock_type, &clock, &action)) return nullptr;
  PyAlarm* self = Allocate<PyAlarm>(type);
  if (self == nullptr) return nullptr;
  self->owner = reinterpret_cast<PyClock*>(clock);
  Py_INCREF(clock);
  self->action = action;
  Py_INCREF(action);
  self->alarm = new CallAlarm(self->owner->clock, self);
  self->registers = new std::vector<Ref>();
  return reinterpret_cast<PyObject*>(self);
}

int AlarmTraverse(PyObject* object, visitproc visit, void* arg) {
  PyAlarm& self = Self(object);
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(reinterpret_cast<PyObject*>(self.owner));
  Py_VISIT(self.action);
  if (self.registers != nullptr) {
    for (const Ref& reg : *self.registers) Py_VISIT(reg.get());
  }
  return 0;
}

int AlarmClear(PyObject* object) {
  PyAlarm& self = Self(object);
  if (self.alarm != nullptr) {
    self.owner->clock.Cancel(*self.alarm);
    self.alarm->ByHand();
  }
  if (self.registers != nullptr) self.registers->clear();
  Py_CLEAR(self.action);
  return 0;
}

void AlarmDealloc(PyObject* object) {
  PyAlarm& self = Self(object);
  PyObject_GC_UnTrack(object);
  AlarmClear(object);
  delete self.alarm;
  delete self.registers;
  PyObject* owner = reinterpret_cast<PyObject*>(self.owner);
  Py_XDECREF(owner);
  Free(object);
}

// -- methods
// ----------------------------------------------------------------------------------------

PyObject* Schedule(PyObject* object, PyObject* at) {
  uint64_t time = 0;
  if (!ToTime(at, time)) return nullptr;
  PyAlarm& self = Self(object);
  self.alarm->ByHand();
  self.owner->clock.Schedule(*self.alarm, time);
  return Py_BuildValue("");
}

PyObject* Cancel(PyObject* object, PyObject*) {
  PyAlarm& self = Self(object);
  self.alarm->ByHand();
  self.owner->clock.Cancel(*self.alarm);
  return Py_BuildValue("");
}

PyObject* ByHand(PyObject* object, PyObject*) {
  Self(object).alarm->ByHand();
  return Py_BuildValue("");
}

// (register, bits, gate or None, mask of the gate)
bool ToFlag(PyObject* item, FlagSetting& flag, std::vector<Ref>& registers) {
  PyObject *reg = nullptr, *gate = nullptr;
  unsigned int bits = 0, mask = 0;
  if (!PyArg_ParseTuple(item, "O!IOI", register_type, &reg, &bits, &gate, &mask)) return false;
  if (gate != Py_None &&
      PyObject_IsInstance(gate, reinterpret_cast<PyObject*>(register_type)) <= 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "expected a register as gate");
    return false;
  }
  flag = FlagSetting{&RegisterOf(reg), bits, gate == Py_None ? nullptr : &RegisterOf(gate), mask};
  registers.push_back(Ref::Borrow(reg));
  if (gate != Py_None) registers.push_back(Ref::Borrow(gate));
  return true;
}

// (steps, fresh, flags)
bool ToLeg(PyObject* item, AlarmLeg& leg, std::vector<Ref>& registers) {
  constexpr uint64_t kUnits = 1000000000, kMostSteps = uint64_t{1} << 33;
  unsigned long long steps = 0;
  int fresh = 0;
  PyObject* flags = nullptr;
  if (!PyArg_ParseTuple(item, "KpO", &steps, &fresh, &flags)) return false;
  if (steps == 0 || steps > kMostSteps) {
    PyErr_SetString(PyExc_ValueError, "a leg has 1 to 2^33 steps");
    return false;
  }
  leg.units = steps * kUnits;
  leg.fresh = fresh != 0;
  const Py_ssize_t count = PySequence_Size(flags);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref flag(PySequence_GetItem(flags, i));
    leg.flags.emplace_back();
    if (!flag || !ToFlag(flag.get(), leg.flags.back(), registers)) return false;
  }
  return count >= 0;
}

// cycle(due, phase_at_due, rate, legs): see core.pyi.
PyObject* Cycle(PyObject* object, PyObject* args) {
  PyAlarm& self = Self(object);
  unsigned long long due = 0, phase = 0, rate = 0;
  PyObject* list = nullptr;
  if (!PyArg_ParseTuple(args, "KKKO:cycle", &due, &phase, &rate, &list)) return nullptr;
  if (rate == 0 || rate > 1000000000 || phase >= 1000000000) {
    PyErr_SetString(PyExc_ValueError, "a cycle has 1 to 10^9 steps a second");
    return nullptr;
  }
  AlarmCycle cycle;
  std::vector<Ref> registers;
  const Py_ssize_t count = PySequence_Size(list);
  for (Py_ssize_t i = 0; i < count; ++i) {
    const Ref leg(PySequence_GetItem(list, i));
    cycle.legs.emplace_back();
    if (!leg || !ToLeg(leg.get(), cycle.legs.back(), registers)) return nullptr;
  }
  if (count <= 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "a cycle has legs");
    return nullptr;
  }
  cycle.rate = rate;
  cycle.due = due;
  cycle.phase_at_due = phase;
  registers.swap(*self.registers);
  self.alarm->Start(std::move(cycle));
  return Py_BuildValue("");
}

PyObject* Take(PyObject* object, PyObject*) {
  AlarmCycle& cycle = Self(object).alarm->cycle();
  if (cycle.passed == 0) return Py_BuildValue("");
  cycle.passed = 0;
  const size_t last = (cycle.next == 0 ? cycle.legs.size() : cycle.next) - 1;
  return Py_BuildValue("nKK", static_cast<Py_ssize_t>(last),
                       static_cast<unsigned long long>(cycle.origin),
                       static_cast<unsigned long long>(cycle.phase));
}

PyMethodDef methods[] = {
    {"schedule", Schedule, METH_O, "Expire once, at a time (ns): the action is called then."},
    {"cancel", Cancel, METH_NOARGS, "Do not expire."},
    {"cycle", Cycle, METH_VARARGS, "Expire by itself from now on, where nobody has to know."},
    {"by_hand", ByHand, METH_NOARGS, "Call the action when it expires next."},
    {"take", Take, METH_NOARGS, "The leg that ended last, when, and the phase; None: none since."},
    {nullptr, nullptr, 0, nullptr}};

PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("The timer of a peripheral.")},
                       {Py_tp_new, reinterpret_cast<void*>(AlarmNew)},
                       {Py_tp_traverse, reinterpret_cast<void*>(AlarmTraverse)},
                       {Py_tp_clear, reinterpret_cast<void*>(AlarmClear)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(AlarmDealloc)},
                       {Py_tp_methods, methods},
                       {0, nullptr}};

PyType_Spec spec = {"vboard.native.core.Alarm", sizeof(PyAlarm), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots};

void CallAlarm::Call() {
  const Ref alive = Ref::Borrow(reinterpret_cast<PyObject*>(object_));
  const Ref action = Ref::Borrow(object_->action);
  if (!action) return;
  Clock& time = clock();
  const Ref result(BeforePython(time) ? PyObject_CallNoArgs(action.get()) : nullptr);
  if (!result) time.Fail();
}

}  // namespace

bool AddAlarmType(PyObject* module) {
  alarm_type = AddType(module, &spec);
  return alarm_type != nullptr;
}

}  // namespace vboard::python
