// Memory Protection Unit: PMSAv7 (ARMv7-M B3.5), PMSAv8 (ARMv8-M B8), by the rules of Renode 1.16.1
// or by the architecture's.

#ifndef VBOARD_NATIVE_SYSTEM_MPU_H_
#define VBOARD_NATIVE_SYSTEM_MPU_H_

#include <cstdint>
#include <vector>

#include "cpu/core.h"
#include "memory/memory_map.h"

namespace vboard {

// Rights to a range of addresses; ranges of a memory map are sorted and leave nothing out.
struct MapRange {
  uint32_t start;
  Rights rights;
};

// What a region, or the lack of one, says of an address.
struct Protection {
  Rights rights;
  int region;       // -1 for none
  uint64_t border;  // next address at which the answer may be another one
};

class Mpu {
 public:
  explicit Mpu(Core& core) : core_(core) {}
  virtual ~Mpu() = default;
  Mpu(const Mpu&) = delete;
  Mpu& operator=(const Mpu&) = delete;

  virtual void Reset() = 0;
  // Registers at 0xD90 to 0xDC4 from 0xE000E000, by offset.
  virtual uint32_t Read(uint32_t offset) const = 0;
  virtual void Write(uint32_t offset, uint32_t value) = 0;

  void SetStrict(bool strict) { strict_ = strict; }
  void SetRegions(unsigned count);
  unsigned region_count() const { return count_; }
  // MPU_CTRL.ENABLE, and not suspended for handlers of negative priority.
  bool enabled() const { return (control_ & kEnable) != 0 && !suspended_; }
  // Whether instruction fetches are checked although the unit is off: the default memory map may
  // forbid execution.
  bool checks_fetches() const;
  // The execution priority is negative: MPU_CTRL.HFNMIENA decides (the architecture's rules).
  void SetNegativePriority(bool negative);

  Protection At(uint32_t address, bool privileged) const;
  // Whether all of [address, address + size) has the same rights, and which.
  bool RightsOf(uint32_t address, uint32_t size, bool privileged, Rights& rights) const;

 protected:
  static constexpr uint32_t kEnable = 1u << 0, kHfnmiena = 1u << 1, kPrivdefena = 1u << 2;
  static constexpr unsigned kMaxRegions = 256;

  // The answer of the regions: `region` is -1 and the rights are unknown where none matches.
  virtual Protection Match(uint32_t address, bool privileged) const = 0;
  // Whether privileged code falls back to the default memory map.
  virtual bool background() const = 0;
  virtual const std::vector<MapRange>& DefaultMap() const = 0;
  virtual bool default_map_limits_execution() const = 0;
  // The default memory map answered for an access while the unit is enabled.
  virtual void UsedDefault(uint32_t /*address*/) const {}
  void SetControl(uint32_t value);
  void Changed();
  [[gnu::format(printf, 2, 3)]] void AbortCore(const char* format, ...);

  Core& core_;
  bool strict_ = false;
  bool suspended_ = false;
  bool negative_ = false;
  uint32_t control_ = 0;
  unsigned count_ = 8;

 private:
  Protection Default(uint32_t address) const;
};

class MpuV7 : public Mpu {
 public:
  using Mpu::Mpu;
  void Reset() override;
  uint32_t Read(uint32_t offset) const override;
  void Write(uint32_t offset, uint32_t value) override;

 private:
  struct Region {
    uint32_t base = 0;        // RBAR without region number and VALID
    uint32_t attributes = 0;  // RASR
  };

  Protection Match(uint32_t address, bool privileged) const override;
  bool background() const override { return !strict_ || (control_ & kPrivdefena); }
  const std::vector<MapRange>& DefaultMap() const override;
  bool default_map_limits_execution() const override { return strict_; }
  void UsedDefault(uint32_t address) const override;
  void Select(uint32_t number);
  uint64_t SizeOf(const Region& region, uint32_t& base) const;

  unsigned selected_ = 0;
  Region regions_[kMaxRegions];
};

class MpuV8 : public Mpu {
 public:
  using Mpu::Mpu;
  void Reset() override;
  uint32_t Read(uint32_t offset) const override;
  void Write(uint32_t offset, uint32_t value) override;

 private:
  struct Region {
    uint32_t rbar = 0, rlar = 0;
  };

  Protection Match(uint32_t address, bool privileged) const override;
  bool background() const override { return (control_ & kPrivdefena) != 0; }
  const std::vector<MapRange>& DefaultMap() const override;
  bool default_map_limits_execution() const override { return true; }
  Region* Selected(uint32_t offset);

  unsigned selected_ = 0;
  uint32_t mair_[2] = {};
  Region regions_[kMaxRegions];
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_MPU_H_
