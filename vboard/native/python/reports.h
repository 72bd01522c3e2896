// Functions of Python that are told later of accesses.

#ifndef VBOARD_NATIVE_PYTHON_REPORTS_H_
#define VBOARD_NATIVE_PYTHON_REPORTS_H_

#include "memory/access_reports.h"
#include "python/support.h"
#include "time/clock.h"

namespace vboard::python {

// Tells `report(records)` of accesses in a row: records of 32 bytes, see core.pyi.
class CallReporter : public Reporter {
 public:
  CallReporter(Clock& clock, PyObject* report) : clock_(clock), report_(Ref::Borrow(report)) {}
  ~CallReporter() override { clock_.access_reports().Forget(*this); }
  CallReporter(const CallReporter&) = delete;
  CallReporter& operator=(const CallReporter&) = delete;

  PyObject* report() const { return report_.get(); }
  int Traverse(visitproc visit, void* arg) {
    Py_VISIT(report_.get());
    return 0;
  }

 private:
  Clock& clock_;
  Ref report_;
};

// Tells of all that nobody was told of yet. false: a Python error is set.
bool TellReports(Clock& clock);

}  // namespace vboard::python

#endif  // VBOARD_NATIVE_PYTHON_REPORTS_H_
