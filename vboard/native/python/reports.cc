#include "python/reports.h"

#include <vector>

namespace vboard::python {

bool TellReports(Clock& clock) {
  const std::vector<AccessReports::Entry> entries = clock.access_reports().Take();
  // What is told may do away with a reporter.
  std::vector<Ref> functions;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (i == 0 || entries[i].reporter != entries[i - 1].reporter) {
      functions.push_back(
          Ref::Borrow(static_cast<const CallReporter*>(entries[i].reporter)->report()));
    }
  }
  std::vector<AccessReport> records;
  size_t function = 0;
  for (size_t first = 0; first < entries.size(); ++function) {
    records.clear();
    size_t next = first;
    for (; next < entries.size() && entries[next].reporter == entries[first].reporter; ++next) {
      records.push_back(entries[next].report);
    }
    const Ref done(PyObject_CallFunction(
        functions[function].get(), "y#", reinterpret_cast<const char*>(records.data()),
        static_cast<Py_ssize_t>(records.size() * sizeof(AccessReport))));
    if (!done) return false;
    first = next;
  }
  return true;
}

}  // namespace vboard::python
