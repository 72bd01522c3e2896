// Records when each operator began and ended, in ticks of micro_time.h.
#ifndef TENSORFLOW_LITE_MICRO_MICRO_PROFILER_H_
#define TENSORFLOW_LITE_MICRO_MICRO_PROFILER_H_

#include <stdint.h>

#include "tensorflow/lite/micro/micro_profiler_interface.h"

namespace tflite {

// One event: BeginEvent … EndEvent.
struct ProfiledEvent {
  const char* tag;
  uint32_t start;
  uint32_t end;
};

// A profiler with memory of its user's for `capacity` events. Events beyond are not recorded.
class EventProfiler : public MicroProfilerInterface {
 public:
  EventProfiler(ProfiledEvent* events, int capacity) : events_(events), capacity_(capacity) {}

  uint32_t BeginEvent(const char* tag) override;
  void EndEvent(uint32_t event_handle) override;
  void ClearEvents() { count_ = 0; }

  int GetNumEvents() const { return count_; }
  // Of all events; those that have not ended count 0.
  uint32_t GetTotalTicks() const;

  // By MicroPrintf: a sentence an event, a table of all events, or of the sums by tag.
  void Log() const;
  void LogCsv() const;
  void LogTicksPerTagCsv() const;

 private:
  ProfiledEvent* events_;
  int capacity_;
  int count_ = 0;
};

template <int kCapacity>
class SizedMicroProfiler : public EventProfiler {
 public:
  SizedMicroProfiler() : EventProfiler(storage_, kCapacity) {}
  SizedMicroProfiler(const SizedMicroProfiler&) = delete;
  SizedMicroProfiler& operator=(const SizedMicroProfiler&) = delete;

 private:
  ProfiledEvent storage_[kCapacity];
};

// 48 KiB on a 32-bit core, as applications expect; SizedMicroProfiler where that is too much.
class MicroProfiler : public SizedMicroProfiler<4096> {};

// Profiles a block. With NDEBUG it is nothing, as in TensorFlow Lite for Microcontrollers.
#ifdef NDEBUG
class ScopedMicroProfiler {
 public:
  ScopedMicroProfiler(const char*, MicroProfilerInterface*) {}
};
#else
class ScopedMicroProfiler {
 public:
  ScopedMicroProfiler(const char* tag, MicroProfilerInterface* profiler) : profiler_(profiler) {
    if (profiler_ != nullptr) event_ = profiler_->BeginEvent(tag);
  }
  ~ScopedMicroProfiler() {
    if (profiler_ != nullptr) profiler_->EndEvent(event_);
  }

 private:
  MicroProfilerInterface* profiler_;
  uint32_t event_ = 0;
};
#endif

namespace micro {
using tflite::MicroProfiler;
using tflite::ScopedMicroProfiler;
}  // namespace micro

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_PROFILER_H_
