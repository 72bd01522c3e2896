// DWT and ITM under the architecture's rules: what the manual says, a test each. No other simulator
// has them. C1 is ARMv7-M's (DDI 0403E), D1 ARMv8-M's (DDI 0553B).

#include <doctest/doctest.h>

#include "board.h"

namespace {

constexpr uint32_t kDwt = 0xE0001000, kItm = 0xE0000000;
constexpr uint32_t kCtrl = kDwt, kCyccnt = kDwt + 4, kSleepcnt = kDwt + 0x10, kPcsr = kDwt + 0x1C;
constexpr uint32_t kComp0 = kDwt + 0x20, kMask0 = kDwt + 0x24, kFunction0 = kDwt + 0x28;
constexpr uint32_t kDemcr = 0xDFC, kDfsr = 0xD30, kShpr3 = 0xD20;
constexpr uint32_t kTrcena = 1u << 24, kMonEn = 1u << 16, kDwttrap = 1u << 2, kMatched = 1u << 24;
constexpr uint32_t kMonitor = 12;
constexpr uint64_t kInstruction = 10;  // ns, at 100 MIPS

// A loop of four instructions: adds r0, #1; str r0, [r1]; ldr r2, [r1]; b. The handler of every
// exception is a branch to itself.
class DebuggedBoard : public Board {
 public:
  explicit DebuggedBoard(const char* model = "cortex-m4", bool strict = true) : Board(model) {
    Program({0x3001, 0x6008, 0x680a, 0xe7fb});
    flash_bytes[0x100] = 0xfe;
    flash_bytes[0x101] = 0xe7;
    flash.Written(0x100, 2);
    for (unsigned i = 0; i < 16; ++i) {
      core.memory->WriteWord(kRam + 0x1000 + 4 * i, (kFlash + 0x100) | 1);
    }
    core.system->SetVtor(kRam + 0x1000);
    core.system->SetStrict(strict);
    core.r[1] = kRam + 0x100;
    SetDemcr(kTrcena);
  }
  void SetDemcr(uint32_t value) { core.system->Write(kDemcr, 4, value); }
  uint32_t Get(uint32_t address) {
    const vboard::Loaded loaded = core.memory->Load(address, 4, true);
    CHECK(loaded.ok);
    return loaded.value;
  }
  void Set(uint32_t address, uint32_t value, unsigned width = 4) {
    CHECK(core.memory->Store(address, width, value, true));
  }
  void Watch(uint32_t address, uint32_t function, uint32_t mask = 0) {
    Set(kComp0, address);
    Set(kMask0, mask);
    Set(kFunction0, function);
  }
  bool InMonitor() const { return core.exception == kMonitor; }
  uint32_t debug_fault() { return core.system->Read(kDfsr, 4); }
};

}  // namespace

TEST_CASE("C1.8.7: CYCCNT counts where CYCCNTENA is set, and wraps") {
  DebuggedBoard board;
  board.Set(kCtrl, 1);
  board.RunTo(100 * kInstruction);
  CHECK(board.Get(kCyccnt) == 100);
  board.Set(kCtrl, 0);
  board.RunTo(200 * kInstruction);
  CHECK(board.Get(kCyccnt) == 100);
  board.Set(kCyccnt, 0xFFFFFFF0);
  board.Set(kCtrl, 1);
  board.RunTo(220 * kInstruction);
  CHECK(board.Get(kCyccnt) == 4);
}

TEST_CASE("CYCCNT is exact where an instruction is no whole number of nanoseconds") {
  DebuggedBoard board;
  board.core.time.set_mips(72);
  board.Set(kCtrl, 1);
  for (uint64_t at = 1; at < 2000; at += 7) {
    board.RunTo(at);
    CHECK(board.Get(kCyccnt) == board.core.Executed());
  }
}

TEST_CASE("C1.8.12: SLEEPCNT counts cycles asleep, modulo 256") {
  DebuggedBoard board;
  board.Program({0xbf30, 0xe7fd});  // wfi; b
  board.Set(kCtrl, 1 | 1u << 19);
  board.RunTo(101 * kInstruction);
  CHECK(board.core.sleeping);
  CHECK(board.Get(kSleepcnt) == 100);
  CHECK(board.Get(kCyccnt) == 101);
  board.RunTo(301 * kInstruction);
  CHECK(board.Get(kSleepcnt) == 300 - 256);
}

