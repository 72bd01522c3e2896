#include "system/itm.h"

#include "cpu/host.h"

namespace vboard {
namespace {

constexpr uint32_t kPortsEnd = 0x080, kTer = 0xE00, kTpr = 0xE40, kTcr = 0xE80, kLar = 0xFB0,
                   kLsr = 0xFB4;
constexpr uint32_t kKey = 0xC5ACCE55;
constexpr uint32_t kItmena = 1u << 0;
constexpr uint32_t kTcrMask = 0x007F0F3F;
constexpr uint32_t kLockPresent = 1u << 0, kLocked = 1u << 1;
constexpr unsigned kPortsOfBit = 8;

}  // namespace

void Itm::Reset() {
  enabled_ports_ = privileged_ports_ = control_ = 0;
  locked_ = true;
}

// TRCENA, ITMENA and the port's bit (C1.7.1).
bool Itm::Ready(unsigned port) const {
  return (scb_.demcr() & kTrcena) != 0 && (control_ & kItmena) != 0 &&
         (enabled_ports_ >> port & 1) != 0;
}

// Unprivileged code has the ports that TPR leaves to it, and may read the rest.
bool Itm::Allows(uint32_t address, bool write, bool privileged) const {
  if (privileged) return true;
  const uint32_t offset = address & 0xFFF;
  if (offset >= kPortsEnd) return !write;
  return (privileged_ports_ >> offset / 4 / kPortsOfBit & 1) == 0;
}

uint32_t Itm::Read(uint32_t address, unsigned width) {
  const uint32_t offset = address & 0xFFC;
  uint32_t value = 0;
  if (offset < kPortsEnd) {
    value = Ready(offset / 4) ? 1 : 0;  // FIFOREADY
  } else if (offset == kTer) {
    value = enabled_ports_;
  } else if (offset == kTpr) {
    value = privileged_ports_;
  } else if (offset == kTcr) {
    value = control_;
  } else if (offset == kLsr && !core_.model.v8()) {
    value = kLockPresent | (locked_ ? kLocked : 0);
  }
  return value >> 8 * (address & 3) & (width == 4 ? ~0u : (1u << 8 * width) - 1);
}

void Itm::Write(uint32_t address, unsigned width, uint32_t value) {
  const uint32_t offset = address & 0xFFF;
  if (offset < kPortsEnd) {
    if (Ready(offset / 4)) core_.host.Trace(offset / 4, width, value);
    return;
  }
  if (width != 4) return;
  if (offset == kLar) locked_ = value != kKey;
  // ARMv8-M has no software lock.
  if (locked_ && !core_.model.v8()) return;
  if (offset == kTer) enabled_ports_ = value;
  if (offset == kTpr) privileged_ports_ = value & 0xF;
  if (offset == kTcr) control_ = value & kTcrMask;
}

}  // namespace vboard
