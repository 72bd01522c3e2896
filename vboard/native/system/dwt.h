// Data Watchpoint and Trace unit (ARMv7-M C1.8, ARMv8-M D1.2.59 and on): CYCCNT and the profiling
// counters, PC sampling, comparators. It exists under the architecture's rules only; Renode's unit
// is a peripheral of the platform that counts cycles.
//
// An instruction is a cycle, and sleep takes cycles: CYCCNT is virtual time times the core's MIPS.
// Nothing takes a second cycle, so that CPICNT, EXCCNT, LSUCNT and FOLDCNT stay 0, and CYCCNT less
// SLEEPCNT is the number of instructions, as the manual has it (C1.8.3).
//
// A comparator's debug event is a DebugMonitor exception where DEMCR.MON_EN is set, and nothing
// otherwise: there is no halting debug. Trace packets are not made.

#ifndef VBOARD_NATIVE_SYSTEM_DWT_H_
#define VBOARD_NATIVE_SYSTEM_DWT_H_

#include <cstdint>

#include "cpu/core.h"
#include "memory/memory_map.h"
#include "system/scb.h"
#include "time/clock.h"

namespace vboard {

// What a comparator compares, whatever version of the architecture says so.
struct Comparison {
  enum class Kind : uint8_t { kNone, kCycle, kInstruction, kData };
  Kind kind = Kind::kNone;
  uint32_t first = 0, last = 0;  // addresses
  Rights accesses = 0;           // of data
  bool with_value = false;       // the value that is accessed counts too
  uint32_t value = 0;
  unsigned width = 0;  // of the value
  bool event = false;  // a match is a debug event
};

class Dwt : public Device, private Timer {
 public:
  Dwt(Core& core, Scb& scb);

  void Reset();

  uint32_t Read(uint32_t address, unsigned width) override;
  void Write(uint32_t address, unsigned width, uint32_t value) override;
  bool Allows(uint32_t address, bool write, bool privileged) const override;

  // DEMCR or the rules changed: TRCENA gates the unit.
  void Update();
  // Whether a comparator watches an instruction; and it is about to execute.
  bool WatchesInstruction(uint32_t address) const;
  void InstructionMatch(uint32_t address);

 private:
  static constexpr unsigned kComparators = 4;

  void Expire() override;
  uint64_t Cycles() const;
  uint64_t SleepCycles() const;
  uint32_t CycleCount() const;
  void SetCycleCount(uint32_t value);
  void WriteControl(uint32_t value);
  uint32_t ReadComparator(unsigned index, uint32_t reg);
  void WriteComparator(unsigned index, uint32_t reg, uint32_t value);
  Comparison MeaningOf(unsigned index) const;
  Comparison MeaningOfV7(unsigned index) const;
  Comparison MeaningOfV8(unsigned index) const;
  void DataAccess(uint32_t address, unsigned width, bool write, uint32_t value);
  void Match(unsigned index);
  void ScheduleCycleMatch();
  bool active() const;
  unsigned count() const;
  bool has_cycle_counter() const { return core_.model.Has(kMainline); }

  Core& core_;
  Scb& scb_;
  uint32_t control_ = 0;
  uint32_t cycle_base_ = 0;    // CYCCNT at `cycle_origin_`
  uint64_t cycle_origin_ = 0;  // in cycles
  uint32_t sleep_base_ = 0;    // SLEEPCNT likewise
  uint64_t sleep_origin_ = 0;
  uint32_t compare_[kComparators] = {}, mask_[kComparators] = {}, function_[kComparators] = {};
  bool matched_[kComparators] = {};
  Comparison meaning_[kComparators];
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_SYSTEM_DWT_H_
