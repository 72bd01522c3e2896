#include "decode/decoder.h"

#include "decode/block_cache.h"
#include "decode/flag_use.h"
#include "decode/flow.h"
#include "decode/fusion.h"
#include "decode/lookup.h"
#include "memory/memory_map.h"

namespace vboard {
namespace {

constexpr Handler* kSkipUnless[] = {
    SkipUnless<kEq>, SkipUnless<kNe>, SkipUnless<kCs>, SkipUnless<kCc>, SkipUnless<kMi>,
    SkipUnless<kPl>, SkipUnless<kVs>, SkipUnless<kVc>, SkipUnless<kHi>, SkipUnless<kLs>,
    SkipUnless<kGe>, SkipUnless<kLt>, SkipUnless<kGt>, SkipUnless<kLe>};

uint8_t Advanced(uint8_t it) { return (it & 7) == 0 ? 0 : (it & 0xE0) | (it << 1 & 0x1F); }

}  // namespace

bool Decoder::traced() const { return core_.blocks->traced(); }

Op& Decoder::Emit(Handler* handler, unsigned d, unsigned n, unsigned m, uint32_t imm) {
  Place& place = places_[op_count_];
  place.plain = handler;
  place.offset = static_cast<uint8_t>((pc_ - start_) / 2);
  place.it = it_;
  place.behind = static_cast<uint8_t>(length_);  // of which instruction; made a distance at the end
  place.starts = op_count_ == first_op_;
  Op& op = ops_[op_count_];
  op.handler = handler;
  op.index = static_cast<uint8_t>(op_count_++);
  op.d = static_cast<uint8_t>(d);
  op.n = static_cast<uint8_t>(n);
  op.m = static_cast<uint8_t>(m);
  op.imm = imm;
  return op;
}

Op& Decoder::EmitResult(Handler* handler, unsigned d, unsigned n, unsigned m, uint32_t imm,
                        bool bx) {
  const bool limited = d == kSp && has_stack_limits();
  Op& op = Emit(handler, d == kPc || limited ? kScratch : d, n, m, imm);
  if (d == kPc) {
    Emit(bx ? BranchExchange : BranchRegister, 0, 0, kScratch);
    EndBlock();
  } else if (d == kSp) {
    Emit(limited ? WriteStackPointer : AlignStackPointer);
  }
  return op;
}

void Decoder::EmitBranchTo(unsigned reg) {
  Emit(BranchExchange, 0, 0, reg);
  EndBlock();
}

void Decoder::CheckStackLimit(uint32_t delta) {
  if (has_stack_limits()) Emit(RefuseBelowLimit, 0, 0, 0, delta);
}

void Decoder::EmitLink(uint32_t target) {
  Emit(nullptr);
  Link* link = reinterpret_cast<Link*>(&ops_[op_count_ - 1]);
  *link = Link{nullptr, target & ~1u, kUnresolved};
}

void Decoder::EndBlockWithCheck() {
  check_ = true;
  EndBlock();
}

void Decoder::NeedFp() {
  if (!fp_checked_) Emit(CheckFp);
  fp_checked_ = !in_it();  // an instruction whose condition failed has checked nothing
}

void Decoder::EmitTerminator(Handler* handler) {
  pc_ = end_;
  it_ = next_it_;
  first_op_ = op_count_;
  // Links lead to blocks outside of IT blocks.
  Emit(in_it() ? NextBlockInIt : handler);
  EmitLink(end_);
}

void Decoder::Decode(uint32_t pc, uint8_t it, unsigned limit) {
  op_count_ = length_ = first_op_ = 0;
  start_ = pc_ = end_ = pc;
  it_ = next_it_ = it;
  ended_ = check_ = fp_checked_ = it_accesses_ = false;
  const BlockCache& blocks = *core_.blocks;
  if (blocks.HasBreakpoint(pc)) {
    first_op_ = 1;  // it is no part of the instruction, which starts behind it
    Emit(AtBreakpoint);
  }
  if (blocks.observed()) {
    first_op_ = op_count_ + 1;
    Emit(TellBlock);
  }
  if (blocks.traced()) {
    first_op_ = op_count_ + 1;
    Emit(TraceBlock);
  }
  bool open = true;  // what is behind the block is reached from it
  while (!ended_ && (length_ < limit || next_it_ & 0xF) && op_count_ < kBlockOps) {
    if (length_ > 0 && blocks.HasBreakpoint(end_)) break;
    if (!DecodeInstruction(open)) break;
  }
  if (length_ == 0) {  // nothing can be fetched: a block that executes nothing
    Emit(FetchFault);
  } else if (check_) {
    EmitTerminator(CheckAndGoOn);
  } else if (open) {
    EmitTerminator(it_accesses_ ? CheckAndGoOn : NextBlock);
  }
  for (unsigned i = 0; i < op_count_; ++i) {
    const unsigned ordinal = places_[i].behind;
    places_[i].behind = static_cast<uint8_t>(ordinal < length_ ? length_ - 1 - ordinal : 0);
  }
  DropUnseenFlags(ops_, op_count_, places_);
  Fuse(ops_, op_count_, places_);
}

bool Decoder::DecodeInstruction(bool& open) {
  uint16_t first = 0, second = 0;
  if (!core_.memory->Fetch(end_, first)) return false;
  wide_ = first >= 0xE800;
  if (wide_ && !core_.memory->Fetch(end_ + 2, second)) return false;
  const uint32_t word = wide_ ? static_cast<uint32_t>(first) << 16 | second : first;
  pc_ = end_;
  end_ += wide_ ? 4 : 2;
  it_ = next_it_;
  next_it_ = Advanced(it_);
  first_op_ = op_count_;
  unconditional_ = false;
  const bool guarded = in_it() && it_ >> 4 < kAl;
  if (guarded) Emit(kSkipUnless[it_ >> 4]);
  const unsigned body = op_count_;
  if (DecodeWord(word, body) != Decoded::kDone) {
    op_count_ = body;
    Emit(Undefined);
    EndBlock();
  }
  if (guarded) {
    Op& guard = ops_[body - 1];
    guard.imm = op_count_ - guard.index;
    if (unconditional_) guard.handler = places_[guard.index].plain = Nothing;
  }
  open = !ended_ || (guarded && !unconditional_);
  ++length_;
  if (in_it() && !(next_it_ & 0xF) && it_accesses_ && !ended_) {
    it_accesses_ = false;
    Emit(CheckAttention);
  }
  return true;
}

Decoded Decoder::DecodeWord(uint32_t word, unsigned body) {
  for (const Row* row = CandidatesOf(word, wide_); row->encoding != nullptr; ++row) {
    if ((word & row->mask) != row->value || !model().Has(row->encoding->needs)) continue;
    const Decoded outcome = row->encoding->decode(*this, word);
    if (outcome != Decoded::kSeeOther) return outcome;
    op_count_ = body;
  }
  return Decoded::kUndefined;
}

}  // namespace vboard
