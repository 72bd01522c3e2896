// A register of a peripheral, stored where the core reaches it without the host.

#ifndef VBOARD_NATIVE_MEMORY_DEVICE_REGISTER_H_
#define VBOARD_NATIVE_MEMORY_DEVICE_REGISTER_H_

#include <cstdint>
#include <vector>

#include "io/interrupt_logic.h"
#include "io/output_latch.h"
#include "memory/buffer_receiver.h"
#include "memory/byte_queue.h"

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

// What a register shows of a latch.
enum class LatchView : uint8_t { kBits, kDrivenBits, kLines };

struct DeviceRegister;
class AccessProgram;

enum class EffectOp : uint8_t { kSet, kClear, kReplace };

// What a write does to another register: its bits of `mask` set, clear or replace those that are
// `shift` further on in the target.
struct RegisterEffect {
  DeviceRegister* target;
  uint32_t mask;
  int shift;  // -31 to 31
  EffectOp op;

  uint32_t AfterWrite(uint32_t target_value, uint32_t written) const {
    const uint32_t bits = Moved(written & mask);
    switch (op) {
      case EffectOp::kSet:
        return target_value | bits;
      case EffectOp::kClear:
        return target_value & ~bits;
      default:
        return (target_value & ~Moved(mask)) | bits;
    }
  }

 private:
  uint32_t Moved(uint32_t bits) const { return shift >= 0 ? bits << shift : bits >> -shift; }
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

  // Accesses are as those of an offset without a register.
  bool absent = false;
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

  // What a write does to output latches, in this order.
  std::vector<LatchField> latch_fields;
  // What a write does to other registers, and the interrupt lines that follow the register.
  static constexpr size_t kMostEffects = 4;
  std::vector<RegisterEffect> effects;
  std::vector<const InterruptLogic*> logics;
  // Where `queue` is not null a read takes a byte from it into the bits of `queue_mask`, from
  // `queue_bit` on; with `empty_is_host` the host is asked where there is none.
  ByteQueue* queue = nullptr;
  uint32_t queue_mask = 0;
  uint8_t queue_bit = 0;
  bool empty_is_host = false;
  // Where `starts` is not null a write of 1 starts it; where `resumes` is not null a write is the
  // host's while that one has something to do.
  BufferReceiver* starts = nullptr;
  const BufferReceiver* resumes = nullptr;
  // Where `shown` is not null the bits of `shown_mask`, from `shown_bit` on, are those of a latch.
  const OutputLatch* shown = nullptr;
  LatchView view = LatchView::kBits;
  uint32_t shown_mask = 0;
  uint8_t shown_bit = 0;

  // What reads and writes of the bus do where it is more than all this; tried before it.
  AccessProgram* read_program = nullptr;
  AccessProgram* write_program = nullptr;

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
    value =
        (value & ~count_mask) | (static_cast<uint32_t>(count.At(now)) << count_bit & count_mask);
  }
  void ShowLatch() {
    const uint32_t seen = view == LatchView::kLines        ? shown->Levels()
                          : view == LatchView::kDrivenBits ? shown->bits & shown->driven
                                                           : shown->bits;
    value = (value & ~shown_mask) | (seen << shown_bit & shown_mask);
  }
  // A write by the bus, but for latches and interrupt lines.
  void Store(uint32_t written) {
    value = AfterWrite(written);
    for (const RegisterEffect& effect : effects) {
      effect.target->value = effect.AfterWrite(effect.target->value, written);
    }
  }
  bool CanSettle(const LineChanges& changes) const {
    for (const InterruptLogic* logic : logics) {
      if (!logic->CanSettle(changes)) return false;
    }
    return true;
  }
  void Settle(Clock& clock) const {
    for (const InterruptLogic* logic : logics) logic->Settle(clock);
  }
  bool CanDrive(uint32_t written, const LineChanges& changes) const {
    for (const LatchField& field : latch_fields) {
      if (!field.Can(written, changes)) return false;
    }
    return true;
  }
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_DEVICE_REGISTER_H_
