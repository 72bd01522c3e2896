// Programs that stand for the script of a peripheral.

#include <doctest/doctest.h>

#include "board.h"
#include "memory/access_program.h"
#include "memory/register_device.h"

using vboard::AccessOp;
using vboard::AccessProgram;
using vboard::AccessStep;
using vboard::DeviceRegister;
using vboard::RegisterDevice;

namespace {

struct OneVariable : vboard::ScriptVariables {
  int64_t value = 0;
  bool loads = true;
  AccessOp kind = AccessOp::kLoad;

  bool Load(int64_t* values) override {
    values[0] = value;
    return loads;
  }
  void Store(const int64_t* values, const AccessOp* kinds) override {
    value = values[0];
    kind = kinds[0];
  }
};

// variable = value; value = other register if the variable is not 0, else 7
const std::vector<AccessStep> kSteps = {
    {AccessOp::kLoad, 0},        {AccessOp::kStore, 1}, {AccessOp::kLoad, 1},
    {AccessOp::kJumpIfFalse, 6}, {AccessOp::kRead, 0},  {AccessOp::kJump, 7},
    {AccessOp::kConstant, 7},    {AccessOp::kStore, 0},
};

}  // namespace

TEST_CASE("a program does an access, and the host what the program leaves") {
  Board board;
  OneVariable variable;
  DeviceRegister other, reg;
  other.value = 0x55;
  other.host_reads = false;
  AccessProgram program(kSteps, {&other}, 1, 2);
  REQUIRE(program.IsSound());
  program.set_variables(&variable);
  reg.read_program = reg.write_program = &program;
  RegisterDevice device(board.clock, board, kDevice, 4, 4, false);
  device.Add(0, reg, true, true);

  CHECK(device.Read(kDevice, 4) == 7);
  device.Write(kDevice, 4, 3);
  CHECK(variable.value == 3);
  CHECK(variable.kind == AccessOp::kStore);
  CHECK(program.changes() == 2);
  CHECK(board.accesses.empty());

  other.host_reads = true;  // from here on its value is the host's to tell
  device.Write(kDevice, 4, 9);
  CHECK(variable.value == 3);
  other.host_reads = false;
  other.absent = true;  // its clock is off, which the host logs
  device.Write(kDevice, 4, 9);
  CHECK(variable.value == 3);
  variable.loads = false;
  device.Read(kDevice, 4);
  device.Read(kDevice, 1);
  CHECK(board.accesses.size() == 4);
}

TEST_CASE("the one read that has an effect is behind all that can fail") {
  Board board;
  OneVariable variable;
  vboard::ByteQueue queue;
  queue.Add(0x41);
  queue.Add(0x42);
  DeviceRegister data;
  data.host_reads = false;
  data.queue = &queue;
  data.queue_mask = 0xFF;
  uint32_t seen = 0;

  AccessProgram last({{AccessOp::kRead, 0}, {AccessOp::kStore, 0}}, {&data}, 0, 1);
  REQUIRE(last.IsSound());
  last.set_variables(&variable);
  CHECK(last.Run(board.clock, 0, seen));
  CHECK(seen == 0x41);

  AccessProgram twice(
      {{AccessOp::kRead, 0}, {AccessOp::kRead, 0}, {AccessOp::kAdd, 0}, {AccessOp::kStore, 0}},
      {&data}, 0, 1);
  REQUIRE(twice.IsSound());
  twice.set_variables(&variable);
  CHECK_FALSE(twice.Run(board.clock, 0, seen));
  AccessProgram leaves({{AccessOp::kRead, 0},
                        {AccessOp::kJumpIfFalse, 3},
                        {AccessOp::kLeave, 0},
                        {AccessOp::kConstant, 1},
                        {AccessOp::kStore, 0}},
                       {&data}, 0, 1);
  REQUIRE(leaves.IsSound());
  leaves.set_variables(&variable);
  CHECK_FALSE(leaves.Run(board.clock, 0, seen));
  CHECK(queue.size() == 1);
}
