// Blocks, budgets, IT blocks, devices: the run loop's rules, on a few instructions.

#include <doctest/doctest.h>

#include "board.h"

using vboard::Stop;

TEST_CASE("a budget ends exactly, wherever blocks end") {
  for (int budget = 1; budget < 20; ++budget) {
    Board board;
    board.Program({0x3001, 0x3001, 0x3001, 0xe7fb});  // adds r0, #1 three times; b start
    board.core.Execute(budget);
    CHECK(board.core.Executed() == static_cast<uint64_t>(budget));
    CHECK(board.core.r[0] == static_cast<uint32_t>(budget / 4 * 3 + budget % 4));
    CHECK(board.core.pc == kFlash + 2u * static_cast<uint32_t>(budget % 4));
  }
}

TEST_CASE("an IT block is left at its end, and skipped instructions count") {
  Board board;
  // cmp r0, #0; itte eq; moveq r1, #1 (adds below: no flags in IT); addeq r2, #1; addne r3, #1;
  // adds r4, #1
  board.Program({0x2800, 0xbf06, 0x3101, 0x3201, 0x3301, 0x3401, 0xe7fe});
  SUBCASE("taken") {
    board.core.Execute(2);
    CHECK(board.core.Executed() == 5);
    CHECK(board.core.pc == kFlash + 10);
    CHECK(board.core.r[1] == 1);
    CHECK(board.core.r[2] == 1);
    CHECK(board.core.r[3] == 0);
    CHECK(vboard::IsZero(board.core.nz));
  }
  SUBCASE("not taken") {
    board.core.r[0] = 1;
    board.core.Execute(2);
    CHECK(board.core.Executed() == 5);
    CHECK(board.core.pc == kFlash + 10);
    CHECK(board.core.r[3] == 1);
    board.core.Execute(1);
    CHECK(board.core.Executed() == 6);
    CHECK(board.core.r[4] == 1);
  }
}

TEST_CASE("a device sees the instruction in progress") {
  Board board;
  board.Program({0x3001, 0x680a, 0x3001, 0x600a, 0x3001,
                 0xe7fe});  // adds; ldr r2, [r1]; adds; str; adds; b .
  board.core.r[1] = kDevice + 8;
  board.device_value = 0x1234;
  SUBCASE("and the run goes on") {
    board.core.Execute(5);
    CHECK(board.core.r[0] == 3);
  }
  SUBCASE("and ends behind it when something wants attention") {
    board.notify = vboard::kCheckExceptions;
    board.core.Execute(5);
    CHECK(board.core.Executed() == 2);
    CHECK(board.core.pc == kFlash + 4);
    board.core.attention = 0;
    board.core.Execute(5);
    CHECK(board.core.Executed() == 4);
    CHECK(board.core.pc == kFlash + 8);
  }
  REQUIRE(board.accesses.size() == 2);
  CHECK(board.core.r[2] == 0x1234);
  CHECK(board.accesses[0].executed == 2);
  CHECK(board.accesses[0].pc == kFlash + 2);
  CHECK(board.accesses[1].executed == 4);
  CHECK(board.accesses[1].value == 0x1234);
}

TEST_CASE("a branch to itself counts its turns") {
  Board board;
  board.Program({0x3001, 0xe7fe});
  board.core.Execute(1000000000);
  CHECK(board.core.Executed() == 1000000000);
  CHECK(board.core.pc == kFlash + 2);
}

