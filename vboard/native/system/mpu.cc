// What both versions of the unit have in common: borders, background, changes.

#include "system/mpu.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>

namespace vboard {
namespace {

constexpr uint64_t kTop = uint64_t{1} << 32;

}  // namespace

void Mpu::SetRegions(unsigned count) {
  count_ = std::min(count, kMaxRegions);
  Changed();
}

void Mpu::SetControl(uint32_t value) {
  control_ = value;
  SetNegativePriority(negative_);
  Changed();
}

void Mpu::SetNegativePriority(bool negative) {
  negative_ = negative;
  const bool suspended = strict_ && negative && !(control_ & kHfnmiena);
  if (suspended == suspended_) return;
  suspended_ = suspended;
  if (control_ & kEnable) Changed();
}

void Mpu::Changed() {
  if (core_.memory != nullptr && core_.blocks != nullptr) core_.memory->ProtectionChanged();
}

void Mpu::AbortCore(const char* format, ...) {
  char text[160];
  const int length =
      std::snprintf(text, sizeof text, "CPU abort [PC=0x%X]: ", static_cast<unsigned>(core_.pc));
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text + length, sizeof text - static_cast<size_t>(length), format, arguments);
  va_end(arguments);
  core_.Abort(text);
}

bool Mpu::checks_fetches() const {
  return enabled() || (count_ != 0 && default_map_limits_execution());
}

Protection Mpu::Default(uint32_t address) const {
  const std::vector<MapRange>& map = DefaultMap();
  size_t i = map.size() - 1;
  while (map[i].start > address) --i;
  return {map[i].rights, -1, i + 1 < map.size() ? map[i + 1].start : kTop};
}

Protection Mpu::At(uint32_t address, bool privileged) const {
  if (!enabled()) return Default(address);
  Protection answer = Match(address, privileged);
  if (answer.region >= 0) return answer;
  if (!privileged || !background()) return {0, -1, answer.border};
  UsedDefault(address);
  const Protection fallback = Default(address);
  return {fallback.rights, -1, std::min(answer.border, fallback.border)};
}

bool Mpu::RightsOf(uint32_t address, uint32_t size, bool privileged, Rights& rights) const {
  const uint64_t end = uint64_t{address} + size;
  Protection part = At(address, privileged);
  rights = part.rights;
  while (part.border < end && part.border < kTop) {
    part = At(static_cast<uint32_t>(part.border), privileged);
    if (part.rights != rights) return false;
  }
  return true;
}

}  // namespace vboard
