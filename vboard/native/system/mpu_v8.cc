// PMSAv8: regions from a base to a limit; none may overlap (ARMv8-M B8.3, D1.2.117 and on).
//
// Renode 1.16.1: registers keep all bits, the aliases of RBAR and RLAR count from four times the
// region number, execution does not need the right to read, and HFNMIENA has no effect.

#include <algorithm>

#include "system/mpu.h"

namespace vboard {
namespace {

constexpr uint32_t kType = 0xD90, kControl = 0xD94, kNumber = 0xD98, kFirstBase = 0xD9C;
constexpr uint32_t kMair0 = 0xDC0, kMair1 = 0xDC4;
constexpr uint32_t kGranule = 0x1F;
constexpr uint64_t kTop = uint64_t{1} << 32;
constexpr Rights kReadWrite = kRead | kWrite;
// From here on nothing is executed, whatever a region says.
constexpr uint32_t kSystemSpace = 0xE0000000;

}  // namespace

void MpuV8::Reset() {
  control_ = 0;
  selected_ = 0;
  mair_[0] = mair_[1] = 0;
  std::fill(std::begin(regions_), std::end(regions_), Region());
  SetNegativePriority(false);
  Changed();
}

// The region that RBAR or RLAR at `offset`, or an alias of it, is of.
MpuV8::Region* MpuV8::Selected(uint32_t offset) {
  const unsigned alias = (offset - kFirstBase) / 8;
  unsigned index = selected_;
  if (strict_) {
    index = alias == 0 ? selected_ : (selected_ & ~3u) + alias;
  } else if (alias != 0) {
    index = selected_ * 4 + alias;
  }
  return index < kMaxRegions ? &regions_[index] : nullptr;
}

uint32_t MpuV8::Read(uint32_t offset) const {
  if (count_ == 0) return 0;
  switch (offset) {
    case kType:
      return count_ << 8;
    case kControl:
      return control_;
    case kNumber:
      return selected_;
    case kMair0:
    case kMair1:
      return mair_[(offset - kMair0) / 4];
    default:
      break;
  }
  if (offset < kFirstBase || offset > 0xDB8) return 0;
  const Region* region = const_cast<MpuV8*>(this)->Selected(offset);
  if (region == nullptr) return 0;
  return (offset - kFirstBase) & 4 ? region->rlar : region->rbar;
}

void MpuV8::Write(uint32_t offset, uint32_t value) {
  if (count_ == 0) {
    if (!strict_) {
      AbortCore(
          "Attempted a write to an MPU register, but the CPU doesn't support MPU. Set "
          "'numberOfMPURegions' in CPU configuration to enable it.");
    }
    return;
  }
  if (offset == kControl) {
    SetControl(strict_ ? value & (kEnable | kHfnmiena | kPrivdefena) : value);
  } else if (offset == kNumber) {
    // Renode keeps any number that its tables have a place for.
    if (strict_ ? value < count_ : value < kMaxRegions) selected_ = value;
  } else if (offset == kMair0 || offset == kMair1) {
    mair_[(offset - kMair0) / 4] = value;
  } else if (offset >= kFirstBase && offset <= 0xDB8) {
    Region* region = Selected(offset);
    if (region == nullptr) return;
    ((offset - kFirstBase) & 4 ? region->rlar : region->rbar) = value;
    Changed();
  }
}

Protection MpuV8::Match(uint32_t address, bool privileged) const {
  Protection answer{0, -1, address < kSystemSpace ? kSystemSpace : kTop};
  bool several = false;
  for (unsigned i = count_; i-- > 0;) {
    const Region& region = regions_[i];
    if (!(region.rlar & 1)) continue;
    const uint32_t base = region.rbar & ~kGranule, limit = region.rlar | kGranule;
    if (limit < base) continue;
    if (address < base) {
      answer.border = std::min<uint64_t>(answer.border, base);
      continue;
    }
    if (address > limit) continue;
    answer.border = std::min<uint64_t>(answer.border, uint64_t{limit} + 1);
    several = answer.region >= 0;
    answer.region = static_cast<int>(i);
    if (several) break;
    const bool anybody = (region.rbar & 2) != 0, read_only = (region.rbar & 4) != 0;
    Rights rights = 0;
    if (anybody || privileged) rights = read_only ? kRead : kReadWrite;
    const bool executable = !(region.rbar & 1) && (!strict_ || rights != 0);
    answer.rights = executable && address < kSystemSpace ? rights | kExecute : rights;
  }
  if (several) answer.rights = 0;
  return answer;
}

const std::vector<MapRange>& MpuV8::DefaultMap() const {
  // ARMv8-M B8.1, and Renode's: all that is not code or RAM is not executed.
  static const std::vector<MapRange> architecture = {
      {0x00000000, kAllRights},
      {0x40000000, kReadWrite},
      {0x60000000, kAllRights},
      {0xA0000000, kReadWrite},
  };
  static const std::vector<MapRange> renode = {{0x00000000, kAllRights}, {0x80000000, kReadWrite}};
  return strict_ ? architecture : renode;
}

}  // namespace vboard
