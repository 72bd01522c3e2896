// The blocks of a core: found by address, decoded when they are missing, dropped when their code is
// overwritten.

#ifndef VBOARD_NATIVE_DECODE_BLOCK_CACHE_H_
#define VBOARD_NATIVE_DECODE_BLOCK_CACHE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "decode/block.h"
#include "decode/decoder.h"

namespace vboard {

class BlockCache {
 public:
  explicit BlockCache(Core& core);
  ~BlockCache();

  // The block at `pc` with ITSTATE `it`.
  Block* Get(uint32_t pc, uint8_t it);
  // A copy of the first `count` instructions of a block that then leaves; valid until the next
  // call. Nothing is fused in it. Unless `in_it`, the rest of the IT block that the last one is in
  // follows.
  const Op* Cut(const Block& block, unsigned count, bool in_it);

  // Code in [start, end) was overwritten: its blocks are decoded anew when they are reached again.
  void Invalidate(uint32_t start, uint32_t end);
  // Drops every block. Only between instructions.
  void Clear();
  // Drops every block before the next one is looked up, which is behind the instruction in
  // progress.
  void ClearSoon();

  // The host's, or one of the core's debug unit.
  bool HasBreakpoint(uint32_t address) const;
  bool HasHostBreakpoint(uint32_t address) const;
  void SetBreakpoints(std::vector<uint32_t> addresses);

  // Tell the host of each block that is entered.
  void ObserveBlocks(bool observe);
  bool observed() const { return observed_; }

  // Record what is executed, an instruction or an IT block a block; the host empties the trace.
  struct Traced {
    uint32_t pc, end;  // of the first instruction, behind the last
  };
  void TraceBlocks(bool trace);
  bool traced() const { return traced_; }
  std::vector<Traced>& trace() { return trace_; }

  size_t size() const { return count_; }
  // Changes with each `Clear`: pointers into blocks are good for one generation.
  uint32_t generation() const { return generation_; }

 private:
  static constexpr unsigned kBuckets = 4096;
  static constexpr size_t kChunkBytes = 256 * 1024;
  static constexpr size_t kMostChunks = 64;

  static unsigned Hash(uint32_t pc) { return (pc >> 1 ^ pc >> 13) & (kBuckets - 1); }
  Block* Decode(uint32_t pc, uint8_t it);
  void* Allocate(size_t bytes);

  Core& core_;
  Decoder decoder_;
  std::vector<Block*> buckets_;
  std::vector<std::unique_ptr<uint8_t[]>> chunks_;
  size_t used_ = kChunkBytes;  // bytes of the last chunk
  size_t count_ = 0;
  uint32_t generation_ = 0;
  bool clear_soon_ = false;
  bool observed_ = false;
  bool traced_ = false;
  std::vector<Traced> trace_;
  std::vector<uint32_t> breakpoints_;
  std::unique_ptr<uint8_t[]> cut_;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_BLOCK_CACHE_H_
