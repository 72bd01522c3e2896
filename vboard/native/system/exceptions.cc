#include "system/exceptions.h"

#include "cpu/host.h"
#include "memory/memory_map.h"

namespace vboard {
namespace {

constexpr uint32_t kAligned = 1u << 9;  // of a stacked xPSR: a word was inserted
constexpr uint32_t kBasicFrame = 0x20, kFpFrame = 0x48;
constexpr unsigned kBasicWords = 8, kFpWords = 17;  // S0 to S15 and FPSCR; a reserved word follows
// EXC_RETURN.
constexpr uint32_t kProcessStack = 1u << 2, kToThread = 1u << 3, kBasic = 1u << 4;
// What Renode stores in the reserved word.
constexpr uint32_t kNoVpr = 0xBADCAFEE;

}  // namespace

uint32_t Exceptions::ReturnValue() const {
  const bool thread = core_.exception == kThread;
  uint32_t value = core_.model.v8() ? 0xFFFFFFB0 : 0xFFFFFFF1;
  if (thread) value |= kToThread;
  if (thread && core_.process_stack) value |= kProcessStack;
  // ARMv8-M counts down from a value without the bit, ARMv7-M from one with it.
  return fp_.active() ? value & ~kBasic : value | kBasic;
}

void Exceptions::UseStack(bool process) {
  if (core_.process_stack == process) return;
  const uint32_t sp = core_.r[vboard::kSp];
  core_.r[vboard::kSp] = core_.other_sp;
  core_.other_sp = sp;
  core_.process_stack = process;
}

// Reads the vector and begins there; false: it cannot be read.
bool Exceptions::Vector(unsigned number) {
  const uint32_t address = scb_.vtor() + 4 * number;
  if (strict_ && !core_.memory->IsMapped(address)) return false;
  const uint32_t vector = core_.memory->ReadWord(address);
  core_.pc = vector & ~1u;
  core_.thumb = (vector & 1) != 0;
  return true;
}

void Exceptions::Begin(unsigned number, uint32_t exc_return) {
  const bool was_privileged = core_.privileged();
  UseStack(false);
  core_.r[kLr] = exc_return;
  core_.exception = number;
  core_.it = 0;
  core_.control &= ~kControlFpca;
  if (strict_) core_.control &= ~kControlSpsel;
  core_.exclusive = 0;
  core_.event = true;
  core_.fp_ready = false;
  core_.UpdateStackLimit();
  if (!was_privileged) core_.memory->PrivilegeChanged();
  priorities_.Enter(number);
}

Derived Exceptions::Enter(unsigned number) {
  if (core_.tells_exceptions) core_.host.EnteringException(number);
  const uint32_t xpsr = core_.Xpsr() & ~kAligned;
  last_return_ = ReturnValue();
  const Derived derived = strict_ ? StackByTheManual(xpsr) : StackAsRenode(xpsr);
  Begin(number, last_return_);
  return Vector(number) ? derived : VectorFailed();
}

// Renode: a word after the other, downwards, as privileged code; what the MPU denies is left out,
// and the stack pointer moves over what was written.
Derived Exceptions::StackAsRenode(uint32_t xpsr) {
  Derived derived;
  uint32_t& sp = core_.r[vboard::kSp];
  const auto push = [&](uint32_t word) {
    const uint32_t address = sp - 4;
    if (mpu_.enabled() && !(mpu_.At(address, true).rights & kWrite)) {
      derived = {kMemManage, kMstkerr, address};
      return;
    }
    core_.memory->WriteWord(address, word);
    sp = address;
  };
  if (sp & 4) {
    sp -= 4;
    xpsr |= kAligned;
  }
  if (fp_.active()) {
    if (fp_.lazy()) {
      sp -= kFpFrame;
      fp_.ReserveLazily(sp, 0);
    } else {
      push(kNoVpr);
      push(core_.fp.fpscr.value);
      for (unsigned i = kFpWords - 1; i-- > 0;) push(core_.fp.s[i]);
      fp_.StartContext();
    }
  }
  push(xpsr);
  push(core_.pc);
  push(core_.r[kLr]);
  push(core_.r[12]);
  for (unsigned i = 4; i-- > 0;) push(core_.r[i]);
  return derived;
}

// The manual: PushStack (B1.5.6). The whole frame is reserved; the first access that fails ends it.
Derived Exceptions::StackByTheManual(uint32_t xpsr) {
  const bool extended = fp_.active(), privileged = core_.privileged();
  const uint32_t size = extended ? kBasicFrame + kFpFrame : kBasicFrame;
  const bool align = extended || core_.model.v8() || !core_.model.Has(kMainline) ||
                     (scb_.configuration() & kStkalign) != 0;
  uint32_t& sp = core_.r[vboard::kSp];
  uint32_t frame = sp - size;
  if (align && (frame & 4) != 0) {
    frame -= 4;
    xpsr |= kAligned;
  }
  // ARMv8-M B3.21: the stack pointer stops at the limit, and what would be below is not stored.
  Derived derived;
  if (core_.sp_limit != 0 && (frame < core_.sp_limit || frame > sp)) {
    derived = {kUsageFault, kStkof, 0};
    sp = core_.sp_limit;
    return derived;
  }
  sp = frame;
  const uint32_t words[kBasicWords] = {core_.r[0],  core_.r[1],   core_.r[2], core_.r[3],
                                       core_.r[12], core_.r[kLr], core_.pc,   xpsr};
  const auto store = [&](uint32_t offset, uint32_t word) {
    if (derived.number != 0 || core_.memory->Store(frame + offset, 4, word, privileged)) return;
    const bool bus = core_.fault.kind == FaultKind::kDataBus;
    derived = {bus ? kBusFault : kMemManage, bus ? kStkerr : kMstkerr, core_.fault.address};
  };
  for (unsigned i = 0; i < kBasicWords; ++i) store(4 * i, words[i]);
  if (extended && fp_.lazy()) {
    fp_.ReserveLazily(frame + kBasicFrame, ReadyBits());
  } else if (extended) {
    for (unsigned i = 0; i < kFpWords; ++i) {
      store(kBasicFrame + 4 * i, i < kFpWords - 1 ? core_.fp.s[i] : core_.fp.fpscr.value);
    }
  }
  return derived;
}

// FPCCR's record of what a lazy store may raise later (UpdateFPCCR, B3.2.21).
uint32_t Exceptions::ReadyBits() const {
  const int priority = priorities_.ExecutionPriority();
  const auto ready = [&](unsigned number) {
    return scb_.FaultEnabled(number) &&
           priorities_.GroupOf(priorities_.PriorityOf(number)) < priority;
  };
  uint32_t bits = core_.privileged() ? 0 : kFpccrUser;
  if (core_.exception == kThread) bits |= kFpccrThread;
  if (priority > -1) bits |= kHfrdy;
  if (ready(kMemManage)) bits |= kMmrdy;
  if (ready(kBusFault)) bits |= kBfrdy;
  if ((scb_.demcr() & kMonEn) != 0 && priorities_.PriorityOf(kDebugMonitor) < priority) {
    bits |= kMonrdy;
  }
  return bits;
}

Derived Exceptions::VectorFailed() {
  scb_.AddHardFault(kVecttbl);
  return {kHardFault, 0, 0};
}

Derived Exceptions::TailChain(unsigned number, uint32_t exc_return) {
  if (core_.tells_exceptions) core_.host.EnteringException(number);
  core_.r[kLr] = exc_return;
  core_.exception = number;
  core_.it = 0;
  core_.exclusive = 0;
  core_.fp_ready = false;
  priorities_.Enter(number);
  return Vector(number) ? Derived{} : VectorFailed();
}

void Exceptions::Deactivate() {
  const unsigned number = core_.exception;
  if (number != kNmi) core_.faultmask = 0;
  const unsigned over = priorities_.IsActive(number) ? number : priorities_.current();
  if (over != 0) priorities_.Leave(over);
  core_.event = true;
  if (core_.tells_exceptions) core_.host.LeftException(number);
}

void Exceptions::Abandon(unsigned number) {
  core_.exception = number;
  Deactivate();
  Unstack(last_return_);
}

// EXC_RETURN's mode and stack, and what is active besides the handler that returns.
bool Exceptions::Consistent(uint32_t exc_return) const {
  if (!priorities_.IsActive(core_.exception)) return false;
  const bool nested = priorities_.active_count() > 1;
  if (core_.model.v8()) {
    const uint32_t fixed = exc_return & 0xFFFFFFE3;  // PREFIX, RES1, S, DCRS, RES0 and ES
    if (fixed != 0xFFFFFFA0) return false;
    const bool thread = (exc_return & kToThread) != 0;
    return thread || (!(exc_return & kProcessStack) && nested);
  }
  switch (exc_return & 0xF) {
    case 0x1:
      return nested;
    case 0x9:
    case 0xD:
      return !nested || (scb_.configuration() & kNonbasethrdena) != 0;
    default:
      return false;
  }
}

Derived Exceptions::Unstack(uint32_t exc_return) {
  Derived derived;
  const bool thread = (exc_return & kToThread) != 0;
  const bool process = (exc_return & kProcessStack) != 0 && (!strict_ || thread);
  const bool extended = !(exc_return & kBasic);
  if (fp_.active() && fp_.clears_on_return()) {
    for (unsigned i = 0; i < kFpWords - 1; ++i) core_.fp.s[i] = 0;
    core_.fp.fpscr.value = 0;
  }
  UseStack(process);
  uint32_t& sp = core_.r[vboard::kSp];
  const uint32_t frame = sp;
  unstacked_from_ = frame;
  const bool privileged = !thread || !(core_.control & kControlNpriv);
  const auto load = [&](uint32_t offset) -> uint32_t {
    if (!strict_) return core_.memory->ReadWord(frame + offset);
    if (derived.number != 0) return 0;
    const Loaded loaded = core_.memory->Load(frame + offset, 4, privileged);
    if (loaded.ok) return loaded.value;
    const bool bus = core_.fault.kind == FaultKind::kDataBus;
    derived = {bus ? kBusFault : kMemManage, bus ? kUnstkerr : kMunstkerr, core_.fault.address};
    return 0;
  };
  uint32_t words[kBasicWords];
  for (unsigned i = 0; i < kBasicWords; ++i) words[i] = load(4 * i);
  if (extended && fp_.waiting()) {
    fp_.ForgetWaiting();  // the registers still hold what was to be stored
  } else if (extended) {
    for (unsigned i = 0; i < kFpWords; ++i) {
      const uint32_t word = load(kBasicFrame + 4 * i);
      if (derived.number != 0) break;
      (i < kFpWords - 1 ? core_.fp.s[i] : core_.fp.fpscr.value) = word;
    }
  }
  for (unsigned i = 0; i < 4; ++i) core_.r[i] = words[i];
  core_.r[12] = words[4];
  core_.r[kLr] = words[5];
  core_.pc = words[6] & ~1u;
  const uint32_t xpsr = words[7];
  sp = frame + kBasicFrame + (extended ? kFpFrame : 0);
  if (xpsr & kAligned) sp |= 4;
  core_.SetXpsr(xpsr);
  if (thread && !strict_) core_.exception = kThread;
  core_.control = (core_.control & ~kControlFpca) | (extended ? kControlFpca : 0);
  if (strict_ && thread) {
    core_.control = (core_.control & ~kControlSpsel) | (process ? kControlSpsel : 0);
  }
  core_.exclusive = 0;
  core_.fp_ready = false;
  core_.UpdateStackLimit();
  core_.memory->PrivilegeChanged();
  return derived;
}

void Exceptions::Restack(uint32_t exc_return) {
  const bool extended = !(exc_return & kBasic);
  core_.r[vboard::kSp] = unstacked_from_;
  if (extended) core_.control &= ~kControlFpca;
  UseStack(false);
  core_.exception = kThread;
  core_.UpdateStackLimit();
}

}  // namespace vboard