// Single steps never execute a block as a whole, and so no sequence of instructions in one handler.
TEST_CASE("sequences of instructions do what single steps do") {
  uint32_t address = kRam + 0x100;
  SUBCASE("in memory") {}
  SUBCASE("with a device in the middle") { address = kDevice; }
  SUBCASE("with unaligned accesses") { address = kRam + 0x101; }
  SUBCASE("with a fault in the middle") { address = kRam + 0x10000 - 8; }
  Board whole, steps;
  for (Board* board : {&whole, &steps}) {
    board->Program({0x6841, 0x1852, 0x3301, 0x4154, 0x6082, 0x3607, 0x1e7f, 0xe7f7});
    board->core.r[0] = address;     // ldr r1, [r0, #4]; adds r2, r2, r1; adds r3, #1; adcs r4, r2;
    board->core.r[2] = 0x7FFFFFF0;  // str r2, [r0, #8]; adds r6, #7; subs r7, r7, #1; b start
    board->core.r[3] = 0xFFFFFFFE;
    board->core.r[4] = 0x80000000;
    board->device_value = 0x40000001;
    board->ram_bytes[0] = board->ram_bytes[0x104] = 0x55;
  }
  whole.core.Execute(40);
  for (int step = 0; step < 40 && steps.core.stop == Stop::kNone; ++step) steps.core.Execute(1);
  CHECK(whole.core.stop == steps.core.stop);
  CHECK((whole.core.stop == Stop::kFault) == (address > kRam + 0x1000 && address < kDevice));
  CHECK(whole.core.Executed() == steps.core.Executed());
  CHECK(whole.core.pc == steps.core.pc);
  CHECK(whole.core.Apsr() == steps.core.Apsr());
  for (unsigned i = 0; i < 15; ++i) CHECK(whole.core.r[i] == steps.core.r[i]);
  CHECK(whole.ram_bytes == steps.ram_bytes);
  REQUIRE(whole.accesses.size() == steps.accesses.size());
  for (size_t i = 0; i < whole.accesses.size(); ++i) {
    CHECK(whole.accesses[i].executed == steps.accesses[i].executed);
    CHECK(whole.accesses[i].pc == steps.accesses[i].pc);
    CHECK(whole.accesses[i].value == steps.accesses[i].value);
  }
}

TEST_CASE("what cannot execute stops on the instruction") {
  Board board;
  SUBCASE("undefined instructions count") {
    board.Program({0x3001, 0xde00, 0x3001});
    board.core.Execute(10);
    CHECK(board.core.stop == Stop::kFault);
    CHECK(board.core.fault.kind == vboard::FaultKind::kUndefined);
    CHECK(board.core.pc == kFlash + 2);
    CHECK(board.core.Executed() == 2);
  }
  SUBCASE("fetches from nowhere do not") {
    board.Program({0x3001, 0x4708});  // bx r1
    board.core.r[1] = 0x60000001;
    board.core.Execute(10);
    CHECK(board.core.stop == Stop::kFault);
    CHECK(board.core.fault.kind == vboard::FaultKind::kInstructionBus);
    CHECK(board.core.pc == 0x60000000);
    CHECK(board.core.Executed() == 2);
  }
}

TEST_CASE("overwritten code is decoded again") {
  Board board;
  board.Program({0x3001, 0xe7fd});
  board.core.Execute(100);
  board.Program({0x3101, 0xe7fd});
  board.core.attention = 0;
  board.core.Execute(100);
  CHECK(board.core.r[0] == 50);
  CHECK(board.core.r[1] == 50);
}

TEST_CASE("a store to code that is executing counts from the next instruction on") {
  Board board;
  board.core.pc = kRam;
  const uint16_t code[] = {0x6008, 0x3201, 0x3201, 0xe7fe};  // str r0, [r1]; adds r2, #1 twice
  for (unsigned i = 0; i < 4; ++i) {
    board.ram_bytes[2 * i] = static_cast<uint8_t>(code[i]);
    board.ram_bytes[2 * i + 1] = static_cast<uint8_t>(code[i] >> 8);
  }
  board.core.r[0] = 0x33013301;  // adds r3, #1 twice
  board.core.r[1] = kRam + 2;
  board.core.Execute(3);
  board.core.attention = 0;
  board.core.Execute(2);
  CHECK(board.core.r[2] == 0);
  CHECK(board.core.r[3] == 2);
}

TEST_CASE("a breakpoint is told before its instruction, wherever it is") {
  Board board;
  board.Program({0x3001, 0x3001, 0x3001, 0xe7fb});
  board.core.Execute(4);
  board.core.blocks->SetBreakpoints({kFlash + 4});
  board.core.attention = 0;
  board.core.Execute(8);
  CHECK(board.core.stop == Stop::kBreakpoint);
  CHECK(board.core.pc == kFlash + 4);
  CHECK(board.core.Executed() == 6);
  board.core.passed_breakpoint = board.core.pc;
  board.core.Execute(8);
  CHECK(board.core.stop == Stop::kBreakpoint);
  CHECK(board.core.Executed() == 10);
}
