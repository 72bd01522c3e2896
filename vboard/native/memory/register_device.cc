#include "memory/register_device.h"

#include <array>

#include "memory/access_program.h"
#include "memory/register_read.h"

namespace vboard {
namespace {

constexpr uint32_t kLastOffset = 0x1FFFF;  // registers behind it are the host's

uint32_t Low(uint32_t value, unsigned width) {
  return width == 4 ? value : value & ((1u << 8 * width) - 1);
}

}  // namespace

void RegisterDevice::Add(uint32_t offset, DeviceRegister& reg, bool reads, bool writes) {
  if (offset > kLastOffset || places_.size() >= UINT16_MAX) return;
  if (offset >= by_offset_.size()) by_offset_.resize(offset + 1);
  places_.push_back(Place{&reg, reads, writes});
  by_offset_[offset] = static_cast<uint16_t>(places_.size());
}

bool RegisterDevice::Nothing(uint32_t address, unsigned width, bool write, uint32_t value) const {
  const uint32_t offset = address - base_;
  if (offset >= (write ? reported_writes_ : reported_reads_) || offset > kLastOffset) return false;
  if (width != width_ || !(widths_ & width) || offset & (width - 1)) return false;
  const uint32_t row = offset < by_offset_.size() && by_offset_[offset] != 0;
  if (row == 1 && !places_[by_offset_[offset] - 1u].reg->absent) return false;
  return Record(*core_, *reporter_, row, address, width, write, value);
}

RegisterDevice::Part RegisterDevice::Find(uint32_t offset, unsigned width) const {
  if (!(widths_ & width) || width > width_) return {nullptr, 0};
  const uint32_t skew = narrow_is_whole_ ? 0 : offset & (width_ - 1);
  const uint32_t start = offset - skew;
  if (start >= by_offset_.size() || by_offset_[start] == 0 || skew + width > width_) {
    return {nullptr, 0};
  }
  return {&places_[by_offset_[start] - 1u], 8 * skew};
}

uint32_t RegisterDevice::Read(uint32_t address, unsigned width) {
  const Part part = Find(address - base_, width);
  if (IsAbsent(part)) {
    return Nothing(address, width, false, 0) ? 0 : host_.Read(address, width);
  }
  if (!part.place->reads) return host_.Read(address, width);
  DeviceRegister& reg = *part.place->reg;
  uint32_t seen = 0;
  if (reg.read_program != nullptr && width == width_ && reg.read_program->Run(clock_, 0, seen)) {
    return seen;
  }
  if (Peek(reg, clock_, seen) || ReadAndAct(reg, clock_, seen)) {
    return Low(seen >> part.shift, width);
  }
  if (reg.host_reads || reg.queue != nullptr || !reg.computed) return host_.Read(address, width);
  // The host computes the register and changes nothing else, so that all that it computed is right.
  const uint64_t before = clock_.happened();
  const uint32_t value = host_.Read(address, width);
  if (clock_.happened() == before + 1 && !reg.host_reads) {
    clock_.NothingHappened();
    reg.computed_at = before;
  }
  return value;
}

bool RegisterDevice::StoreAndSettle(DeviceRegister& reg, uint32_t written) {
  const uint32_t before = reg.value;
  std::array<uint32_t, DeviceRegister::kMostEffects> targets{};
  for (size_t i = 0; i < reg.effects.size(); ++i) targets[i] = reg.effects[i].target->value;
  reg.Store(written);
  if (reg.CanSettle(clock_.line_changes())) {
    reg.Settle(clock_);
    return true;
  }
  // Backwards: two effects may have the same target.
  for (size_t i = reg.effects.size(); i-- > 0;) reg.effects[i].target->value = targets[i];
  reg.value = before;
  return false;
}

void RegisterDevice::Write(uint32_t address, unsigned width, uint32_t value) {
  const Part part = Find(address - base_, width);
  if (IsAbsent(part) && Nothing(address, width, true, value)) return;
  if (IsAbsent(part) || !part.place->writes) {
    host_.Write(address, width, value);
    return;
  }
  DeviceRegister& reg = *part.place->reg;
  uint32_t seen = 0;
  if (reg.write_program != nullptr && width == width_ &&
      reg.write_program->Run(clock_, value, seen)) {
    return;
  }
  if (reg.starts != nullptr && value == 1 && width == width_ && memory_ != nullptr &&
      reg.starts->Start(reg, *memory_, clock_)) {
    return;
  }
  if (reg.host_writes || (reg.resumes != nullptr && reg.resumes->HasWork())) {
    host_.Write(address, width, value);
    return;
  }
  uint32_t whole = value;
  if (width != width_ && !narrow_is_whole_) {
    // A read precedes the write of a part.
    if (!part.place->reads || !Peek(reg, clock_, seen)) {
      host_.Write(address, width, value);
      return;
    }
    const uint32_t bits = Low(~0u, width) << part.shift;
    whole = (seen & ~bits) | (value << part.shift & bits);
  }
  const uint32_t next = reg.AfterWrite(whole);
  if (((next ^ reg.value) & reg.watched) || ((whole ^ reg.value) & reg.unhandled)) {
    host_.Write(address, width, value);
    return;
  }
  if (!reg.CanDrive(whole, clock_.line_changes())) {
    host_.Write(address, width, value);
    return;
  }
  bool changed = next != reg.value || !reg.effects.empty();
  if (reg.effects.empty() && reg.logics.empty()) {
    reg.value = next;
  } else if (!StoreAndSettle(reg, whole)) {
    host_.Write(address, width, value);
    return;
  }
  for (const LatchField& field : reg.latch_fields) changed |= field.Apply(whole, clock_);
  if (changed) clock_.SomethingHappened();
}

}  // namespace vboard
