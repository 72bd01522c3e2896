// One processor core: its state, what it is connected to, and the run loop's account of
// instructions.

#ifndef VBOARD_NATIVE_CPU_CORE_H_
#define VBOARD_NATIVE_CPU_CORE_H_

#include <cstdint>
#include <memory>

#include "cpu/core_time.h"
#include "cpu/model.h"
#include "cpu/op.h"
#include "cpu/state.h"
#include "time/clock.h"

namespace vboard {

class BlockCache;
struct Link;
class Host;
class MemoryMap;
class System;
struct PageTable;

// Why handlers came back to the run loop before their budget was used up.
enum class Stop : uint8_t {
  kNone,             // budget used up, or something wants attention; pc is the next instruction
  kSvc,              // SVC executed: pc is behind it, `stop_value` its number
  kBkpt,             // BKPT: pc is on it, `stop_value` its number
  kFault,            // an instruction could not complete: pc is on it, `fault` says why
  kExceptionReturn,  // an EXC_RETURN value was loaded into PC in handler mode: it is in
                     // `stop_value`
  kWfi,              // WFI executed: pc is behind it
  kWfe,              // WFE executed: pc is behind it
  kBreakpoint,       // a breakpoint of the host is at pc, whose instruction has not executed
};

// Faults of instructions (ARMv7-M B1.5.14 and B3.2.15). The system side turns them into exceptions.
enum class FaultKind : uint8_t {
  kUndefined,              // UFSR.UNDEFINSTR
  kInvalidState,           // UFSR.INVSTATE: the T bit is clear
  kInvalidPc,              // UFSR.INVPC
  kNoCoprocessor,          // UFSR.NOCP
  kUnaligned,              // UFSR.UNALIGNED
  kDivideByZero,           // UFSR.DIVBYZERO
  kStackOverflow,          // UFSR.STKOF (ARMv8-M)
  kDataBus,                // BFSR.PRECISERR, address
  kInstructionBus,         // BFSR.IBUSERR
  kDataProtection,         // MMFSR.DACCVIOL, address
  kInstructionProtection,  // MMFSR.IACCVIOL
  kPended,                 // an exception is pending already, and is to be taken first
};

struct Fault {
  FaultKind kind = FaultKind::kUndefined;
  uint32_t address = 0;  // of the access, where there is one
};

// What the run loop has to look at before the next instruction, as a set. Whoever changes such a
// thing, in the middle of an instruction or between two, sets the bit with `Core::Notify`.
using Attention = uint32_t;
constexpr Attention kCheckExceptions = 1u << 0;  // pending, priorities or masks changed
constexpr Attention kCheckTime = 1u << 1;        // the deadline moved
constexpr Attention kCheckMemory =
    1u << 2;  // code that may be executing was overwritten, the map changed
constexpr Attention kLeave = 1u << 3;  // the host wants the run to end
constexpr Attention kHostError = 1u
                                 << 4;  // a call of the host failed: leave at once, call it no more

// Blocks that were reached by indirect branches, by address.
constexpr unsigned kJumps = 1024;
// What may be executed depends on the privilege where the MPU is on: blocks, and ways to them, are
// of one domain.
constexpr unsigned kCodeDomains = 2;

struct Core : State, TimeSource {
  Core(const Model& core_model, Host& core_host, Clock& machine_clock);
  ~Core() override;
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  // -- what executing handlers use ------------------------------------------------------------

  // Instructions that may start before the deadline, those of the block in progress taken off
  // already.
  int64_t remaining = 0;
  // Direct access to memory, by address >> kPageBits; see memory/page_table.h.
  const PageTable* pages = nullptr;
  Attention attention = 0;
  uint32_t sp_limit = 0;  // of the stack pointer in use (ARMv8-M), 0 for none
  bool fp_ready =
      false;  // CPACR grants access, FPCA is set and no lazy state waits: see isa/fp_check.cc

  const Link* link = nullptr;           // that FollowSlowly is to follow
  std::unique_ptr<Link[]> jump_tables;  // of all domains
  Link* jumps = nullptr;                // of the present one
  uint8_t code_domain = 0;
  uint32_t passed_breakpoint =
      1;  // address of the breakpoint that was told and may execute; 1: none

  const Model& model;
  Host& host;
  Clock& clock;
  std::unique_ptr<System> system;
  std::unique_ptr<MemoryMap> memory;
  std::unique_ptr<BlockCache> blocks;

  // -- the end of a run of handlers -----------------------------------------------------------

  Stop stop = Stop::kNone;
  uint32_t stop_value = 0;
  Fault fault;

  void Notify(Attention what) { attention |= what; }
  void StoreFlags(uint64_t flags_nz, uint32_t flag_c, uint32_t flag_v) {
    nz = flags_nz;
    c = flag_c;
    v = flag_v;
  }

  // -- account of instructions ----------------------------------------------------------------

  // Instructions since reset at which `remaining` is 0.
  uint64_t deadline = 0;
  // Instructions of the block in progress behind the one that accesses a device; 0 between
  // instructions.
  uint32_t behind = 0;
  bool in_instruction = false;  // a device access is in progress

  // Instructions since reset, the one in progress included.
  uint64_t Executed() const { return deadline - static_cast<uint64_t>(remaining) - behind; }

  // -- time ---------------------------------------------------------------------------------------

  CoreTime time;                  // of the instruction that follows the last run of handlers
  bool sleeping = false;          // in WFI or WFE
  bool sleeps_for_event = false;  // in WFE
  bool aborted = false;           // cannot go on until reset
  bool wfi_as_nop = false;        // the host's wish: WFI does not sleep
  bool wfe_as_nop = false;        // WFE does not sleep
  bool tells_exceptions = false;  // the host hears of exceptions
  bool tells_sleep = false;       // and of sleep

  // Time at which the instruction in progress started, or at which the next one starts.
  uint64_t Now() const override;
  // Ends `RunUntil` at `at` if that is earlier than what it runs to.
  void Shorten(uint64_t at) override;

  // -- the outside ----------------------------------------------------------------------------

  // Executes until the core's time is `edge` (ns), a bit of `kLeaving` is set, or `budget`
  // instructions are done; exceptions are taken, sleep passes time. A core that sleeps or cannot go
  // on is at `edge` afterwards.
  static constexpr uint64_t kNoBudget = ~uint64_t{0};
  void RunUntil(uint64_t edge, uint64_t budget = kNoBudget);
  // Whether a budget may end within an IT block, as steps of a debugger do.
  bool stops_in_it = false;
  // The host wants `RunUntil` to return, behind the instruction in progress.
  void Leave() override { Notify(kLeave); }
  // The core stops until it is reset; `reason` goes to the host.
  void Abort(const char* reason);

  // Executes at most `limit` instructions (and those of an IT block that the last one is in) from
  // `pc`, until one of them stops or something wants attention.
  void Execute(uint64_t limit);
  void ResetCore();
  void ForgetJumps();
  void SetCodeDomain(uint8_t domain);
  // The stack in use or a limit changed.
  void UpdateStackLimit();

 private:
  void HandleStop();
  void CountToPoll(uint64_t instructions);

  uint64_t edge_ = 0;     // what RunUntil runs to
  uint64_t started_ = 0;  // instructions at which `time` is
  uint64_t until_poll_ = 1;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_CORE_H_
