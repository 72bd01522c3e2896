// Operations that are no instructions: how blocks are left, entered, and connected.

#ifndef VBOARD_NATIVE_DECODE_FLOW_H_
#define VBOARD_NATIVE_DECODE_FLOW_H_

#include "cpu/core.h"
#include "decode/block.h"
#include "decode/block_cache.h"

namespace vboard {

VB_HANDLER(Nothing);
VB_HANDLER(AlignStackPointer);  // R13 was written: its low bits are 0
VB_HANDLER(WriteStackPointer);  // R13 becomes kScratch, which must not be below its limit (ARMv8-M)
VB_HANDLER(RefuseBelowLimit);   // R13 + imm must not be below its limit
VB_HANDLER(CheckAttention);     // behind an IT block
VB_HANDLER(CheckFp);            // before the first floating point instruction of a block
VB_HANDLER(Undefined);          // an undefined instruction
VB_HANDLER(FetchFault);         // the instruction at the block's start cannot be fetched
VB_HANDLER(AtBreakpoint);
VB_HANDLER(TraceBlock);     // at the start of a block that is traced
VB_HANDLER(TellBlock);      // at the start of a block that the host observes
VB_HANDLER(NextBlock);      // the end of a block that falls through
VB_HANDLER(NextBlockInIt);  // the same in the middle of an IT block
VB_HANDLER(CheckAndGoOn);   // the same with a look at what wants attention
VB_HANDLER(EndOfBudget);    // the deadline lies before this instruction
VB_HANDLER(StaleBlock);     // in the place of the first operation once the code was overwritten
// Branches to the address in register `m`: BX (bit 0 to T, EXC_RETURN) and what ignores bit 0.
VB_HANDLER(BranchExchange);
VB_HANDLER(BranchRegister);
VB_HANDLER(BranchSpecially);  // BX to what is not the address of an instruction

// Slow ways of VB_FOLLOW and VB_JUMP.
VB_HANDLER(FollowSlowly);
VB_HANDLER(JumpSlowly);

// The link `k` operations behind `op`.
inline const Link* LinkBehind(const Op* op, unsigned k) {
  return reinterpret_cast<const Link*>(op + k);
}

// Ends a handler: to the block of a link.
#define VB_FOLLOW(link_pointer)                                    \
  do {                                                             \
    const ::vboard::Link* link_taken = (link_pointer);             \
    if (VB_UNLIKELY((core.remaining -= link_taken->length) < 0)) { \
      core.link = link_taken;                                      \
      VB_CONTINUE(::vboard::FollowSlowly);                         \
    }                                                              \
    VB_GO(link_taken->target);                                     \
  } while (0)

// Ends a handler: to the block at an address (bit 0 clear) that is not known beforehand.
#define VB_JUMP(address)                                                                 \
  do {                                                                                   \
    const uint32_t jump_target = (address);                                              \
    const ::vboard::Link* jump = &core.jumps[jump_target >> 1 & (::vboard::kJumps - 1)]; \
    if (VB_LIKELY(jump->pc == jump_target && core.remaining >= jump->length &&           \
                  core.attention == 0)) {                                                \
      core.remaining -= jump->length;                                                    \
      VB_GO(jump->target);                                                               \
    }                                                                                    \
    core.pc = jump_target;                                                               \
    VB_CONTINUE(::vboard::JumpSlowly);                                                   \
  } while (0)

// The core's state becomes that before the instruction of `op`, which does not count; or behind it.
void GoBefore(Core& core, const Op* op);
void GoBehind(Core& core, const Op* op);

// Around a call that may reach a device: the core's state is that of the instruction in progress.
// Flags are stored before.
inline void BeginAccess(Core& core, const Op* op) {
  const Block& block = Block::Of(op);
  const Place& place = block.PlaceOf(op);
  core.pc = block.AddressOf(op);
  core.behind = place.behind;
  core.in_instruction = true;
}
inline void EndAccess(Core& core) {
  core.behind = 0;
  core.in_instruction = false;
}

// Ends a handler: the instruction, which counts, cannot complete.
inline void PrepareFault(Core& core, const Op* op, FaultKind kind, uint32_t address = 0) {
  GoBefore(core, op);
  --core.remaining;
  core.stop = Stop::kFault;
  core.fault = Fault{kind, address};
}
#define VB_FAULT(...)                              \
  do {                                             \
    ::vboard::PrepareFault(core, op, __VA_ARGS__); \
    VB_LEAVE();                                    \
  } while (0)

// Ends a handler that accessed a device: the next operation, unless something wants attention.
#define VB_NEXT_WITH_CHECK()                                         \
  do {                                                               \
    if (core.attention != 0 && ::vboard::MayLeaveBehind(core, op)) { \
      ::vboard::GoBehind(core, op);                                  \
      VB_LEAVE();                                                    \
    }                                                                \
    VB_NEXT();                                                       \
  } while (0)
// IT blocks are left at their end, as Renode and every translator do, but for an error of the host;
// and what follows in the same instruction looks for itself.
bool MayLeaveBehind(const Core& core, const Op* op);

// Whether a condition holds.
inline bool ConditionHolds(unsigned condition, uint64_t nz, uint32_t c, uint32_t v) {
  bool holds = true;
  switch (condition >> 1) {
    case 0:
      holds = IsZero(nz);
      break;
    case 1:
      holds = c != 0;
      break;
    case 2:
      holds = SignOf(nz) >> 31;
      break;
    case 3:
      holds = v >> 31;
      break;
    case 4:
      holds = c != 0 && !IsZero(nz);
      break;
    case 5:
      holds = !((SignOf(nz) ^ v) >> 31);
      break;
    case 6:
      holds = !IsZero(nz) && !((SignOf(nz) ^ v) >> 31);
      break;
    default:
      return true;
  }
  return (condition & 1) ? !holds : holds;
}

// Skips the operations of an instruction whose condition fails: `imm` operations on is the next
// one. A skipped instruction counts (Arm DDI 0403E, A7.3: it executes as a NOP).
template <unsigned kCondition>
VB_HANDLER(SkipUnless) {
  if (ConditionHolds(kCondition, nz, c, v)) VB_NEXT();
  VB_GO(op + op->imm);
}
// IT and the first instruction behind it.
template <unsigned kCondition>
VB_HANDLER(ItAndSkipUnless) {
  ++op;
  if (ConditionHolds(kCondition, nz, c, v)) VB_NEXT();
  VB_GO(op + op->imm);
}

}  // namespace vboard

#endif  // VBOARD_NATIVE_DECODE_FLOW_H_