TEST_CASE("C1.6.5: without TRCENA the unit is not there") {
  DebuggedBoard board;
  board.SetDemcr(0);
  board.Set(kCtrl, 1);
  board.RunTo(50 * kInstruction);
  CHECK(board.Get(kCtrl) == 0);
  CHECK(board.Get(kCyccnt) == 0);
}

TEST_CASE("C1.8.7: CTRL tells what there is") {
  CHECK(DebuggedBoard("cortex-m4").Get(kCtrl) == 0x4C000000);
  CHECK(DebuggedBoard("cortex-m33").Get(kCtrl) == 0x4C000000);
  CHECK(DebuggedBoard("cortex-m0").Get(kCtrl) == 0x2F000000);  // no CYCCNT, no profiling counters
}

TEST_CASE("C1.8.13: PCSR samples the program counter") {
  DebuggedBoard board;
  board.RunTo(2 * kInstruction);
  CHECK(board.Get(kPcsr) == kFlash + 4);
}

TEST_CASE("C1.8.17: a watched address is a debug event behind the access") {
  struct Row {
    uint32_t function;
    uint32_t at;  // the instruction that the handler returns to; 0: none
  };
  for (const Row row : {Row{5, kFlash + 6}, Row{6, kFlash + 4}, Row{7, kFlash + 4}, Row{0, 0}}) {
    DebuggedBoard board;
    board.SetDemcr(kTrcena | kMonEn);
    board.Watch(kRam + 0x100, row.function);
    board.RunTo(20 * kInstruction);
    CHECK(board.InMonitor() == (row.at != 0));
    CHECK((board.debug_fault() & kDwttrap) == (row.at != 0 ? kDwttrap : 0));
    if (row.at != 0) {
      CHECK(board.core.memory->ReadWord(board.core.r[vboard::kSp] + 0x18) == row.at);
      CHECK((board.Get(kFunction0) & kMatched) != 0);
      CHECK((board.Get(kFunction0) & kMatched) == 0);  // reading clears it
    }
  }
}

TEST_CASE("C1.8.16: MASK ignores low bits of the address") {
  for (const uint32_t mask : {0u, 3u, 4u}) {
    DebuggedBoard board;
    board.SetDemcr(kTrcena | kMonEn);
    board.Watch(kRam + 0x10C, 7, mask);
    board.RunTo(20 * kInstruction);
    CHECK(board.InMonitor() == (mask == 4));
  }
}

TEST_CASE("C1.8.17: DATAVMATCH compares the value") {
  DebuggedBoard board;
  board.SetDemcr(kTrcena | kMonEn);
  // Comparator 1: value 3 in a word, at the address of comparator 0.
  board.Set(kComp0, kRam + 0x100);
  board.Set(kComp0 + 0x10, 3);
  board.Set(kFunction0 + 0x10, 6 | 1u << 8 | 2u << 10);
  board.RunTo(40 * kInstruction);
  CHECK(board.InMonitor());
  CHECK(board.core.r[0] == 3);
}

TEST_CASE("C1.8.17: a watched instruction is a debug event before it executes") {
  DebuggedBoard board;
  board.RunTo(8 * kInstruction);  // its block is decoded
  board.SetDemcr(kTrcena | kMonEn);
  board.Watch(kFlash + 4, 4);
  board.RunTo(30 * kInstruction);
  CHECK(board.InMonitor());
  CHECK(board.core.memory->ReadWord(board.core.r[vboard::kSp] + 0x18) == kFlash + 4);
}

TEST_CASE("C1.8.17: comparator 0 compares CYCCNT") {
  DebuggedBoard board;
  board.SetDemcr(kTrcena | kMonEn);
  board.Set(kCtrl, 1);
  board.Watch(57, 4 | 1u << 7);
  board.RunTo(57 * kInstruction);
  CHECK(!board.InMonitor());
  board.RunTo(58 * kInstruction);
  CHECK(board.InMonitor());
}

