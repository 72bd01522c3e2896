#include "system/dwt.h"

#include <utility>
#include <vector>

#include "decode/block_cache.h"
#include "system/system.h"

namespace vboard {
namespace {

constexpr uint32_t kControl = 0x000, kCyccnt = 0x004, kCpicnt = 0x008, kSleepcnt = 0x010,
                   kFoldcnt = 0x018, kPcsr = 0x01C, kFirstComparator = 0x020;
constexpr uint32_t kCompare = 0, kMask = 4, kFunction = 8;
// CTRL: NUMCOMP; no trace packets, no external match, no profiling counters where there is no
// CYCCNT.
constexpr uint32_t kNumcompShift = 28;
constexpr uint32_t kNotrcpkt = 1u << 27, kNoexttrig = 1u << 26, kNocyccnt = 1u << 25,
                   kNoprfcnt = 1u << 24;
constexpr uint32_t kCyccntena = 1u << 0, kSleepevtena = 1u << 19;
constexpr uint32_t kWritable = 0x007F1FFF;
constexpr uint32_t kMatched = 1u << 24;
constexpr uint32_t kMostMask = 15;  // of MASK: bits of an address that do not count
// FUNCTION of ARMv7-M.
constexpr uint32_t kCycmatch = 1u << 7, kDatavmatch = 1u << 8;
// ID of ARMv8-M's FUNCTION: what a comparator can do.
constexpr uint32_t kWithCycles = 0x0Bu << 27, kWithLimit = 0x1Au << 27;

}  // namespace

Dwt::Dwt(Core& core, Scb& scb) : Timer(core.clock), core_(core), scb_(scb) {}

bool Dwt::active() const { return core_.system->strict() && (scb_.demcr() & kTrcena) != 0; }

unsigned Dwt::count() const { return core_.model.Has(kMainline) ? kComparators : 2; }

void Dwt::Reset() {
  control_ = 0;
  SetCycleCount(0);
  sleep_base_ = 0;
  sleep_origin_ = SleepCycles();
  for (unsigned i = 0; i < kComparators; ++i) {
    compare_[i] = mask_[i] = function_[i] = 0;
    matched_[i] = false;
  }
  Update();
}

// -- counters (C1.8.3, C1.8.7 to C1.8.13) -------------------------------------------------------

// An instruction starts at a whole nanosecond, rounded down: its number is rounded up.
uint64_t Dwt::Cycles() const {
  const uint64_t now = core_.clock.now(), mips = core_.time.mips();
  return now / 1000 * mips + (now % 1000 * mips + 999) / 1000;
}

// A cycle that was no instruction.
uint64_t Dwt::SleepCycles() const {
  const uint64_t cycles = Cycles(), done = core_.Executed() - (core_.in_instruction ? 1 : 0);
  return cycles > done ? cycles - done : 0;
}

uint32_t Dwt::CycleCount() const {
  if (!(control_ & kCyccntena)) return cycle_base_;
  return cycle_base_ + static_cast<uint32_t>(Cycles() - cycle_origin_);
}

void Dwt::SetCycleCount(uint32_t value) {
  cycle_base_ = value;
  cycle_origin_ = Cycles();
}

void Dwt::WriteControl(uint32_t value) {
  if (!has_cycle_counter()) return;
  SetCycleCount(CycleCount());
  // A counter starts from 0 when it is enabled.
  if (value & kSleepevtena & ~control_) {
    sleep_base_ = 0;
    sleep_origin_ = SleepCycles();
  }
  control_ = value & kWritable;
  ScheduleCycleMatch();
}

// -- comparators (C1.8.14 to C1.8.17) -----------------------------------------------------------

Comparison Dwt::MeaningOfV7(unsigned index) const {
  Comparison meaning;
  const uint32_t function = function_[index], kind = function & 0xF;
  if (kind == 0) return meaning;
  if (index == 0 && (function & kCycmatch) != 0) {
    meaning.kind = Comparison::Kind::kCycle;
    meaning.event = kind >= 4 && kind <= 7;
    return meaning;
  }
  // With DATAVMATCH the comparator holds a value, and others hold the addresses.
  const bool by_value = (function & kDatavmatch) != 0;
  const unsigned address = by_value ? function >> 12 & 0xF : index;
  if (address >= count()) return meaning;
  const uint32_t size = mask_[address] > kMostMask ? kMostMask : mask_[address];
  meaning.first = compare_[address] & ~((1u << size) - 1);
  meaning.last = meaning.first + ((1u << size) - 1);
  meaning.kind = kind == 4 ? Comparison::Kind::kInstruction : Comparison::Kind::kData;
  meaning.event = kind >= 4 && kind <= 7;
  meaning.accesses = kind == 5 ? kRead : kind == 6 ? kWrite : kRead | kWrite;
  meaning.with_value = by_value;
  if (by_value) {
    meaning.width = 1u << (function >> 10 & 3);
    meaning.value = compare_[index];
    if (address == index) {  // any address
      meaning.first = 0;
      meaning.last = ~0u;
    }
  }
  return meaning;
}

Comparison Dwt::MeaningOfV8(unsigned index) const {
  Comparison meaning;
  const uint32_t function = function_[index], kind = function & 0xF;
  meaning.event = (function >> 4 & 3) == 1;
  meaning.first = meaning.last = compare_[index];
  const bool limit = (kind == 3 || kind == 7) && index > 0;
  if (limit) meaning.first = compare_[index - 1];
  if (kind == 1 && index == 0) {
    meaning.kind = Comparison::Kind::kCycle;
  } else if (kind == 2 || kind == 3) {
    meaning.kind = Comparison::Kind::kInstruction;
  } else if (kind >= 4 && kind <= 7) {
    meaning.kind = Comparison::Kind::kData;
    const uint32_t by = limit ? function_[index - 1] & 0xF : kind;
    meaning.accesses = by == 5 ? kWrite : by == 6 ? kRead : kRead | kWrite;
    if (!limit) meaning.last += (1u << (function >> 10 & 3)) - 1;
  } else if (kind >= 8 && kind <= 10) {
    meaning.kind = Comparison::Kind::kData;
    meaning.accesses = kind == 9 ? kWrite : kind == 10 ? kRead : kRead | kWrite;
    meaning.first = 0;
    meaning.last = ~0u;
    meaning.with_value = true;
    meaning.width = 1u << (function >> 10 & 3);
    meaning.value = compare_[index];
  }
  return meaning;
}

Comparison Dwt::MeaningOf(unsigned index) const {
  if (!active() || index >= count()) return {};
  return core_.model.v8() ? MeaningOfV8(index) : MeaningOfV7(index);
}

void Dwt::Update() {
  std::vector<Watchpoint> watchpoints;
  bool instructions = false, had_instructions = false;
  for (unsigned i = 0; i < kComparators; ++i) {
    had_instructions |= meaning_[i].kind == Comparison::Kind::kInstruction;
    meaning_[i] = MeaningOf(i);
    instructions |= meaning_[i].kind == Comparison::Kind::kInstruction;
    if (meaning_[i].kind == Comparison::Kind::kData) {
      watchpoints.push_back({meaning_[i].first, meaning_[i].last, meaning_[i].accesses});
    }
  }
  if (core_.memory != nullptr) {
    core_.memory->SetUnitWatchpoints(
        std::move(watchpoints),
        [this](uint32_t address, unsigned width, bool write, uint32_t value) {
          DataAccess(address, width, write, value);
        });
  }
  if (core_.blocks != nullptr && (instructions || had_instructions)) {
    core_.blocks->ClearSoon();
    core_.Notify(kCheckMemory);
  }
  ScheduleCycleMatch();
}

void Dwt::ScheduleCycleMatch() {
  clock().Cancel(*this);
  const bool waits = meaning_[0].kind == Comparison::Kind::kCycle && meaning_[0].event &&
                     (control_ & kCyccntena) != 0;
  if (!waits) return;
  const uint32_t left = compare_[0] - CycleCount() - 1;  // 0 is a whole turn away
  const uint64_t cycles = Cycles() + left + 1, mips = core_.time.mips();
  clock().Schedule(*this, (cycles * 1000 + mips - 1) / mips);
}

void Dwt::Expire() {
  Match(0);
  ScheduleCycleMatch();
}

bool Dwt::WatchesInstruction(uint32_t address) const {
  for (const Comparison& meaning : meaning_) {
    if (meaning.kind == Comparison::Kind::kInstruction && address >= meaning.first &&
        address <= meaning.last) {
      return true;
    }
  }
  return false;
}

void Dwt::InstructionMatch(uint32_t address) {
  for (unsigned i = 0; i < kComparators; ++i) {
    const Comparison& meaning = meaning_[i];
    if (meaning.kind == Comparison::Kind::kInstruction && address >= meaning.first &&
        address <= meaning.last) {
      Match(i);
    }
  }
}

void Dwt::DataAccess(uint32_t address, unsigned width, bool write, uint32_t value) {
  const uint32_t last = address + (width - 1);
  for (unsigned i = 0; i < kComparators; ++i) {
    const Comparison& meaning = meaning_[i];
    if (meaning.kind != Comparison::Kind::kData) continue;
    if (!(meaning.accesses & (write ? kWrite : kRead))) continue;
    if (address > meaning.last || last < meaning.first) continue;
    const uint32_t significant = width == 4 ? ~0u : (1u << 8 * width) - 1;
    const bool same = meaning.width == width && ((meaning.value ^ value) & significant) == 0;
    if (!meaning.with_value || same) Match(i);
  }
}

void Dwt::Match(unsigned index) {
  matched_[index] = true;
  if (meaning_[index].event) core_.system->DebugEvent();
}

// -- registers ----------------------------------------------------------------------------------

bool Dwt::Allows(uint32_t, bool, bool privileged) const { return privileged; }

uint32_t Dwt::ReadComparator(unsigned index, uint32_t reg) {
  if (reg == kCompare) return compare_[index];
  if (reg == kMask) return core_.model.v8() ? 0 : mask_[index];
  if (reg != kFunction) return 0;
  uint32_t value = function_[index] | (matched_[index] ? kMatched : 0);
  if (core_.model.v8()) value |= index == 0 ? kWithCycles : kWithLimit;
  matched_[index] = false;
  return value;
}

void Dwt::WriteComparator(unsigned index, uint32_t reg, uint32_t value) {
  if (reg == kCompare) compare_[index] = value;
  if (reg == kMask) mask_[index] = value & 0x1F;
  if (reg == kFunction) function_[index] = value & (core_.model.v8() ? 0xC3F : 0x000FFFAF);
  Update();
}

uint32_t Dwt::Read(uint32_t address, unsigned width) {
  const uint32_t offset = address & 0xFFC;
  uint32_t value = 0;
  if (!active()) return 0;
  if (offset == kControl) {
    value = control_ | count() << kNumcompShift | kNotrcpkt | kNoexttrig;
    if (!has_cycle_counter()) value |= kNocyccnt | kNoprfcnt;
  } else if (offset == kCyccnt) {
    value = CycleCount();
  } else if (offset == kSleepcnt) {
    const bool counts = (control_ & kSleepevtena) != 0;
    value =
        (sleep_base_ + (counts ? static_cast<uint32_t>(SleepCycles() - sleep_origin_) : 0)) & 0xFF;
  } else if (offset >= kCpicnt && offset <= kFoldcnt) {
    value = 0;
  } else if (offset == kPcsr) {
    value = core_.pc;
  } else if (offset >= kFirstComparator && offset < kFirstComparator + 16 * count()) {
    value = ReadComparator((offset - kFirstComparator) / 16, offset & 0xC);
  }
  return value >> 8 * (address & 3) & (width == 4 ? ~0u : (1u << 8 * width) - 1);
}

void Dwt::Write(uint32_t address, unsigned width, uint32_t value) {
  const uint32_t offset = address & 0xFFF;
  if (!active() || width != 4) return;
  if (offset == kControl) {
    WriteControl(value);
  } else if (offset == kCyccnt) {
    SetCycleCount(value);
    ScheduleCycleMatch();
  } else if (offset == kSleepcnt) {
    sleep_base_ = value & 0xFF;
    sleep_origin_ = SleepCycles();
  } else if (offset >= kFirstComparator && offset < kFirstComparator + 16 * count()) {
    WriteComparator((offset - kFirstComparator) / 16, offset & 0xC, value);
  }
}

}  // namespace vboard
