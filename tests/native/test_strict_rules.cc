// What StrictFaults adds: rules of the manual that Renode does not have, a test each. B1 is
// ARMv7-M's (DDI 0403E).

#include <doctest/doctest.h>

#include "board.h"

namespace {

constexpr uint32_t kCfsr = 0xD28, kShcsr = 0xD24, kCcr = 0xD14, kScr = 0xD10, kCpacr = 0xD88;
constexpr uint32_t kFpccr = 0xF34, kFpcar = 0xF38;
constexpr uint32_t kUsgfaultena = 1u << 18;
constexpr uint32_t kStkofBit = 1u << 20, kUnalignedBit = 1u << 24, kDivbyzero = 1u << 25;
constexpr uint32_t kSleeponexit = 1u << 1;
constexpr uint32_t kUsage = 6, kHandler = kFlash + 0x100;

// The handler of every exception is a branch to itself, unless a test writes another there.
class StrictBoard : public Board {
 public:
  explicit StrictBoard(const char* model, bool strict = true) : Board(model) {
    Handler(0xe7fe);
    for (unsigned i = 0; i < 32; ++i) core.memory->WriteWord(kRam + 4 * i, kHandler | 1);
    core.system->SetVtor(kRam);
    core.system->SetStrict(strict);
    Set(kShcsr, kUsgfaultena);
    core.r[1] = kRam + 0x101;
    core.r[2] = 0;
  }
  void Handler(uint16_t code) {
    flash_bytes[0x100] = static_cast<uint8_t>(code);
    flash_bytes[0x101] = static_cast<uint8_t>(code >> 8);
    flash.Written(0x100, 2);
  }
  uint32_t Get(uint32_t offset) { return core.system->Read(offset, 4); }
  void Set(uint32_t offset, uint32_t value) { core.system->Write(offset, 4, value); }
};

}  // namespace

TEST_CASE("B3.2.8: UNALIGN_TRP refuses a word at an address that is not aligned") {
  for (int i = 0; i < 4; ++i) {
    StrictBoard board("cortex-m4", (i & 1) != 0);
    board.Set(kCcr, i & 2 ? 1u << 3 : 0);
    board.Program({0x6808, 0xe7fe});  // ldr r0, [r1]
    board.RunTo(100);
    CHECK(board.core.exception == (i == 3 ? kUsage : 0));
    CHECK((board.Get(kCfsr) & kUnalignedBit) == (i == 3 ? kUnalignedBit : 0));
  }
}

TEST_CASE("A3.2.1: LDM refuses it whatever UNALIGN_TRP says") {
  StrictBoard board("cortex-m4");
  board.Program({0xc909, 0xe7fe});  // ldmia r1!, {r0, r3}
  board.RunTo(100);
  CHECK(board.core.exception == kUsage);
  CHECK(board.Get(kCfsr) == kUnalignedBit);
}

TEST_CASE("B3.2.8: DIV_0_TRP refuses a division by zero, which else gives 0") {
  for (int i = 0; i < 4; ++i) {
    StrictBoard board("cortex-m4", (i & 1) != 0);
    board.Set(kCcr, i & 2 ? 1u << 4 : 0);
    board.Program({0xfbb1, 0xf0f2, 0xe7fe});  // udiv r0, r1, r2
    board.core.r[0] = 7;
    board.RunTo(100);
    CHECK(board.core.exception == (i == 3 ? kUsage : 0));
    CHECK((board.Get(kCfsr) & kDivbyzero) == (i == 3 ? kDivbyzero : 0));
    CHECK(board.core.r[0] == (i == 3 ? 7u : 0u));
  }
}

TEST_CASE("ARMv8-M B3.21: an instruction that moves SP below its limit is refused") {
  for (const bool strict : {true, false}) {
    StrictBoard board("cortex-m33", strict);
    board.Program({0xb401, 0xb401, 0xe7fe});  // push {r0} twice
    board.core.r[vboard::kSp] = kRam + 0x1004;
    board.core.msplim = kRam + 0x1000;
    board.core.UpdateStackLimit();
    board.RunTo(100);
    if (!strict) {
      CHECK(board.core.exception == 0);
      CHECK(board.core.r[vboard::kSp] == kRam + 0xFFC);
      continue;
    }
    // The frame of the fault does not fit either: its entry is a derived stack overflow.
    CHECK((board.Get(kCfsr) & kStkofBit) != 0);
    CHECK(board.core.exception == kUsage);
    CHECK(board.core.r[vboard::kSp] == kRam + 0x1000);
  }
}

TEST_CASE(
    "B1.5.8: SLEEPONEXIT sleeps at the return to thread mode, and wakes to the next exception") {
  for (const bool on : {true, false}) {
    StrictBoard board("cortex-m4");
    board.Handler(0x4770);            // bx lr
    board.Program({0x3001, 0xe7fd});  // adds r0, #1; b
    board.core.r[0] = 0;
    board.Set(kScr, on ? kSleeponexit : 0);
    board.core.system->Pend(15);
    board.RunTo(1000);
    CHECK(board.core.sleeping == on);
    CHECK((board.core.r[0] == 0) == on);
    board.core.system->Pend(15);
    board.RunTo(2000);
    CHECK(board.core.sleeping == on);
    CHECK((board.core.r[0] == 0) == on);
  }
}

TEST_CASE(
    "B1.5.7: lazy stacking reserves the frame; the next FP instruction of the handler stores") {
  StrictBoard board("cortex-m4");
  board.Set(kCpacr, 0xF << 20);
  CHECK((board.Get(kFpccr) & 0xC0000000) == 0xC0000000);  // ASPEN and LSPEN
  board.Program({0xee00, 0x3a10, 0xe7fe});                // vmov s0, r3
  board.core.r[3] = 0x12345678;
  board.RunTo(100);
  CHECK((board.core.control & 4) != 0);  // FPCA
  const uint32_t sp = board.core.r[vboard::kSp];
  board.core.system->Pend(15);
  board.RunTo(200);
  CHECK(board.core.exception == 15);
  CHECK(board.core.r[vboard::kLr] == 0xFFFFFFE9);
  CHECK(board.core.r[vboard::kSp] == sp - 0x68);
  CHECK((board.Get(kFpccr) & 1) == 1);  // LSPACT
  CHECK(board.Get(kFpcar) == sp - 0x48);
  CHECK(board.core.memory->ReadWord(sp - 0x48) == 0);
  board.core.pc = kFlash;  // the handler executes vmov s0, r3
  board.core.r[3] = 1;
  board.RunTo(300);
  CHECK((board.Get(kFpccr) & 1) == 0);
  CHECK(board.core.memory->ReadWord(sp - 0x48) == 0x12345678);
  CHECK(board.core.fp.s[0] == 1);
}

TEST_CASE("B3.1.1: unprivileged code does not reach the System Control Space") {
  StrictBoard strict("cortex-m4"), renode("cortex-m4", false);
  CHECK(!strict.core.system->Accessible(kScr, false, false));
  CHECK(!strict.core.system->Accessible(0xF00, true, false));
  strict.Set(kCcr, 1u << 1);  // USERSETMPEND
  CHECK(strict.core.system->Accessible(0xF00, true, false));
  CHECK(renode.core.system->Accessible(kScr, false, false));
}
