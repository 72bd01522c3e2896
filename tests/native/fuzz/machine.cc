#include "machine.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "decode/block_cache.h"
#include "decode/encoding.h"
#include "system/system.h"

namespace fuzz {
namespace {

using vboard::LogLevel;

constexpr uint32_t kFlash = 0x08000000, kRam = 0x20000000, kDevice = 0x40000000;
constexpr uint32_t kSize = 0x3000, kCode = 0x400;
constexpr uint32_t kSystemSpace = 0xE000E000;
constexpr unsigned kMostEvents = 96;
constexpr uint32_t kLongestRun = 4095;  // ns

const char* const kModels[] = {"cortex-m0", "cortex-m0+", "cortex-m3",  "cortex-m4",
                               "cortex-m7", "cortex-m23", "cortex-m33", "cortex-m55"};

// Registers of the System Control Space worth writing: SysTick, NVIC, SCB, MPU, FPU.
constexpr uint16_t kRegisters[] = {
    0x010, 0x014, 0x018, 0x100, 0x180, 0x200, 0x280, 0x400, 0x404, 0xD04, 0xD08,
    0xD0C, 0xD10, 0xD14, 0xD18, 0xD1C, 0xD20, 0xD24, 0xD28, 0xD88, 0xD94, 0xD98,
    0xD9C, 0xDA0, 0xDA4, 0xDC0, 0xDC4, 0xDFC, 0xF00, 0xF34, 0xF38, 0xF3C,
};

void Require(bool rule, const char* text) {
  if (rule) return;
  std::fprintf(stderr, "broken: %s\n", text);
  std::abort();
}

// A drawn instruction: the fixed bits of a row, the rest as drawn. Returns its bytes.
unsigned Instruction(unsigned row, uint32_t drawn, uint8_t* bytes) {
  const vboard::EncodingTables all = vboard::AllEncodings();
  size_t total = 0;
  for (size_t t = 0; t < all.count; ++t) total += all.tables[t].count;
  size_t index = row % total;
  size_t table = 0;
  while (index >= all.tables[table].count) index -= all.tables[table++].count;
  uint32_t word = 0;
  unsigned bits = 0;
  for (const char* mark = all.tables[table].rows[index].pattern; *mark != 0; ++mark) {
    if (*mark == ' ') continue;
    word = word << 1 | (*mark == '0' || *mark == '1' ? uint32_t(*mark - '0') : drawn >> 31);
    if (*mark != '0' && *mark != '1') drawn <<= 1;
    ++bits;
  }
  for (unsigned half = 0; half < bits / 16; ++half) {
    const uint32_t halfword = bits == 32 && half == 0 ? word >> 16 : word;
    bytes[2 * half] = static_cast<uint8_t>(halfword);
    bytes[2 * half + 1] = static_cast<uint8_t>(halfword >> 8);
  }
  return bits / 8;
}

}  // namespace

// A compiler chooses in which order it evaluates operands and arguments: of two draws in one
// expression, the first goes into a variable.

uint8_t Input::U8() {
  if (left_ == 0) return 0;
  --left_;
  return *data_++;
}

uint16_t Input::U16() {
  const uint16_t low = U8();
  return static_cast<uint16_t>(low | U8() << 8);
}

uint32_t Input::U32() {
  const uint32_t low = U16();
  return low | static_cast<uint32_t>(U16()) << 16;
}

Machine::Machine(const uint8_t* data, size_t size, unsigned pieces)
    : input_(data, size),
      pieces_(pieces),
      flash_bytes_(kSize),
      ram_bytes_(kSize),
      flash_(flash_bytes_.data(), kSize),
      ram_(ram_bytes_.data(), kSize),
      first_(*this),
      second_(*this) {
  const char* model = kModels[input_.Below(sizeof kModels / sizeof *kModels)];
  core_ = std::make_unique<vboard::Core>(*vboard::FindModel(model), *this, clock_);
  const uint8_t options = input_.U8();
  core_->system->SetStrict(options & 1);
  core_->system->SetMpuRegions(options & 2 ? 8 : 16);
  core_->system->SetPriorityMask(options & 4 ? 0xFF : 0xE0);
  BuildMap();
  core_->ResetCore();
  core_->memory->PrivilegeChanged();
  core_->pc = kRam + kCode;
  core_->r[vboard::kSp] = kRam + 0x2000;
  for (uint32_t vector = 1; vector < 64; ++vector) {  // handlers among the drawn code
    const uint32_t handler = kRam + kCode + 16 * vector + 1;
    std::memcpy(&flash_bytes_[4 * vector], &handler, 4);
    std::memcpy(&ram_bytes_[4 * vector], &handler, 4);
  }
  core_->system->SetVtor(options & 8 ? kRam : kFlash);
}

void Machine::BuildMap() {
  vboard::MemoryMap& map = *core_->memory;
  const uint8_t choice = input_.U8();
  const uint32_t size = choice & 1 ? kSize : kSize - 1 - input_.U8();
  map.Clear();
  map.MapMemory(kFlash, size, flash_, 0);
  map.MapMemory(kRam, kSize, ram_, 0);
  map.MapDevice(kDevice, 0x1000, *this);
  if (choice & 2) map.MapMemory(0, size, flash_, 0);
  if (choice & 4) map.MapMemory(0x60000000, 0x1000, ram_, 0x1000);
  if (choice & 8) map.MapMemory(0xFFFFF000, 0x1000, ram_, 0x2000);
  if (choice & 16) map.MapDevice(0x22000000, 0x02000000, *this);
  map.SetDefaultDevice(choice & 32 ? this : nullptr);
}

void Machine::Live() {
  for (unsigned event = 0; event < kMostEvents && !input_.empty(); ++event) {
    Event();
    Check();
  }
  for (unsigned run = 0; run < 4; ++run) RunTo(core_->time.now() + kLongestRun);
  Check();
}

void Machine::Event() {
  switch (input_.Below(12)) {
    case 0:
    case 1:
    case 2:
      return EmitCode();
    case 3:
    case 4:
      return Run();
    case 5:
      return SetRegisters();
    case 6:
    case 7:
      return WriteSystemRegister();
    case 8:
      return BuildMap();
    case 9: {
      std::vector<uint32_t> places(input_.Below(3));
      for (uint32_t& place : places) place = kRam + kCode + 2 * input_.U8();
      core_->blocks->SetBreakpoints(places);
      core_->blocks->ObserveBlocks(input_.U8() & 1);
      return;
    }
    case 10: {
      std::vector<vboard::Watchpoint> points(input_.Below(3));
      for (vboard::Watchpoint& point : points) {
        point.start = Address();
        point.end = point.start + 1 + input_.Below(8);
        point.uses = static_cast<vboard::Rights>(1 + input_.Below(3));
      }
      core_->memory->SetWatchpoints(points,
                                    [this](uint32_t address, unsigned width, bool, uint32_t value) {
                                      Note(address + width + value);
                                    });
      return;
    }
    default:
      return Disturb();
  }
}

void Machine::Disturb() {
  switch (input_.Below(8)) {
    case 0:
    case 1: {
      const unsigned line = input_.Below(40);
      return core_->system->SetLine(line, input_.U8() & 1);
    }
    case 2:
      return core_->system->Pend(1 + input_.Below(40));
    case 3: {  // DMA
      const uint32_t at = input_.U16() % (kSize - 8);
      const uint32_t value = Value();
      vboard::Memory& memory = input_.U8() & 1 ? flash_ : ram_;
      std::memcpy(memory.data() + at, &value, 4);
      return memory.Written(at, 4);
    }
    case 4:
      return clock_.Schedule(first_, clock_.now() + input_.U16() % kLongestRun);
    case 5:
      return clock_.Schedule(second_, clock_.now() + input_.U8());
    case 6:
      core_->Notify(vboard::kCheckExceptions | vboard::kCheckMemory);
      return;
    default:
      return;
  }
}

void Machine::EmitCode() {
  uint32_t at = kCode + 2 * input_.U8();
  const uint32_t start = at;
  for (unsigned count = 1 + input_.Below(8); count > 0; --count) {
    uint8_t bytes[4];
    const uint16_t row = input_.U16();
    const unsigned length = Instruction(row, input_.U32(), bytes);
    std::memcpy(&ram_bytes_[at], bytes, length);
    at += length;
  }
  ram_.Written(start, at - start);
}

void Machine::SetRegisters() {
  const uint8_t what = input_.U8();
  if (what < 14) {
    core_->r[what] = what == vboard::kSp ? Address() & ~3u : Value();
  } else if (what < 20) {
    core_->pc = kRam + kCode + 2 * input_.U8();
    core_->it = 0;
    core_->thumb = true;
  } else if (what < 52) {
    core_->fp.s[what - 20] = Value();
  } else if (what < 54) {
    core_->fp.fpscr.value = Value() & 0xF7C0009F;
  } else {
    core_->SetApsr(Value());
  }
}

void Machine::WriteSystemRegister() {
  const unsigned width = 1u << input_.Below(3);
  const unsigned count = sizeof kRegisters / sizeof *kRegisters;
  const uint8_t which = input_.U8();
  const uint32_t offset = which < 128 ? kRegisters[which % count] : input_.U16() % 0x1000;
  core_->memory->Store(kSystemSpace + (offset & ~(width - 1)), width, Value(), true);
}

void Machine::Run() {
  const uint64_t start = core_->time.now(), end = start + 1 + input_.U16() % kLongestRun;
  for (unsigned piece = 1; piece <= pieces_; ++piece) {
    RunTo(start + (end - start) * piece / pieces_);
  }
}

void Machine::RunTo(uint64_t edge) {
  while (core_->time.now() < edge) {
    const uint64_t next = clock_.next() < edge ? clock_.next() : edge;
    if (core_->aborted) {
      core_->time.JumpTo(next);
    } else {
      clock_.set_source(core_.get());
      core_->RunUntil(next > core_->time.now() ? next : core_->time.now() + 1);
      clock_.set_source(nullptr);
    }
    clock_.AdvanceTo(core_->time.now());
    if (reset_) {
      core_->ResetCore();
      core_->pc = kRam + kCode;
      core_->r[vboard::kSp] = kRam + 0x2000;
      reset_ = false;
    }
  }
}

void Machine::Check() const {
  Require((core_->pc & 1) == 0, "pc is even");
  Require((core_->r[vboard::kSp] & 3) == 0, "SP is a multiple of 4");
  Require((core_->other_sp & 3) == 0, "the other SP is a multiple of 4");
  Require(core_->c <= 1 && core_->q <= 1 && core_->ge <= 15, "flags are single bits");
  Require(core_->exception < 512, "the exception number has 9 bits");
  Require(!core_->in_instruction, "no instruction is in progress between runs");
}

void Machine::Note(uint64_t value) {
  for (unsigned byte = 0; byte < 8; ++byte) {
    told_ = (told_ ^ (value >> 8 * byte & 0xFF)) * 0x100000001B3u;
  }
}

uint64_t Machine::Digest() const {
  uint64_t digest = told_;
  const auto add = [&digest](const void* data, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      digest = (digest ^ static_cast<const uint8_t*>(data)[i]) * 0x100000001B3u;
    }
  };
  const uint64_t words[] = {
      core_->pc,        core_->Xpsr(),         core_->other_sp,   core_->control,    core_->primask,
      core_->faultmask, core_->basepri,        core_->time.now(), core_->Executed(), core_->msplim,
      core_->psplim,    core_->fp.fpscr.value, core_->sleeping,   core_->aborted,    core_->event};
  add(words, sizeof words);
  add(core_->r, 15 * sizeof *core_->r);
  add(core_->fp.s, sizeof core_->fp.s);
  add(flash_bytes_.data(), kSize);
  add(ram_bytes_.data(), kSize);
  return digest;
}