TEST_CASE("D1.2, DWT_FUNCTION: matches and actions of ARMv8-M") {
  struct Row {
    uint32_t match;
    bool hits;
  };
  for (const Row row : {Row{2, false}, Row{4, true}, Row{5, true}, Row{6, true}, Row{0, false}}) {
    DebuggedBoard board("cortex-m33");
    board.SetDemcr(kTrcena | kMonEn);
    board.Watch(kRam + 0x100, row.match | 1u << 4 | 2u << 10);
    board.RunTo(20 * kInstruction);
    CHECK(board.InMonitor() == row.hits);
  }
  DebuggedBoard board("cortex-m33");  // a limit: comparators 0 and 1
  board.SetDemcr(kTrcena | kMonEn);
  board.Watch(kRam + 0x80, 4);
  board.Set(kComp0 + 0x10, kRam + 0x180);
  board.Set(kFunction0 + 0x10, 7 | 1u << 4);
  board.RunTo(20 * kInstruction);
  CHECK(board.InMonitor());
}

TEST_CASE("C1.4.1: without MON_EN, or with its priority too low, nothing is taken") {
  DebuggedBoard board;
  board.Watch(kRam + 0x100, 7);
  board.RunTo(20 * kInstruction);
  CHECK(!board.InMonitor());
  CHECK(board.debug_fault() == 0);
  board.SetDemcr(kTrcena | kMonEn);
  board.core.system->Write(kShpr3, 4, 0x80);
  board.core.basepri = 0x40;
  board.RunTo(40 * kInstruction);
  CHECK(!board.InMonitor());
  CHECK(board.debug_fault() == kDwttrap);
}

TEST_CASE("Renode's rules have neither unit") {
  DebuggedBoard board("cortex-m4", false);
  CHECK(board.core.system->PrivatePeripheral(kDwt) == nullptr);
  CHECK(board.core.system->PrivatePeripheral(kItm) == nullptr);
}

TEST_CASE("C1.7.1: a stimulus port is written where TRCENA, ITMENA and its bit are set") {
  for (int missing = 0; missing < 4; ++missing) {
    DebuggedBoard board;
    board.Set(kItm + 0xFB0, 0xC5ACCE55);
    board.Set(kItm + 0xE00, missing == 1 ? 1u : 1u << 2);
    board.Set(kItm + 0xE80, missing == 2 ? 0 : 1);
    if (missing == 3) board.SetDemcr(0);
    CHECK(board.Get(kItm + 8) == (missing == 0 ? 1u : 0u));  // FIFOREADY
    board.Set(kItm + 8, 'A', 1);
    board.Set(kItm + 8, 0x12345678);
    REQUIRE(board.traces.size() == (missing == 0 ? 2u : 0u));
    if (missing != 0) continue;
    CHECK(board.traces[0].port == 2);
    CHECK(board.traces[0].width == 1);
    CHECK(board.traces[0].value == 'A');
    CHECK(board.traces[1].value == 0x12345678);
  }
}

TEST_CASE("C1.7.6: the lock guards ITM's registers, and ARMv8-M has none") {
  DebuggedBoard board;
  CHECK(board.Get(kItm + 0xFB4) == 3);
  board.Set(kItm + 0xE00, 1);
  CHECK(board.Get(kItm + 0xE00) == 0);
  board.Set(kItm + 0xFB0, 0xC5ACCE55);
  CHECK(board.Get(kItm + 0xFB4) == 1);
  board.Set(kItm + 0xE00, 1);
  CHECK(board.Get(kItm + 0xE00) == 1);
  DebuggedBoard second("cortex-m33");
  second.Set(kItm + 0xE00, 1);
  CHECK(second.Get(kItm + 0xE00) == 1);
}

TEST_CASE("C1.7.4: TPR keeps eight ports a bit from unprivileged code") {
  DebuggedBoard board;
  board.Set(kItm + 0xFB0, 0xC5ACCE55);
  board.Set(kItm + 0xE00, ~0u);
  board.Set(kItm + 0xE80, 1);
  board.Set(kItm + 0xE40, 2);
  CHECK(board.core.memory->Store(kItm + 4 * 7, 4, 1, false));
  CHECK(!board.core.memory->Store(kItm + 4 * 8, 4, 1, false));
  CHECK(!board.core.memory->Store(kItm + 0xE00, 4, 1, false));
}
