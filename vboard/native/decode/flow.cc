#include "decode/flow.h"

#include "cpu/host.h"
#include "system/system.h"

namespace vboard {

void GoBefore(Core& core, const Op* op) {
  const Block& block = Block::Of(op);
  const Place& place = block.PlaceOf(op);
  core.pc = block.AddressOf(op);
  core.it = place.it;
  core.remaining += place.behind + 1;
}

void GoBehind(Core& core, const Op* op) {
  const Block& block = Block::Of(op);
  core.remaining += block.PlaceOf(op).behind;
  unsigned i = op->index + 1u;
  while (!block.places[i].starts) ++i;
  core.pc = block.pc + 2u * block.places[i].offset;
  core.it = block.places[i].it;
}

bool MayLeaveBehind(const Core& core, const Op* op) {
  const Block& block = Block::Of(op);
  if (op->index + 1u >= block.op_count || !block.places[op->index + 1].starts) return false;
  const uint8_t it = block.PlaceOf(op).it & 0xF;
  return it == 0 || it == 8 || core.attention & kHostError;
}

namespace {

// The first operation to execute at `core.pc` with ITSTATE `core.it`, its instructions taken off;
// nullptr when the deadline is reached or something wants attention. A link that leads there is
// resolved.
const Op* Enter(Core& core, Link* link) {
  if (core.remaining <= 0 || core.attention != 0) return nullptr;
  const uint32_t generation = core.blocks->generation();
  const Block* block = core.blocks->Get(core.pc, core.it);
  core.it = 0;
  const bool link_lives = link != nullptr && core.blocks->generation() == generation;
  if (link_lives && block->length > 0) {
    *link = Link{block->ops(), block->pc, block->length};
  }
  if (core.remaining < block->length) {
    core.remaining -= block->length;
    const auto count = static_cast<unsigned>(core.remaining + block->length);
    return core.blocks->Cut(*block, count, core.stops_in_it);
  }
  core.remaining -= block->length;
  return block->ops();
}

}  // namespace

VB_HANDLER(Nothing) { VB_NEXT(); }

VB_HANDLER(AlignStackPointer) {
  core.r[kSp] &= ~3u;
  VB_NEXT_WITH_CHECK();
}

VB_HANDLER(WriteStackPointer) {
  if (core.r[kScratch] < core.sp_limit) VB_FAULT(FaultKind::kStackOverflow);
  core.r[kSp] = core.r[kScratch] & ~3u;
  VB_NEXT_WITH_CHECK();
}

VB_HANDLER(RefuseBelowLimit) {
  if (VB_UNLIKELY(core.r[kSp] + op->imm < core.sp_limit)) VB_FAULT(FaultKind::kStackOverflow);
  VB_NEXT();
}

VB_HANDLER(CheckAttention) { VB_NEXT_WITH_CHECK(); }

VB_HANDLER(CheckFp) {
  if (VB_LIKELY(core.fp_ready)) VB_NEXT();
  core.StoreFlags(nz, c, v);
  if (!core.system->PrepareFp()) VB_FAULT(core.fault.kind, core.fault.address);
  VB_NEXT();
}

VB_HANDLER(Undefined) { VB_FAULT(FaultKind::kUndefined); }

VB_HANDLER(FetchFault) {
  const Block& block = Block::Of(op);
  core.pc = block.pc;
  core.it = block.it;
  core.stop = Stop::kFault;  // `fault` is as the decoder found it
  VB_LEAVE();
}

VB_HANDLER(AtBreakpoint) {
  const Block& block = Block::Of(op);
  if (core.passed_breakpoint == block.pc) {
    core.passed_breakpoint = 1;
    VB_NEXT();
  }
  core.pc = block.pc;
  core.it = block.it;
  core.remaining += block.length;
  core.stop = Stop::kBreakpoint;
  VB_LEAVE();
}

VB_HANDLER(TellBlock) {
  core.StoreFlags(nz, c, v);
  BeginAccess(core, op);
  core.host.EnteredBlock(Block::Of(op).pc);
  EndAccess(core);
  VB_NEXT();
}

VB_HANDLER(TraceBlock) {
  const Block& block = Block::Of(op);
  core.blocks->trace().push_back({block.pc, block.end});
  VB_NEXT();
}

VB_HANDLER(NextBlock) { VB_FOLLOW(LinkBehind(op, 1)); }

VB_HANDLER(NextBlockInIt) {
  core.pc = LinkBehind(op, 1)->pc;
  core.it = Block::Of(op).PlaceOf(op).it;
  if (core.attention & kHostError) VB_LEAVE();
  VB_CONTINUE(JumpSlowly);
}

VB_HANDLER(CheckAndGoOn) {
  if (core.attention != 0) {
    core.pc = LinkBehind(op, 1)->pc;
    core.it = Block::Of(op).PlaceOf(op).it;
    VB_LEAVE();
  }
  VB_FOLLOW(LinkBehind(op, 1));
}

VB_HANDLER(EndOfBudget) {
  GoBefore(core, op);
  VB_LEAVE();
}

VB_HANDLER(StaleBlock) {
  const Block& block = Block::Of(op);
  core.pc = block.pc;
  core.it = block.it;
  core.remaining += block.length;
  VB_CONTINUE(JumpSlowly);
}

VB_HANDLER(FollowSlowly) {
  Link* link = const_cast<Link*>(core.link);
  core.remaining += link->length;
  core.pc = link->pc;
  const Op* next = Enter(core, link);
  if (next == nullptr) VB_LEAVE();
  VB_GO(next);
}

VB_HANDLER(JumpSlowly) {
  const bool in_it = core.it != 0;
  Link* jump = in_it ? nullptr : &core.jumps[core.pc >> 1 & (kJumps - 1)];
  const Op* next = Enter(core, jump);
  if (next == nullptr) VB_LEAVE();
  VB_GO(next);
}

}  // namespace vboard
