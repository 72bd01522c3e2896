// Bytes that a peripheral has received and its data register gives out, and the flags that tell of
// them.

#ifndef VBOARD_NATIVE_MEMORY_BYTE_QUEUE_H_
#define VBOARD_NATIVE_MEMORY_BYTE_QUEUE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace vboard {

// Bits that a register has while the queue has `least` bytes, or with `below` fewer than that.
// Registers are known by their values, and outlive the queue.
struct QueueFlag {
  uint32_t* value;
  uint32_t bits;
  size_t least;
  bool below;
};

class ByteQueue {
 public:
  static constexpr size_t kMostFlags = 4;

  size_t size() const { return bytes_.size(); }
  bool full() const { return flags_.size() + cleared_.size() >= kMostFlags; }
  std::vector<QueueFlag>& flags() { return flags_; }
  // Bits that each byte that is taken clears, and each try.
  void ClearedByTake(uint32_t* value, uint32_t bits) {
    cleared_.push_back(QueueFlag{value, bits, 0, false});
  }
  void Add(uint8_t byte) {
    bytes_.push_back(byte);
    Show();
  }
  void Add(const uint8_t* bytes, size_t count) {
    bytes_.insert(bytes_.end(), bytes, bytes + count);
    Show();
  }
  void Clear() {
    bytes_.clear();
    Show();
  }
  // The first byte, 0 where there is none.
  uint8_t Take() {
    uint8_t byte = 0;
    if (!bytes_.empty()) {
      byte = bytes_.front();
      bytes_.pop_front();
    }
    for (const QueueFlag& flag : cleared_) *flag.value &= ~flag.bits;
    Show();
    return byte;
  }
  void Show() {
    for (const QueueFlag& flag : flags_) {
      const bool set = (bytes_.size() >= flag.least) != flag.below;
      *flag.value = set ? *flag.value | flag.bits : *flag.value & ~flag.bits;
    }
  }

  // What a `Take` changes, to undo it.
  struct Before {
    bool had_byte;
    std::array<uint32_t, kMostFlags> values;
  };
  Before Remember() const {
    Before before{!bytes_.empty(), {}};
    size_t i = 0;
    for (const QueueFlag& flag : flags_) before.values[i++] = *flag.value;
    for (const QueueFlag& flag : cleared_) before.values[i++] = *flag.value;
    return before;
  }
  void Undo(const Before& before, uint8_t byte) {
    if (before.had_byte) bytes_.push_front(byte);
    size_t i = 0;
    for (const QueueFlag& flag : flags_) *flag.value = before.values[i++];
    for (const QueueFlag& flag : cleared_) *flag.value = before.values[i++];
  }

 private:
  std::deque<uint8_t> bytes_;
  std::vector<QueueFlag> flags_, cleared_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_BYTE_QUEUE_H_
