#include "decode/block_cache.h"

#include <algorithm>
#include <cstring>

#include "decode/flow.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {

BlockCache::BlockCache(Core& core)
    : core_(core),
      decoder_(core),
      buckets_(kBuckets, nullptr),
      cut_(new uint8_t[sizeof(Block) + 256 * sizeof(Op)]) {}

BlockCache::~BlockCache() = default;

Block* BlockCache::Get(uint32_t pc, uint8_t it) {
  if (clear_soon_) Clear();
  for (Block* block = buckets_[Hash(pc)]; block != nullptr; block = block->next_same_hash) {
    if (block->pc == pc && block->it == it && block->domain == core_.code_domain) return block;
  }
  return Decode(pc, it);
}

void* BlockCache::Allocate(size_t bytes) {
  bytes = (bytes + 15) & ~size_t{15};
  if (used_ + bytes > kChunkBytes) {
    chunks_.emplace_back(new uint8_t[kChunkBytes]);
    used_ = 0;
  }
  void* place = chunks_.back().get() + used_;
  used_ += bytes;
  return place;
}

Block* BlockCache::Decode(uint32_t pc, uint8_t it) {
  if (chunks_.size() >= kMostChunks) Clear();
  decoder_.Decode(pc, it, traced_ ? 1 : kBlockInstructions);
  const unsigned count = decoder_.op_count();
  auto* block = static_cast<Block*>(Allocate(sizeof(Block) + count * sizeof(Op)));
  auto* places = static_cast<Place*>(Allocate(count * sizeof(Place)));
  block->pc = pc;
  block->end = decoder_.end();
  block->length = static_cast<uint16_t>(decoder_.length());
  block->op_count = static_cast<uint16_t>(count);
  block->it = it;
  block->domain = core_.code_domain;
  block->valid = true;
  block->places = places;
  std::memcpy(block->ops(), decoder_.ops(), count * sizeof(Op));
  std::memcpy(places, decoder_.places(), count * sizeof(Place));
  if (block->length == 0) {  // what cannot be fetched may be there the next time
    block->next_same_hash = nullptr;
    return block;
  }
  Block*& bucket = buckets_[Hash(pc)];
  block->next_same_hash = bucket;
  bucket = block;
  ++count_;
  core_.memory->HoldsCode(block->pc, block->end);
  return block;
}

const Op* BlockCache::Cut(const Block& block, unsigned count, bool in_it) {
  auto* copy = reinterpret_cast<Block*>(cut_.get());
  *copy = block;
  unsigned i = 0, instructions = 0;
  for (; i < block.op_count; ++i) {
    const Place& place = block.places[i];
    if (place.starts && instructions++ >= count && (in_it || !(place.it & 0xF))) break;
    copy->ops()[i] = block.ops()[i];
    if (place.plain != nullptr) copy->ops()[i].handler = place.plain;
  }
  if (i < block.op_count) {
    Op& last = copy->ops()[i];
    last = Op{};
    last.handler = EndOfBudget;
    last.index = static_cast<uint8_t>(i);
  }
  return copy->ops();
}

void BlockCache::Invalidate(uint32_t start, uint32_t end) {
  for (Block*& bucket : buckets_) {
    for (Block** link = &bucket; *link != nullptr;) {
      Block* block = *link;
      if (block->pc < end && start < block->end) {
        block->valid = false;
        block->ops()[0].handler = StaleBlock;
        *link = block->next_same_hash;
        --count_;
      } else {
        link = &block->next_same_hash;
      }
    }
  }
  core_.ForgetJumps();
  core_.Notify(kCheckMemory);
}

void BlockCache::Clear() {
  std::fill(buckets_.begin(), buckets_.end(), nullptr);
  chunks_.clear();
  used_ = kChunkBytes;
  count_ = 0;
  clear_soon_ = false;
  ++generation_;
  core_.ForgetJumps();
}

void BlockCache::ClearSoon() {
  clear_soon_ = true;
  core_.Notify(kCheckMemory);
}

void BlockCache::ObserveBlocks(bool observe) {
  observed_ = observe;
  ClearSoon();
}

void BlockCache::TraceBlocks(bool trace) {
  traced_ = trace;
  ClearSoon();
}

bool BlockCache::HasBreakpoint(uint32_t address) const {
  return HasHostBreakpoint(address) || core_.system->WatchesInstruction(address);
}

bool BlockCache::HasHostBreakpoint(uint32_t address) const {
  return !breakpoints_.empty() &&
         std::find(breakpoints_.begin(), breakpoints_.end(), address) != breakpoints_.end();
}

void BlockCache::SetBreakpoints(std::vector<uint32_t> addresses) {
  breakpoints_ = std::move(addresses);
  ClearSoon();
}

}  // namespace vboard
