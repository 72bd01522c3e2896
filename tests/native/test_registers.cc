// Registers of peripherals that the core reaches without the host.

#include <doctest/doctest.h>

#include "board.h"
#include "memory/register_device.h"

using vboard::Count;
using vboard::DeviceRegister;
using vboard::RegisterDevice;

namespace {

constexpr unsigned kAllWidths = 1 | 2 | 4;

DeviceRegister Stored(uint32_t value) {
  DeviceRegister reg;
  reg.value = value;
  reg.plain = ~0u;
  reg.host_reads = reg.host_writes = false;
  return reg;
}

}  // namespace

TEST_CASE("a stored register needs no host, in any width") {
  Board board;
  DeviceRegister reg = Stored(0x11223344);
  RegisterDevice device(board.clock, board, kDevice, 4, kAllWidths, false);
  device.Add(8, reg, true, true);
  CHECK(device.Read(kDevice + 8, 4) == 0x11223344);
  CHECK(device.Read(kDevice + 10, 2) == 0x1122);
  device.Write(kDevice + 9, 1, 0xAA);
  CHECK(reg.value == 0x1122AA44);
  CHECK(board.accesses.empty());
}

TEST_CASE("the host does what is not declared: other offsets, widths, directions") {
  Board board;
  DeviceRegister reg = Stored(1), writable = Stored(2);
  RegisterDevice device(board.clock, board, kDevice, 4, 4, false);
  device.Add(0, reg, true, false);
  device.Add(4, writable, false, true);
  device.Read(kDevice + 8, 4);
  device.Read(kDevice, 1);
  device.Write(kDevice, 4, 7);
  device.Read(kDevice + 4, 4);
  CHECK(board.accesses.size() == 4);
  CHECK(reg.value == 1);
}

TEST_CASE("narrow accesses may be whole ones of the register at their offset") {
  Board board;
  DeviceRegister even = Stored(0x1234), odd = Stored(0x5678);
  RegisterDevice device(board.clock, board, kDevice, 2, kAllWidths, true);
  device.Add(0, even, true, true);
  device.Add(1, odd, true, true);
  CHECK(device.Read(kDevice + 1, 1) == 0x78);
  device.Write(kDevice, 1, 0xFF);
  CHECK(even.value == 0xFF);
}

TEST_CASE("a write that somebody has to know of is the host's, and changes nothing before") {
  Board board;
  DeviceRegister reg = Stored(0);
  reg.plain = 0x0F;
  reg.watched = 0x08;
  reg.unhandled = 0xF0;
  RegisterDevice device(board.clock, board, kDevice, 4, kAllWidths, false);
  device.Add(0, reg, true, true);
  device.Write(kDevice, 4, 0x07);
  CHECK(reg.value == 7);
  CHECK(board.accesses.empty());
  device.Write(kDevice, 4, 0x0F);
  device.Write(kDevice, 4, 0x17);
  CHECK(board.accesses.size() == 2);
  CHECK(reg.value == 7);
}

TEST_CASE("a read clears bits without the host") {
  Board board;
  DeviceRegister reg = Stored(3);
  reg.read_clears = 1;
  RegisterDevice device(board.clock, board, kDevice, 4, kAllWidths, false);
  device.Add(0, reg, true, true);
  CHECK(device.Read(kDevice, 4) == 3);
  CHECK(reg.value == 2);
  CHECK(device.Read(kDevice, 4) == 2);
  CHECK(board.accesses.empty());
}

TEST_CASE("writes: one and zero clear, one sets and toggles") {
  DeviceRegister reg = Stored(0xFF);
  reg.plain = 0;
  reg.one_clears = 0x03;
  reg.zero_clears = 0x0C;
  reg.one_toggles = 0x30;
  reg.any_clears = 0x40;
  CHECK(reg.AfterWrite(0x15) == 0xA6);
  reg.one_sets = 0x100;
  CHECK(reg.AfterWrite(0x115) == 0x1A6);
}

TEST_CASE("a count takes its steps at the exact nanosecond and never drifts") {
  Count count;
  count.start = 5;
  count.origin = 1000;
  count.rate = 3;
  CHECK(count.At(1000) == 5);
  CHECK(count.At(1000 + 333333333) == 5);
  CHECK(count.At(1000 + 333333334) == 6);
  CHECK(count.At(1000 + 1000000000ull * 86400 * 365) == 5 + 3ull * 86400 * 365);
  count.modulus = 7;
  CHECK(count.At(1000 + 1000000000) == 1);
  count.modulus = 0;
  count.down = true;
  CHECK(count.At(1000 + 1000000000) == 2);
  count.phase = 999999999;
  CHECK(count.At(1001) == 4);
}
