// A register of a peripheral, stored where the core reaches it without the host.

#ifndef VBOARD_NATIVE_MEMORY_DEVICE_REGISTER_H_
#define VBOARD_NATIVE_MEMORY_DEVICE_REGISTER_H_

#include <cstdint>

namespace vboard {

// A number that changes by itself at a constant rate: `start` at `origin` (ns) and then `rate`
// steps a second, of which `phase` / 10^9 of the first one are done at the origin.
struct Count {
  uint64_t start = 0;
  uint64_t origin = 0;
  uint64_t phase = 0;    // below 10^9
  uint64_t rate = 0;     // Hz, below 2^32
  uint64_t modulus = 0;  // of a number that counts up, which is below it; 0: 2^64
  bool down = false;

  uint64_t At(uint64_t now) const;
};

struct DeviceRegister {
  uint32_t value = 0;  // stored bits

  // What a read of the bus shows; it clears `read_clears`.
  uint32_t readable = ~uint32_t{0};
  uint32_t read_clears = 0;

  // Bits by what a write does to them. All others keep their value.
  uint32_t plain = 0;
  uint32_t one_clears = 0;
  uint32_t zero_clears = 0;
  uint32_t any_clears = 0;
  uint32_t one_sets = 0;
  uint32_t one_toggles = 0;

  // The host alone can read, or write, the register.
  bool host_reads = true;
  bool host_writes = true;
  // A read needs the host when anything happened since it computed the value: see
  // Clock::happened().
  bool computed = false;
  uint64_t computed_at = 0;
  // Writes that change `watched` bits, or would change `unhandled` ones, are the host's.
  uint32_t watched = 0;
  uint32_t unhandled = 0;

  // Where `count_mask` is not 0 its bits, from `count_bit` on, are a count.
  uint32_t count_mask = 0;
  uint8_t count_bit = 0;
  Count count;

  uint32_t Read() {
    const uint32_t seen = value & readable;
    value &= ~read_clears;
    return seen;
  }
  uint32_t AfterWrite(uint32_t written) const {
    uint32_t next = (value & ~plain) | (written & plain);
    next &= ~((written & one_clears) | any_clears);
    next &= written | ~zero_clears;
    return (next | (written & one_sets)) ^ (written & one_toggles);
  }
  void CountTo(uint64_t now) {
    if (count_mask == 0) return;
    value =
        (value & ~count_mask) | (static_cast<uint32_t>(count.At(now)) << count_bit & count_mask);
  }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_DEVICE_REGISTER_H_
