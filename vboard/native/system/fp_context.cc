#include "system/fp_context.h"

#include "cpu/host.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {
namespace {

constexpr uint32_t kFpccr = 0xF34, kFpcar = 0xF38, kFpdscr = 0xF3C, kMvfr0 = 0xF40, kMvfr2 = 0xF48;
constexpr uint32_t kModes = 0x07C00000;  // AHP, DN, FZ, RMode
// Renode keeps these bits on every core, with an FPU or without.
constexpr uint32_t kRenodeFpccr = 0xD00007FB;
constexpr uint32_t kStrictFpccr = kAspen | kLspen | 0x17B;
// FPSCR.LTPSIZE after reset, on every core of Renode; no arithmetic looks at it.
constexpr uint32_t kRenodeFpscr = 4u << 16;
// What Renode puts in the place of VPR.
constexpr uint32_t kNoVpr = 0xBADCAFEE;
constexpr unsigned kStacked = 16;  // S0 to S15

// MVFR0 to MVFR2 of single precision, of FPv5 single precision, and of FPv5 double precision.
constexpr uint32_t kFeatures[3][3] = {{0x10110021, 0x11000011, 0x00000000},
                                      {0x10110021, 0x11000011, 0x00000040},
                                      {0x10110221, 0x12000011, 0x00000040}};

}  // namespace

void FpContext::Reset() {
  fpccr_ = kAspen | kLspen;
  fpcar_ = fpdscr_ = 0;
  if (!strict_ && core_.model.Has(kFp)) core_.fp.fpscr.value = kRenodeFpscr;
}

void FpContext::SetStrict(bool strict) {
  if (core_.fp.fpscr.value == (strict_ ? 0 : kRenodeFpscr)) {
    core_.fp.fpscr.value = strict || !core_.model.Has(kFp) ? 0 : kRenodeFpscr;
  }
  strict_ = strict;
  core_.fp_ready = false;
}

bool FpContext::Read(uint32_t offset, uint32_t& value) const {
  const bool here = !strict_ || core_.model.Has(kFp);
  switch (offset) {
    case kFpccr:
      value = here ? fpccr_ : 0;
      return true;
    case kFpcar:
      value = here ? fpcar_ : 0;
      return true;
    case kFpdscr:
      value = here ? fpdscr_ : 0;
      return true;
    default:
      break;
  }
  if (!strict_ || offset < kMvfr0 || offset > kMvfr2) return false;
  const unsigned set = core_.model.Has(kFpDouble) ? 2 : core_.model.Has(kFpV5) ? 1 : 0;
  value = core_.model.Has(kFp) ? kFeatures[set][(offset - kMvfr0) / 4] : 0;
  return true;
}

bool FpContext::Write(uint32_t offset, uint32_t value) {
  switch (offset) {
    case kFpccr:
      fpccr_ = value & (strict_ ? kStrictFpccr | (core_.model.v8() ? kClronret : 0) : kRenodeFpccr);
      core_.fp_ready = false;
      return true;
    case kFpcar:
      fpcar_ = value & ~7u;
      return true;
    case kFpdscr:
      fpdscr_ = value & kModes;
      return true;
    default:
      return false;
  }
}

bool FpContext::Accessible() const {
  const uint32_t cp10 = scb_.cpacr() >> 20 & 3;
  if (!core_.model.Has(kFp)) return false;
  if (!core_.privileged()) return cp10 == 3;
  return strict_ ? cp10 == 1 || cp10 == 3 : (cp10 & 1) != 0;
}

void FpContext::StartContext() {
  uint32_t& fpscr = core_.fp.fpscr.value;
  fpscr = (fpscr & ~kModes) | fpdscr_;
}

bool FpContext::Prepare(Fault& failed, bool& has_failed) {
  has_failed = false;
  if (!Accessible()) return false;
  if (waiting() && !StoreWaiting(failed)) has_failed = true;
  if ((fpccr_ & kAspen) != 0 && !active()) {
    core_.control |= kControlFpca;
    if (strict_) StartContext();  // Renode does so only when it has stored a context
  }
  core_.fp_ready = !has_failed;
  return true;
}

void FpContext::ReserveLazily(uint32_t address, uint32_t ready) {
  fpcar_ = address & ~7u;
  fpccr_ |= kLspact;
  if (!strict_) return;
  constexpr uint32_t kReady = kFpccrUser | kFpccrThread | kHfrdy | kMmrdy | kBfrdy | kMonrdy;
  fpccr_ = (fpccr_ & ~kReady) | ready;
}

// PreserveFPState: with the privilege of the code whose state it is.
bool FpContext::StoreWaiting(Fault& failed) {
  const bool privileged = !(fpccr_ & kFpccrUser);
  const uint32_t fpscr = core_.fp.fpscr.value;
  ForgetWaiting();
  bool stored = true;
  for (unsigned i = 0; i <= kStacked; ++i) {
    const uint32_t address = fpcar_ + 4 * i;
    const uint32_t word = i < kStacked ? core_.fp.s[i] : fpscr;
    if (!strict_) {
      core_.memory->WriteWord(address, word);
    } else if (stored && !core_.memory->Store(address, 4, word, privileged)) {
      failed = core_.fault;
      stored = false;
    }
  }
  if (!strict_ && core_.model.v8()) core_.memory->WriteWord(fpcar_ + 4 * (kStacked + 1), kNoVpr);
  StartContext();
  return stored;
}

}  // namespace vboard
