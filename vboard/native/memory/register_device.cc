#include "memory/register_device.h"

namespace vboard {
namespace {

constexpr uint64_t kSecond = 1000000000;  // ns

}  // namespace

uint64_t Count::At(uint64_t now) const {
  if (rate == 0 || now <= origin) return start;
  const uint64_t seconds = (now - origin) / kSecond, rest = (now - origin) % kSecond;
  const uint64_t steps = seconds * rate + (rest * rate + phase) / kSecond;
  const uint64_t reached = down ? start - steps : start + steps;
  return modulus == 0 ? reached : reached % modulus;
}

void RegisterDevice::Add(uint32_t offset, DeviceRegister& reg, bool reads, bool writes) {
  const size_t index = offset / width_;
  if (index >= places_.size()) places_.resize(index + 1);
  places_[index] = Place{&reg, reads, writes};
}

const RegisterDevice::Place* RegisterDevice::Find(uint32_t offset, unsigned width) const {
  const size_t index = offset / width_;
  if (index >= places_.size() || !(widths_ & width) || width > width_) return nullptr;
  if (offset % width_ + width > width_) return nullptr;
  return places_[index].reg == nullptr ? nullptr : &places_[index];
}

bool RegisterDevice::Ready(DeviceRegister& reg) const {
  if (reg.host_reads || (reg.computed && reg.computed_at != clock_.happened())) return false;
  reg.CountTo(clock_.now());
  return true;
}

uint32_t RegisterDevice::Read(uint32_t address, unsigned width) {
  const uint32_t offset = address - base_;
  const Place* place = Find(offset, width);
  if (place == nullptr || !place->reads) return host_.Read(address, width);
  DeviceRegister& reg = *place->reg;
  if (Ready(reg)) {
    if (reg.value & reg.read_clears) clock_.SomethingHappened();
    const uint32_t value = reg.Read() >> 8 * (offset % width_);
    return width == 4 ? value : value & ((1u << 8 * width) - 1);
  }
  if (reg.host_reads) return host_.Read(address, width);
  // The host computes the register and changes nothing else, so that all that was computed stays.
  const uint64_t before = clock_.happened();
  const uint32_t value = host_.Read(address, width);
  if (clock_.happened() == before + 1) {
    clock_.NothingHappened();
    reg.computed_at = clock_.happened();
  }
  return value;
}

void RegisterDevice::Write(uint32_t address, unsigned width, uint32_t value) {
  const uint32_t offset = address - base_;
  const Place* place = Find(offset, width);
  if (place == nullptr || !place->writes || place->reg->host_writes) {
    host_.Write(address, width, value);
    return;
  }
  DeviceRegister& reg = *place->reg;
  uint32_t whole = value;
  if (width != width_) {
    // A read, with what it clears, precedes a narrow write: those that clear are left to the host.
    if (!place->reads || reg.read_clears != 0 || !Ready(reg)) {
      host_.Write(address, width, value);
      return;
    }
    const unsigned shift = 8 * (offset % width_);
    const uint32_t part = ((1u << 8 * width) - 1) << shift;
    whole = (reg.value & reg.readable & ~part) | (value << shift & part);
  }
  const uint32_t next = reg.AfterWrite(whole);
  if (((next ^ reg.value) & reg.watched) || ((whole ^ reg.value) & reg.unhandled)) {
    host_.Write(address, width, value);
    return;
  }
  if (next == reg.value) return;
  reg.value = next;
  clock_.SomethingHappened();
}

}  // namespace vboard
