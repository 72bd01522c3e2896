// Single instructions on given states, for tests in Python: a C interface to the core and to its
// encoding tables.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

#include "cpu/core.h"
#include "cpu/host.h"
#include "decode/block_cache.h"
#include "decode/encoding.h"
#include "memory/memory_map.h"
#include "system/system.h"

namespace {

using vboard::Core;
using vboard::Stop;

class QuietHost : public vboard::Host {
 public:
  void LogCore(vboard::LogLevel, const char*) override {}
  void LogController(vboard::LogLevel, const char*) override {}
  bool Semihosting() override { return false; }
  void RequestReset() override {}
  void Abort(const char*) override {}
  void AtBreakpoint(uint32_t) override {}
  void Poll() override {}
};

constexpr uint32_t kCodeSize = 0x1000;

// A processor state; the same layout in machine.py.
struct Registers {
  uint32_t r[15];
  uint32_t pc;
  uint32_t xpsr;
  uint32_t s[32];
  uint32_t fpscr;
  uint32_t stop;  // afterwards: why the core stopped, and with which fault
  uint32_t fault;
};

const vboard::Encoding* EncodingAt(size_t index) {
  const vboard::EncodingTables all = vboard::AllEncodings();
  for (size_t t = 0; t < all.count; ++t) {
    if (index < all.tables[t].count) return &all.tables[t].rows[index];
    index -= all.tables[t].count;
  }
  return nullptr;
}

}  // namespace

extern "C" {

const char* EncodingName(size_t index) {
  const vboard::Encoding* encoding = EncodingAt(index);
  return encoding == nullptr ? nullptr : encoding->name;
}

const char* EncodingPattern(size_t index) {
  const vboard::Encoding* encoding = EncodingAt(index);
  return encoding == nullptr ? nullptr : encoding->pattern;
}

int EncodingExists(size_t index, const char* model) {
  const vboard::Model* found = vboard::FindModel(model);
  return found != nullptr && found->Has(EncodingAt(index)->needs);
}

// Executes `budget` instructions on each of `count` states, in steps of at most `step`. `codes` has
// `code_size` bytes for each, in memory order; `memory` has `memory_size` bytes for each, at
// `memory_start`. All are changed in place.
int ExecuteEach(const char* model, size_t count, const uint8_t* codes, uint32_t code_size,
                uint32_t code_start, uint32_t budget, uint32_t step, Registers* states,
                uint8_t* memory, uint32_t memory_start, uint32_t memory_size) {
  const vboard::Model* found = vboard::FindModel(model);
  if (found == nullptr) return 1;
  QuietHost host;
  auto code_bytes = std::make_unique<uint8_t[]>(kCodeSize);
  auto memory_bytes = std::make_unique<uint8_t[]>(memory_size);
  vboard::Memory code(code_bytes.get(), kCodeSize);
  vboard::Memory ram(memory_bytes.get(), memory_size);
  vboard::Clock clock;
  Core core(*found, host, clock);
  const uint32_t code_offset = code_start & (kCodeSize - 1);
  core.memory->MapMemory(code_start - code_offset, kCodeSize, code, 0);
  core.memory->MapMemory(memory_start, memory_size, ram, 0);
  core.system->SetStrict(true);  // the others have the architecture's rules
  core.ResetCore();
  core.memory->PrivilegeChanged();
  for (size_t i = 0; i < count; ++i) {
    Registers& state = states[i];
    uint8_t* const row = memory + i * memory_size;
    for (uint32_t k = 0; k < kCodeSize; ++k) code_bytes[k] = static_cast<uint8_t>(37 * k >> 3);
    std::memcpy(code_bytes.get() + code_offset, codes + code_size * i, code_size);
    code.Written(0, kCodeSize);
    std::memcpy(memory_bytes.get(), row, memory_size);
    ram.Written(0, memory_size);
    std::memcpy(core.r, state.r, sizeof state.r);
    core.SetXpsr(state.xpsr);
    std::memcpy(core.fp.s, state.s, sizeof state.s);
    core.fp.fpscr.value = state.fpscr;
    core.pc = code_start;
    core.it = 0;
    core.fp_ready = true;
    core.attention = 0;
    const uint64_t end = core.Executed() + budget;
    while (core.Executed() < end) {
      const uint64_t left = end - core.Executed();
      core.Execute(left < step ? left : step);
      core.attention = 0;
      if (core.stop != Stop::kNone) break;
    }
    std::memcpy(state.r, core.r, sizeof state.r);
    state.pc = core.pc;
    state.xpsr = core.Xpsr();
    std::memcpy(state.s, core.fp.s, sizeof state.s);
    state.fpscr = core.fp.fpscr.value;
    state.stop = static_cast<uint32_t>(core.stop);
    state.fault = static_cast<uint32_t>(core.fault.kind);
    std::memcpy(row, memory_bytes.get(), memory_size);
  }
  return 0;
}

}  // extern "C"
