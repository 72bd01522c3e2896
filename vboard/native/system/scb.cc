#include "system/scb.h"

#include <cstdio>

#include "cpu/host.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard {
namespace {

constexpr uint32_t kVectKey = 0x05FA;
constexpr uint32_t kShcsrEnables = 7u << 16;
constexpr uint32_t kRettobase = 1u << 11, kIsrPending = 1u << 22;
// What Renode 1.16.1 shows in VECTPENDING when nothing preempts.
constexpr unsigned kRenodesNoVector = 16;
constexpr uint32_t kRenodeCcr = 1u << 16;

// Active bits of SHCSR and the exceptions that they show; pending bits likewise.
struct HandlerBit {
  unsigned bit, number;
};
constexpr HandlerBit kActiveBits[] = {{0, kMemManage}, {1, kBusFault},     {3, kUsageFault},
                                      {7, kSvCall},    {8, kDebugMonitor}, {10, kPendSv},
                                      {11, kSysTick}};
constexpr HandlerBit kPendingBits[] = {
    {12, kUsageFault}, {13, kMemManage}, {14, kBusFault}, {15, kSvCall}};

bool HasPriority(unsigned number) {
  return (number >= kMemManage && number <= kUsageFault) || number == kSvCall ||
         number == kPendSv || number == kSysTick;
}

}  // namespace

void Scb::Reset() {
  vtor_ = 0;
  vtor_was_set_ = false;
  scr_ = shcsr_ = cpacr_ = demcr_ = actlr_ = 0;
  ccr_ = CcrReset();
  cfsr_ = hfsr_ = dfsr_ = afsr_ = 0;
  mmfar_ = bfar_ = 0;
}

void Scb::SetStrict(bool strict) {
  const bool untouched = ccr_ == CcrReset();
  strict_ = strict;
  if (untouched) ccr_ = CcrReset();
  if (!strict) hfsr_ = dfsr_ = 0;
}

uint32_t Scb::CcrReset() const { return strict_ ? kStkalign : kRenodeCcr; }

uint32_t Scb::CcrMask() const {
  if (!core_.model.Has(kMainline)) return 0;
  uint32_t mask = kNonbasethrdena | kUsersetmpend | kUnalignTrp | kDiv0Trp | kBfhfnmign;
  if (core_.model.v8()) {
    mask = (mask & ~kNonbasethrdena) | kStkofhfnmign;
  } else {
    mask |= kStkalign;
  }
  return mask | 7u << 16;  // DC, IC, BP: caches and branch prediction, where there are any
}

bool Scb::FaultEnabled(unsigned number) const {
  return (shcsr_ >> (16 + number - kMemManage) & 1) != 0;
}

void Scb::SetVtor(uint32_t address) {
  vtor_was_set_ = true;
  if (!core_.memory->IsMemory(address)) {
    char text[96];
    std::snprintf(text, sizeof text,
                  "Tried to set VTOR address at 0x%X which does not lay in memory. Aborted.",
                  static_cast<unsigned>(address));
    core_.host.LogCore(LogLevel::kWarning, text);
    return;
  }
  vtor_ = address;
}

// -- ICSR (B3.2.4) ------------------------------------------------------------------------------

uint32_t Scb::Icsr() const {
  uint32_t value = priorities_.current() | (priorities_.IsPending(kNmi) ? 1u << 31 : 0) |
                   (priorities_.IsPending(kPendSv) ? 1u << 28 : 0) |
                   (priorities_.IsPending(kSysTick) ? 1u << 26 : 0);
  const unsigned pending = priorities_.VectPending();
  value |= pending << 12;
  if (priorities_.AnyLinePending()) value |= kIsrPending;
  // ARMv7-M leaves the bit open in Thread mode, ARMv6-M everywhere: there it is Renode's 0.
  if (priorities_.active_count() == 1 && core_.model.Has(kMainline)) value |= kRettobase;
  if (!strict_) TellRenodesIcsr(value, pending);
  return value;
}

