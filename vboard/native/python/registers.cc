#include "python/registers.h"

#include <cstdlib>
#include <cstring>

#include "memory/memory_map.h"
#include "system/system.h"

namespace vboard::python {
namespace {

// The number of `R12`, `S31`, `D5`; -1 for another name.
int Number(const char* name, char letter, int count) {
  if (name[0] != letter || name[1] < '0' || name[1] > '9' || std::strlen(name) > 3) return -1;
  char* end = nullptr;
  const long number = std::strtol(name + 1, &end, 10);
  return *end == '\0' && number < count ? static_cast<int>(number) : -1;
}

bool Is(const char* name, const char* other) { return std::strcmp(name, other) == 0; }

int GeneralNumber(const char* name) {
  if (Is(name, "SP")) return kSp;
  if (Is(name, "LR")) return kLr;
  if (Is(name, "PC")) return kPc;
  return Number(name, 'R', 16);
}

}  // namespace

bool ReadRegister(const Core& core, const char* name, uint64_t& value) {
  const int general = GeneralNumber(name), single = Number(name, 'S', 32),
            pair = Number(name, 'D', 16);
  if (general >= 0) {
    value = general == kPc ? core.pc : core.r[general];
  } else if (single >= 0) {
    value = core.fp.s[single];
  } else if (pair >= 0) {
    value = uint64_t{core.fp.s[2 * pair + 1]} << 32 | core.fp.s[2 * pair];
  } else if (Is(name, "XPSR")) {
    value = core.Xpsr();
  } else if (Is(name, "APSR")) {
    value = core.Apsr();
  } else if (Is(name, "MSP")) {
    value = core.msp();
  } else if (Is(name, "PSP")) {
    value = core.psp();
  } else if (Is(name, "MSPLIM")) {
    value = core.msplim;
  } else if (Is(name, "PSPLIM")) {
    value = core.psplim;
  } else if (Is(name, "PRIMASK")) {
    value = core.primask;
  } else if (Is(name, "BASEPRI")) {
    value = core.basepri;
  } else if (Is(name, "FAULTMASK")) {
    value = core.faultmask;
  } else if (Is(name, "CONTROL")) {
    value = core.control;
  } else if (Is(name, "FPSCR")) {
    value = core.fp.fpscr.value;
  } else {
    return false;
  }
  return true;
}

bool WriteRegister(Core& core, const char* name, uint64_t wide) {
  const auto value = static_cast<uint32_t>(wide);
  const int general = GeneralNumber(name), single = Number(name, 'S', 32),
            pair = Number(name, 'D', 16);
  if (general == kPc) {
    core.pc = value & ~1u;
    core.it = 0;
    core.thumb = true;
    core.sleeping = core.sleeps_for_event = false;
  } else if (general >= 0) {
    core.r[general] = general == kSp ? value & ~3u : value;
  } else if (single >= 0) {
    core.fp.s[single] = value;
  } else if (pair >= 0) {
    core.fp.s[2 * pair] = value;
    core.fp.s[2 * pair + 1] = static_cast<uint32_t>(wide >> 32);
  } else if (Is(name, "XPSR")) {
    core.SetXpsr(value);
    core.SelectStack();
  } else if (Is(name, "APSR")) {
    core.SetApsr(value);
  } else if (Is(name, "MSP")) {
    core.set_msp(value);
  } else if (Is(name, "PSP")) {
    core.set_psp(value);
  } else if (Is(name, "MSPLIM")) {
    core.msplim = value & ~7u;
  } else if (Is(name, "PSPLIM")) {
    core.psplim = value & ~7u;
  } else if (Is(name, "PRIMASK")) {
    core.primask = value & 1;
  } else if (Is(name, "BASEPRI")) {
    core.basepri = value & 0xFF;
  } else if (Is(name, "FAULTMASK")) {
    core.faultmask = value & 1;
  } else if (Is(name, "CONTROL")) {
    core.control = value & 7;
    core.SelectStack();
  } else if (Is(name, "FPSCR")) {
    core.fp.fpscr.value = value;
  } else {
    return false;
  }
  core.fp_ready = false;
  core.UpdateStackLimit();
  core.memory->PrivilegeChanged();
  core.Notify(kCheckExceptions);
  return true;
}

}  // namespace vboard::python
