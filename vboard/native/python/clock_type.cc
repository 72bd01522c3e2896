#include "python/clock_type.h"

#include "python/line_type.h"

namespace vboard::python {

PyTypeObject* clock_type;
PyTypeObject* event_type;

// A timer that calls a function of Python.
class CallTimer : public Timer {
 public:
  CallTimer(Clock& clock, PyEvent* event) : Timer(clock), event_(event) {}
  void Expire() override;

 private:
  PyEvent* event_;
};

struct PyEvent {
  PyObject_HEAD PyClock* owner;  // strong
  PyObject* action;              // strong; nullptr once it was called or cancelled
  CallTimer* timer;
  uint64_t at;
  PyEvent* previous;  // list of the scheduled events of the clock
  PyEvent* next;
};

namespace {

// While it is scheduled an event belongs to its clock.
void Enlist(PyEvent* event) {
  Py_INCREF(reinterpret_cast<PyObject*>(event));
  event->previous = nullptr;
  event->next = event->owner->events;
  if (event->next != nullptr) event->next->previous = event;
  event->owner->events = event;
}

void Delist(PyEvent* event) {
  if (event->previous != nullptr) {
    event->previous->next = event->next;
  } else {
    event->owner->events = event->next;
  }
  if (event->next != nullptr) event->next->previous = event->previous;
  event->previous = event->next = nullptr;
  Py_DECREF(reinterpret_cast<PyObject*>(event));
}

// Takes the action out of an event that is over.
Ref Finish(PyEvent* event) { return Ref(std::exchange(event->action, nullptr)); }

// -- Event
// ------------------------------------------------------------------------------------------

int EventTraverse(PyObject* object, visitproc visit, void* arg) {
  auto* self = reinterpret_cast<PyEvent*>(object);
  Py_VISIT(reinterpret_cast<PyObject*>(self->owner));
  Py_VISIT(self->action);
  Py_VISIT(Py_TYPE(object));
  return 0;
}

int EventClear(PyObject* object) {
  auto* self = reinterpret_cast<PyEvent*>(object);
  Finish(self);
  return 0;
}

void EventDealloc(PyObject* object) {
  auto* self = reinterpret_cast<PyEvent*>(object);
  PyObject_GC_UnTrack(object);
  delete self->timer;
  Finish(self);
  Py_CLEAR(self->owner);
  Free(object);
}

PyObject* EventCancel(PyObject* object, PyObject*) {
  auto* self = reinterpret_cast<PyEvent*>(object);
  Ref alive = Ref::Borrow(object);
  if (self->timer->scheduled()) {
    self->owner->clock.Cancel(*self->timer);
    Delist(self);
  }
  Finish(self);
  Py_RETURN_NONE;
}

PyObject* EventAt(PyObject* object, void*) {
  return PyLong_FromUnsignedLongLong(reinterpret_cast<PyEvent*>(object)->at);
}

PyMethodDef event_methods[] = {
    {"cancel", EventCancel, METH_NOARGS, "Make the event do nothing when its time comes."},
    {nullptr, nullptr, 0, nullptr}};

PyGetSetDef event_getset[] = {{"at", EventAt, nullptr, "Time (ns).", nullptr},
                              {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot event_slots[] = {{Py_tp_doc, const_cast<char*>("A scheduled call.")},
                             {Py_tp_traverse, reinterpret_cast<void*>(EventTraverse)},
                             {Py_tp_clear, reinterpret_cast<void*>(EventClear)},
                             {Py_tp_dealloc, reinterpret_cast<void*>(EventDealloc)},
                             {Py_tp_methods, event_methods},
                             {Py_tp_getset, event_getset},
                             {0, nullptr}};

PyType_Spec event_spec = {
    "vboard.native.core.Event", sizeof(PyEvent), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION, event_slots};

// -- Clock
// ------------------------------------------------------------------------------------------

PyObject* ClockNew(PyTypeObject* type, PyObject*, PyObject*) {
  PyClock* self = Allocate<PyClock>(type);
  if (self == nullptr) return nullptr;
  new (&self->clock) Clock();
  self->events = nullptr;
  return reinterpret_cast<PyObject*>(self);
}

int ClockTraverse(PyObject* object, visitproc visit, void* arg) {
  auto* self = reinterpret_cast<PyClock*>(object);
  for (PyEvent* event = self->events; event != nullptr; event = event->next) {
    Py_VISIT(reinterpret_cast<PyObject*>(event));
  }
  Py_VISIT(Py_TYPE(object));
  return 0;
}

int ClockClear(PyObject* object) {
  auto* self = reinterpret_cast<PyClock*>(object);
  while (self->events != nullptr) {
    PyEvent* event = self->events;
    self->clock.Cancel(*event->timer);
    Delist(event);
  }
  return 0;
}

void ClockDealloc(PyObject* object) {
  auto* self = reinterpret_cast<PyClock*>(object);
  PyObject_GC_UnTrack(object);
  ClockClear(object);
  self->clock.~Clock();
  Free(object);
}

PyObject* Schedule(PyClock* self, uint64_t at, PyObject* action) {
  PyEvent* event = Allocate<PyEvent>(event_type);
  if (event == nullptr) return nullptr;
  event->owner = self;
  Py_INCREF(reinterpret_cast<PyObject*>(self));
  event->action = action;
  Py_INCREF(action);
  event->timer = new CallTimer(self->clock, event);
  event->previous = event->next = nullptr;
  Enlist(event);
  self->clock.Schedule(*event->timer, at);
  event->at = event->timer->at();
  return reinterpret_cast<PyObject*>(event);
}

PyObject* ClockSchedule(PyObject* object, PyObject* args) {
  PyObject *at = nullptr, *action = nullptr;
  uint64_t time = 0;
  if (!PyArg_ParseTuple(args, "OO:schedule", &at, &action) || !ToTime(at, time)) return nullptr;
  return Schedule(reinterpret_cast<PyClock*>(object), time, action);
}

PyObject* ClockScheduleIn(PyObject* object, PyObject* args) {
  auto* self = reinterpret_cast<PyClock*>(object);
  PyObject *delay = nullptr, *action = nullptr;
  uint64_t time = 0;
  if (!PyArg_ParseTuple(args, "OO:schedule_in", &delay, &action) || !ToTime(delay, time))
    return nullptr;
  const uint64_t now = self->clock.now();
  return Schedule(self, time > Clock::kNever - 1 - now ? Clock::kNever - 1 : now + time, action);
}

PyObject* ClockNextEvent(PyObject* object, PyObject*) {
  const uint64_t next = reinterpret_cast<PyClock*>(object)->clock.next();
  if (next == Clock::kNever) Py_RETURN_NONE;
  return PyLong_FromUnsignedLongLong(next);
}

PyObject* ClockAdvanceTo(PyObject* object, PyObject* time) {
  auto* self = reinterpret_cast<PyClock*>(object);
  uint64_t to = 0;
  if (!ToTime(time, to)) return nullptr;
  self->clock.Resume();
  self->clock.AdvanceTo(to);
  if (PyErr_Occurred()) return nullptr;
  Py_RETURN_NONE;
}

PyObject* ClockStop(PyObject* object, PyObject*) {
  reinterpret_cast<PyClock*>(object)->clock.Stop();
  Py_RETURN_NONE;
}

PyObject* ClockNow(PyObject* object, void*) {
  return PyLong_FromUnsignedLongLong(reinterpret_cast<PyClock*>(object)->clock.now());
}

PyMethodDef clock_methods[] = {
    {"schedule", ClockSchedule, METH_VARARGS,
     "Call `action` when the clock reaches `at` (ns; the past means as soon as possible)."},
    {"schedule_in", ClockScheduleIn, METH_VARARGS, "Call `action` `delay` nanoseconds from now."},
    {"next_event", ClockNextEvent, METH_NOARGS, "Time of the earliest event, or None."},
    {"stop", ClockStop, METH_NOARGS, "End the run in progress."},
    {"advance_to", ClockAdvanceTo, METH_O, "Move to `time`, running the events that are due."},
    {nullptr, nullptr, 0, nullptr}};

PyGetSetDef clock_getset[] = {
    {"now", ClockNow, nullptr, "Virtual time (ns), exact to the instruction in progress.", nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyType_Slot clock_slots[] = {{Py_tp_doc, const_cast<char*>("Virtual clock of one emulation.")},
                             {Py_tp_new, reinterpret_cast<void*>(ClockNew)},
                             {Py_tp_traverse, reinterpret_cast<void*>(ClockTraverse)},
                             {Py_tp_clear, reinterpret_cast<void*>(ClockClear)},
                             {Py_tp_dealloc, reinterpret_cast<void*>(ClockDealloc)},
                             {Py_tp_methods, clock_methods},
                             {Py_tp_getset, clock_getset},
                             {0, nullptr}};

PyType_Spec clock_spec = {"vboard.native.core.Clock", sizeof(PyClock), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_BASETYPE,
                          clock_slots};

}  // namespace

void CallTimer::Expire() {
  Ref alive(reinterpret_cast<PyObject*>(event_));  // the clock's reference
  Py_INCREF(alive.get());
  Delist(event_);
  const Ref action = Finish(event_);
  if (!action) return;
  const Ref result(BeforePython(clock()) ? PyObject_CallNoArgs(action.get()) : nullptr);
  if (!result) clock().Fail();
}

bool ToTime(PyObject* object, uint64_t& time) {
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
  if (value == -1 && PyErr_Occurred()) return false;
  time = overflow > 0                ? Clock::kNever - 1
         : value < 0 || overflow < 0 ? 0
                                     : static_cast<uint64_t>(value);
  return true;
}

bool AddClockTypes(PyObject* module) {
  clock_type = AddType(module, &clock_spec);
  event_type = AddType(module, &event_spec);
  return clock_type != nullptr && event_type != nullptr;
}

}  // namespace vboard::python