void Machine::LogCore(LogLevel level, const char* message) {
  Note(static_cast<uint64_t>(level) + std::strlen(message));
}

void Machine::LogController(LogLevel level, const char* message) {
  Note(static_cast<uint64_t>(level) + 7 * std::strlen(message));
}

bool Machine::Semihosting() {
  Note(core_->r[0]);
  return (core_->r[0] & 1) != 0;
}

void Machine::RequestReset() {
  reset_ = true;
  core_->Leave();
}

// Where blocks begin depends on how runs are cut.
void Machine::EnteredBlock(uint32_t) {}

void Machine::Abort(const char* reason) { Note(std::strlen(reason)); }

void Machine::AtBreakpoint(uint32_t address) {
  Note(address);
  Disturb();
}

void Machine::Trace(unsigned port, unsigned width, uint32_t value) { Note(port + width + value); }

uint32_t Machine::Read(uint32_t address, unsigned width) {
  Note(address + width + core_->Executed());
  Disturb();
  return Value();
}

void Machine::Write(uint32_t address, unsigned width, uint32_t value) {
  Note(address * 3 + width + value + core_->Now());
  Disturb();
}

bool Machine::Allows(uint32_t address, bool write, bool privileged) const {
  return (address & 0xFF0) != 0xFF0 || (privileged && !write);
}

uint32_t Machine::Address() {
  constexpr uint32_t kBases[] = {0,       kFlash,       kRam,       kRam,
                                 kDevice, kSystemSpace, 0x60000000, 0xFFFFF000};
  const uint32_t base = kBases[input_.Below(8)];
  return base + input_.U16() % 0x3000;
}

// Numbers that matter more often than chance has them.
uint32_t Machine::Value() {
  constexpr uint32_t kValues[] = {0,          1,          2,          0x7F,       0xFF,
                                  0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x3F800000, 0x7F800000,
                                  0x7FC00000, 0x00400000, 0xFFFFFFFD, 0xFFFFFFF1, 0x05FA0004};
  const uint8_t kind = input_.U8();
  if (kind < 15) return kValues[kind];
  return kind < 96 ? Address() : input_.U32();
}

}  // namespace fuzz
