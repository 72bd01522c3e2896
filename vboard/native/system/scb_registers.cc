// The System Control Block's registers by offset (ARMv7-M B3.2.2).

#include "system/scb.h"

namespace vboard {
namespace {

constexpr uint32_t kActlr = 0x008, kCpuid = 0xD00, kIcsr = 0xD04, kVtor = 0xD08, kAircr = 0xD0C,
                   kScr = 0xD10, kCcr = 0xD14, kShpr1 = 0xD18, kShpr3 = 0xD20, kShcsr = 0xD24,
                   kCfsr = 0xD28, kHfsr = 0xD2C, kDfsr = 0xD30, kMmfar = 0xD34, kBfar = 0xD38,
                   kAfsr = 0xD3C, kCpacr = 0xD88, kDemcr = 0xDFC;

constexpr uint32_t kVectKeyStat = 0xFA05;
constexpr uint32_t kScrMask = 0x16;  // SLEEPONEXIT, SLEEPDEEP, SEVONPEND
constexpr uint32_t kDemcrMaskStrict = 0x010F07F1;

}  // namespace

bool Scb::Read(uint32_t offset, uint32_t& value) const {
  const bool mainline = core_.model.Has(kMainline);
  switch (offset) {
    case kCpuid:
      value = core_.model.cpuid;
      return true;
    case kIcsr:
      value = Icsr();
      return true;
    case kVtor:
      value = vtor_;
      return true;
    case kAircr:
      value = kVectKeyStat << 16 | priorities_.prigroup() << 8;
      return true;
    case kScr:
      value = scr_;
      return true;
    case kCcr:
      value = ccr_;
      if (strict_ && !mainline) value |= kUnalignTrp | kStkalign;  // RAO
      if (strict_ && core_.model.v8()) value |= kStkalign | kNonbasethrdena;
      return true;
    case kShcsr:
      value = Shcsr();
      return true;
    case kCfsr:
      value = !strict_ || mainline ? cfsr_ : 0;
      return true;
    case kHfsr:
      value = !strict_ || mainline ? hfsr_ : 0;
      return true;
    case kMmfar:
      value = mmfar_;
      return true;
    case kCpacr:
      value = cpacr_;
      return true;
    case kDemcr:
      value = demcr_;
      return true;
    default:
      break;
  }
  if (offset >= kShpr1 && offset <= kShpr3) {
    value = Shpr(kMemManage + offset - kShpr1);
    return true;
  }
  if (!strict_) return false;
  switch (offset) {
    case kActlr:
      value = actlr_;
      return true;
    case kDfsr:
      value = dfsr_;
      return true;
    case kBfar:
      value = bfar_;
      return true;
    case kAfsr:
      value = afsr_;
      return true;
    default:
      return false;
  }
}

bool Scb::Write(uint32_t offset, uint32_t value) {
  switch (offset) {
    case kCpuid:
      return strict_;
    case kIcsr:
      WriteIcsr(value);
      return true;
    case kVtor:
      SetVtor(value & 0xFFFFFF80);
      return true;
    case kAircr:
      WriteAircr(value);
      return true;
    case kScr:
      scr_ = value & kScrMask;
      return true;
    case kCcr:
      ccr_ = strict_ ? value & CcrMask() : value;
      return true;
    case kShcsr:
      WriteShcsr(value);
      return true;
    case kCfsr:
      cfsr_ &= ~value;
      return true;
    case kHfsr:
      hfsr_ &= ~value;
      return strict_;  // Renode's has no bits
    case kMmfar:
      if (strict_) mmfar_ = value;
      return strict_;
    case kCpacr:
      // CP10 and CP11; other coprocessors do not exist.
      cpacr_ = strict_ ? (core_.model.Has(kFp) ? value & 0x00F00000 : 0) : value;
      return true;
    case kDemcr:
      demcr_ = value & (strict_ ? kDemcrMaskStrict : kTrcena);
      return true;
    default:
      break;
  }
  if (offset >= kShpr1 && offset <= kShpr3) {
    WriteShpr(kMemManage + offset - kShpr1, value);
    return true;
  }
  if (!strict_) return false;
  switch (offset) {
    case kActlr:
      actlr_ = value;
      return true;
    case kDfsr:
      dfsr_ &= ~value;
      return true;
    case kBfar:
      bfar_ = value;
      return true;
    case kAfsr:
      afsr_ &= ~value;
      return true;
    default:
      return false;
  }
}

bool Scb::ActsOnOnes(uint32_t offset) {
  return offset == kIcsr || offset == kCfsr || offset == kHfsr || offset == kDfsr ||
         offset == kAfsr;
}

}  // namespace vboard
