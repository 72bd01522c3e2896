#include "tensorflow/lite/micro/micro_profiler.h"

#include "core/text.h"
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/micro/micro_time.h"

namespace tflite {

uint32_t EventProfiler::BeginEvent(const char* tag) {
  if (count_ >= capacity_) return static_cast<uint32_t>(capacity_);
  const uint32_t now = GetCurrentTimeTicks();
  events_[count_] = {tag, now, now};
  return static_cast<uint32_t>(count_++);
}

void EventProfiler::EndEvent(uint32_t event_handle) {
  if (event_handle < static_cast<uint32_t>(count_)) {
    events_[event_handle].end = GetCurrentTimeTicks();
  }
}

uint32_t EventProfiler::GetTotalTicks() const {
  uint32_t ticks = 0;
  for (int i = 0; i < count_; ++i) ticks += events_[i].end - events_[i].start;
  return ticks;
}

void EventProfiler::Log() const {
  for (int i = 0; i < count_; ++i) {
    const uint32_t ticks = events_[i].end - events_[i].start;
    MicroPrintf("%s took %u ticks (%u ms).", events_[i].tag, static_cast<unsigned>(ticks),
                static_cast<unsigned>(TicksToMs(static_cast<int32_t>(ticks))));
  }
}

void EventProfiler::LogCsv() const {
  MicroPrintf("\"Event\",\"Tag\",\"Ticks\"");
  for (int i = 0; i < count_; ++i) {
    MicroPrintf("%d,%s,%u", i, events_[i].tag,
                static_cast<unsigned>(events_[i].end - events_[i].start));
  }
}

void EventProfiler::LogTicksPerTagCsv() const {
  MicroPrintf("\"Unique Tag\",\"Total ticks across all events with that tag.\"");
  for (int i = 0; i < count_; ++i) {
    bool seen = false;
    uint32_t ticks = 0;
    for (int k = 0; k < count_; ++k) {
      if (!SameText(events_[k].tag, events_[i].tag)) continue;
      seen = seen || k < i;
      ticks += events_[k].end - events_[k].start;
    }
    if (!seen) MicroPrintf("%s,%u", events_[i].tag, static_cast<unsigned>(ticks));
  }
  MicroPrintf("total number of ticks,%u", static_cast<unsigned>(GetTotalTicks()));
}

}  // namespace tflite