void Scb::TellRenodesIcsr(uint32_t value, unsigned pending) const {
  const unsigned preempting = priorities_.Preempting();
  if (pending != (preempting != 0 ? preempting : kRenodesNoVector)) {
    core_.host.RenodeFails("ICSR.VECTPENDING reads 16 unless the exception preempts");
  }
  if (value & kIsrPending) core_.host.RenodeFails("ICSR.ISRPENDING always reads 0");
  if (value & kRettobase) core_.host.RenodeFails("ICSR.RETTOBASE always reads 0");
}

void Scb::WriteIcsr(uint32_t value) {
  if (value & 1u << 25) priorities_.Unpend(kSysTick);
  if (value & 1u << 26) core_.system->Pend(kSysTick);
  if (value & 1u << 27) priorities_.Unpend(kPendSv);
  if (value & 1u << 28) core_.system->Pend(kPendSv);
  if (value & 1u << 30 && (!strict_ || core_.model.v8())) priorities_.Unpend(kNmi);
  if (value & 1u << 31) core_.system->Pend(kNmi);
}

// -- AIRCR (B3.2.6) -----------------------------------------------------------------------------

void Scb::WriteAircr(uint32_t value) {
  if (value >> 16 != kVectKey) {
    char text[96];
    std::snprintf(
        text, sizeof text,
        "Wrong key while accessing Application Interrupt and Reset Control register 0x%X.",
        static_cast<unsigned>(value >> 16));
    core_.host.LogController(LogLevel::kDebug, text);
    return;
  }
  if (!strict_ || core_.model.Has(kMainline)) priorities_.SetPrigroup(value >> 8);
  if (value & 1u << 2) {
    core_.host.LogController(LogLevel::kInfo, "Resetting platform with SYSRESETREQ");
    core_.host.RequestReset();
  }
}

// -- SHCSR (B3.2.13) ----------------------------------------------------------------------------

uint32_t Scb::Shcsr() const {
  uint32_t value = shcsr_;
  if (!strict_) return value;
  for (const HandlerBit& flag : kActiveBits) {
    if (priorities_.IsActive(flag.number)) value |= 1u << flag.bit;
  }
  for (const HandlerBit& flag : kPendingBits) {
    if (priorities_.IsPending(flag.number)) value |= 1u << flag.bit;
  }
  return value;
}

void Scb::WriteShcsr(uint32_t value) {
  if (!strict_ && value != shcsr_ && value != kShcsrEnables) {
    char text[96];
    std::snprintf(
        text, sizeof text,
        "Changing value of the SHCSR register to 0x%X, but only bits [16:18] are supported",
        static_cast<unsigned>(value));
    core_.host.LogController(LogLevel::kWarning, text);
  }
  shcsr_ = value & kShcsrEnables;
  if (!strict_) return;
  for (const HandlerBit& flag : kActiveBits) {
    priorities_.SetActive(flag.number, (value >> flag.bit & 1) != 0);
  }
  for (const HandlerBit& flag : kPendingBits) {
    if (value >> flag.bit & 1) {
      priorities_.Pend(flag.number);
    } else {
      priorities_.Unpend(flag.number);
    }
  }
}

// -- SHPR1 to SHPR3 (B3.2.10 to B3.2.12): Renode keeps all bits of a priority
// ---------------------------

uint32_t Scb::Shpr(unsigned first) const {
  uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) value |= uint32_t{priorities_.raw(first + i)} << 8 * i;
  return value;
}

void Scb::WriteShpr(unsigned first, uint32_t value) {
  for (unsigned number = first; number < first + 4; ++number) {
    const bool monitor = strict_ && number == kDebugMonitor;
    if (!HasPriority(number) && !monitor) continue;
    const uint8_t priority = static_cast<uint8_t>(value >> 8 * (number - first));
    priorities_.SetRaw(number, strict_ ? priority & priorities_.mask() : priority);
  }
}

}  // namespace vboard
