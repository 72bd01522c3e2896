// Plain bytes on the bus, and which of them hold code that some core has decoded.

#ifndef VBOARD_NATIVE_MEMORY_MEMORY_H_
#define VBOARD_NATIVE_MEMORY_MEMORY_H_

#include <cstdint>
#include <vector>

#include "memory/page_table.h"

namespace vboard {

class MemoryMap;

constexpr uint32_t kLineBits =
    5;  // code is marked in lines of 32 bytes: as many to a page as a word has bits
static_assert(kPageBits - kLineBits == 5, "one word marks the lines of a page");

// Bytes belong to the host, which keeps them in place.
class Memory {
 public:
  Memory(uint8_t* data, uint32_t size) : data_(data), size_(size) {}

  uint8_t* data() const { return data_; }
  uint32_t size() const { return size_; }

  // Maps that show this memory, of one core or several.
  void Attach(MemoryMap* map);
  void Detach(MemoryMap* map);

  // [offset, offset + size) was decoded: every map guards its pages.
  void MarkCode(uint32_t offset, uint32_t size);
  bool HasCode(uint32_t page) const { return page < lines_.size() && lines_[page] != 0; }
  // Whether any line of [offset, offset + size) was decoded.
  bool HoldsCode(uint32_t offset, uint32_t size) const;
  // Tells every map that [offset, offset + size) was overwritten, if code is there.
  void Written(uint32_t offset, uint32_t size);

 private:
  uint32_t LinesOf(uint32_t page, uint32_t first, uint32_t last) const;

  uint8_t* data_;
  uint32_t size_;
  std::vector<uint32_t> lines_;  // by page; grows to the highest page with code
  std::vector<MemoryMap*> maps_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_MEMORY_H_
