// The front end behind a C interface, for Python (vboard/evaluation/frontend.py) and its oracle
// tests.
#include <stddef.h>
#include <stdint.h>

#include "frontend/frontend.h"

extern "C" {

size_t frontend_state_bytes() { return sizeof(frontend::State); }

void frontend_reset(void* state) { frontend::Reset(static_cast<frontend::State*>(state)); }

// Feeds all samples; writes the slices that became ready to `features`, kChannels numbers each, and
// returns how many there were. The caller has room for (count + 480) / 320 slices.
size_t frontend_feed(void* state, const int16_t* samples, size_t count, uint16_t* features) {
  size_t slices = 0;
  while (count != 0) {
    bool ready = false;
    const size_t taken =
        frontend::Process(static_cast<frontend::State*>(state), samples, count, features, &ready);
    samples += taken;
    count -= taken;
    if (ready) {
      features += frontend::kChannels;
      ++slices;
    }
  }
  return slices;
}

void frontend_quantize_int8(const uint16_t* features, size_t count, int8_t* out) {
  for (size_t i = 0; i < count; ++i) out[i] = frontend::QuantizeInt8(features[i]);
}

void frontend_quantize_uint8(const uint16_t* features, size_t count, uint8_t* out) {
  for (size_t i = 0; i < count; ++i) out[i] = frontend::QuantizeUint8(features[i]);
}

}  // extern "C"
