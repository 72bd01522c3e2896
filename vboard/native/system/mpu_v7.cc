// PMSAv7: regions of powers of two with eight sub-regions (ARMv7-M B3.5.5 to B3.5.9).
//
// Renode 1.16.1: privileged code falls back to the default memory map whether PRIVDEFENA is set or
// not, HFNMIENA has no effect, the private peripheral bus is protected like any other address, a
// region whose base is no multiple of its size matches nothing, and a region number that does not
// exist stops the core.

#include <algorithm>

#include "cpu/host.h"
#include "system/mpu.h"

namespace vboard {
namespace {

constexpr uint32_t kType = 0xD90, kControl = 0xD94, kNumber = 0xD98;
constexpr uint32_t kValid = 1u << 4, kExecuteNever = 1u << 28;
constexpr uint32_t kAttributes = 0xFFFFFF3F, kStrictAttributes = 0x173FFF3F;
constexpr uint64_t kTop = uint64_t{1} << 32;
constexpr Rights kReadWrite = kRead | kWrite, kReadExecute = kRead | kExecute;

// Rights by RASR.AP (table B3-15); execution goes with reading.
constexpr Rights kPrivileged[8] = {0, kAllRights,   kAllRights,   kAllRights,
                                   0, kReadExecute, kReadExecute, kReadExecute};
constexpr Rights kUnprivilegedRights[8] = {0, 0, kReadExecute, kAllRights,
                                           0, 0, kReadExecute, kReadExecute};

bool IsBase(uint32_t offset) {
  return offset == 0xD9C || offset == 0xDA4 || offset == 0xDAC || offset == 0xDB4;
}
bool IsAttributes(uint32_t offset) {
  return offset == 0xDA0 || offset == 0xDA8 || offset == 0xDB0 || offset == 0xDB8;
}
bool IsPrivatePeripheral(uint32_t address) { return address >> 20 == 0xE00; }

}  // namespace

void MpuV7::Reset() {
  control_ = 0;
  selected_ = 0;
  std::fill(std::begin(regions_), std::end(regions_), Region());
  SetNegativePriority(false);
  Changed();
}

uint32_t MpuV7::Read(uint32_t offset) const {
  if (offset == kType) return count_ << 8;
  if (offset == kControl) return control_;
  if (offset == kNumber) return selected_;
  if (IsBase(offset)) return regions_[selected_].base | selected_;
  return IsAttributes(offset) ? regions_[selected_].attributes : 0;
}

void MpuV7::Select(uint32_t number) {
  if (number < count_) {
    selected_ = number;
  } else if (!strict_) {
    AbortCore(
        "MPU: Trying to use non-existent MPU region. Number of regions: %u, faulting region "
        "number: %u",
        count_, static_cast<unsigned>(number));
  }
}

void MpuV7::Write(uint32_t offset, uint32_t value) {
  if (strict_ && count_ == 0) return;
  if (offset == kControl) {
    SetControl(strict_ ? value & (kEnable | kHfnmiena | kPrivdefena) : value);
  } else if (offset == kNumber) {
    Select(value);
  } else if (IsBase(offset)) {
    if (value & kValid) Select(value & 0xF);
    regions_[selected_].base = value & 0xFFFFFFE0;
    Changed();
  } else if (IsAttributes(offset)) {
    regions_[selected_].attributes = value & (strict_ ? kStrictAttributes : kAttributes);
    Changed();
  }
}

// Bytes of a region, 0 for one that matches nothing.
uint64_t MpuV7::SizeOf(const Region& region, uint32_t& base) const {
  const unsigned exponent = (region.attributes >> 1 & 0x1F) + 1;
  if (!(region.attributes & 1) || exponent < 5) return 0;
  const uint64_t size = uint64_t{1} << exponent;
  base = region.base;
  if ((base & (size - 1)) != 0) {
    if (!strict_) return 0;
    base &= ~static_cast<uint32_t>(size - 1);
  }
  return size;
}

Protection MpuV7::Match(uint32_t address, bool privileged) const {
  Protection answer{0, -1, kTop};
  if (strict_ && IsPrivatePeripheral(address)) return {kReadWrite, static_cast<int>(count_), kTop};
  for (unsigned i = count_; i-- > 0;) {
    uint32_t base = 0;
    const uint64_t size = SizeOf(regions_[i], base);
    if (size == 0) continue;
    if (address < base) {
      answer.border = std::min<uint64_t>(answer.border, base);
      continue;
    }
    const uint64_t inside = address - base;
    if (inside >= size) continue;
    const uint64_t part = size < 256 ? size : size / 8;
    const uint64_t eighth = inside / part;
    answer.border = std::min(answer.border, base + (eighth + 1) * part);
    const uint32_t attributes = regions_[i].attributes;
    if (size >= 256 && attributes >> 8 >> eighth & 1) continue;
    answer.region = static_cast<int>(i);
    answer.rights = (privileged ? kPrivileged : kUnprivilegedRights)[attributes >> 24 & 7];
    if (attributes & kExecuteNever) answer.rights &= static_cast<Rights>(~kExecute);
    break;
  }
  return answer;
}

void MpuV7::UsedDefault(uint32_t address) const {
  // Table B3-1: Vendor_SYS is device memory.
  if (address < 0xE0100000 || strict_) return;
  core_.host.RenodeFails(
      "with the MPU on, an access from 0xE0100000 on that no region allows is a MemManage fault");
}

const std::vector<MapRange>& MpuV7::DefaultMap() const {
  // Table B3-1.
  static const std::vector<MapRange> architecture = {
      {0x00000000, kAllRights},
      {0x40000000, kReadWrite},
      {0x60000000, kAllRights},
      {0xA0000000, kReadWrite},
  };
  static const std::vector<MapRange> renode = {
      {0x00000000, kAllRights}, {0x1FFF0000, kReadExecute},  // system memory of the STM32
      {0x1FFF7800, kAllRights}, {0x40000000, kReadWrite},
      {0x60000000, kAllRights}, {0xA0000000, kReadWrite},
  };
  return strict_ ? architecture : renode;
}

}  // namespace vboard
