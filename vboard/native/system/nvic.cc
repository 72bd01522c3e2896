#include "system/nvic.h"

#include <cstdio>

#include "cpu/host.h"
#include "system/system.h"

namespace vboard {
namespace {

constexpr uint32_t kIctr = 0x004, kTrigger = 0xF00, kIpr = 0x400;
// ICTR as Renode answers it: 256 lines.
constexpr uint32_t kIctrValue = 7;

enum Bitmap : uint32_t {
  kEnable = 0x100,
  kDisable = 0x180,
  kPend = 0x200,
  kUnpend = 0x280,
  kActive = 0x300
};
constexpr uint32_t kBitmapBytes = kLines / 8;

// The bitmap that a register belongs to, or 0.
uint32_t BitmapOf(uint32_t offset) {
  const uint32_t bitmap = offset & ~0x7Fu;
  const bool here = bitmap >= kEnable && bitmap <= kActive && (offset & 0x7F) < kBitmapBytes;
  return here ? bitmap : 0;
}

}  // namespace

bool Nvic::Read(uint32_t offset, uint32_t& value) const {
  if (offset == kIctr) {
    value = kIctrValue;
    return true;
  }
  const unsigned word = (offset & 0x7F) / 4;
  switch (BitmapOf(offset)) {
    case kEnable:
    case kDisable:
      value = priorities_.enabled().lines(word);
      return true;
    case kPend:
    case kUnpend:
      value = priorities_.pending().lines(word);
      return true;
    case kActive:
      value = priorities_.active().lines(word);
      return true;
    default:
      break;
  }
  if (offset >= kIpr && offset < kIpr + kLines) {
    const unsigned first = kFirstLine + offset - kIpr;
    value = 0;
    for (unsigned i = 0; i < 4; ++i) value |= uint32_t{priorities_.raw(first + i)} << 8 * i;
    return true;
  }
  return false;
}

bool Nvic::Write(uint32_t offset, uint32_t value) {
  if (BitmapOf(offset) != 0 && BitmapOf(offset) != kActive) {
    WriteLines(offset, value);
    return true;
  }
  if (offset >= kIpr && offset < kIpr + kLines) {
    WritePriorities(kFirstLine + offset - kIpr, value);
    return true;
  }
  // Renode has STIR on the cores of ARMv7-M.
  const bool has_stir =
      core_.system->strict() ? core_.model.Has(kMainline) : core_.model.Has(kStir);
  if (offset == kTrigger && has_stir) {
    core_.system->Pend(kFirstLine + (value & 0x1FF));
    return true;
  }
  return false;
}

void Nvic::WriteLines(uint32_t offset, uint32_t value) {
  const unsigned word = (offset & 0x7F) / 4;
  const unsigned first = kFirstLine + 32 * word;
  switch (BitmapOf(offset)) {
    case kEnable:
      priorities_.Enable(word, value);
      break;
    case kDisable:
      priorities_.Disable(word, value);
      break;
    case kPend:
      for (unsigned i = 0; i < 32; ++i) {
        if (value >> i & 1) core_.system->Pend(first + i);
      }
      break;
    default:
      for (unsigned i = 0; i < 32; ++i) {
        if (value >> i & 1) priorities_.Unpend(first + i);
      }
      priorities_.Look();
      break;
  }
}

void Nvic::WritePriorities(unsigned first, uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) {
    const uint32_t priority = value >> 8 * i & 0xFF;
    if (!core_.system->strict() && (priority & ~uint32_t{priorities_.mask()}) != 0) {
      char text[112];
      std::snprintf(text, sizeof text,
                    "Trying to set the priority for interrupt %u to 0x%X, but it should be "
                    "maskable with 0x%X",
                    first + i, static_cast<unsigned>(priority), priorities_.mask());
      core_.host.LogController(LogLevel::kWarning, text);
    }
    priorities_.SetRaw(first + i, static_cast<uint8_t>(priority & priorities_.mask()));
  }
}

}  // namespace vboard
