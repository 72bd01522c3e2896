// Any set of buffers: those that live at the same time do not overlap, and all lie in the total.
// Eight bytes of input are one buffer.
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/memory_planner.h"
#include "tensorflow/lite/micro/debug_log.h"

extern "C" void DebugLog(const char*, va_list) {}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::vector<tflite::PlannedBuffer> buffers;
  for (; size >= 8 && buffers.size() < 200; data += 8, size -= 8) {
    uint16_t words[4];
    std::memcpy(words, data, sizeof(words));
    const uint16_t first = words[1];
    const uint16_t last = static_cast<uint16_t>(first + words[2] % (UINT16_MAX - first + 1));
    const bool fixed = words[3] % 8 == 1;
    buffers.push_back({(words[0] + 15u) & ~15u, first, last,
                       fixed ? words[3] & ~15u : tflite::kNotPlaced, nullptr});
  }
  const unsigned count = static_cast<unsigned>(buffers.size());
  unsigned fixed_count = 0;
  for (const auto& buffer : buffers) fixed_count += buffer.offset != tflite::kNotPlaced ? 1 : 0;
  const uint32_t total = tflite::PlanGreedily(buffers.data(), count);
  for (unsigned i = 0; i < count; ++i) {
    const tflite::PlannedBuffer& a = buffers[i];
    if (a.offset % 16 != 0 || a.offset + a.bytes > total) __builtin_trap();
    // Fixed ones come first and may overlap: that is their giver's business.
    for (unsigned k = i + 1 < fixed_count ? fixed_count : i + 1; k < count; ++k) {
      const tflite::PlannedBuffer& b = buffers[k];
      const bool same_time = a.first <= b.last && b.first <= a.last;
      const bool same_place = a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
      if (same_time && same_place) __builtin_trap();
    }
  }
  return 0;
}
