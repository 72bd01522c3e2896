// A core with flash and RAM, and a host that writes down what it is told.

#ifndef TESTS_NATIVE_BOARD_H_
#define TESTS_NATIVE_BOARD_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

#include "cpu/core.h"
#include "cpu/host.h"
#include "decode/block_cache.h"
#include "memory/memory_map.h"
#include "system/system.h"

constexpr uint32_t kFlash = 0x08000000, kRam = 0x20000000, kDevice = 0x40000000;

class Board : public vboard::Host, public vboard::Device {
 public:
  explicit Board(const char* model = "cortex-m4")
      : flash_bytes(0x10000),
        ram_bytes(0x10000),
        flash(flash_bytes.data(), 0x10000),
        ram(ram_bytes.data(), 0x10000),
        core(*vboard::FindModel(model), *this, clock) {
    core.memory->MapMemory(kFlash, 0x10000, flash, 0);
    core.memory->MapMemory(kRam, 0x10000, ram, 0);
    core.memory->MapDevice(kDevice, 0x1000, *this);
    core.ResetCore();
    core.memory->PrivilegeChanged();
    core.attention = 0;
    core.pc = kFlash;
    core.r[vboard::kSp] = kRam + 0x8000;
  }

  // Puts halfwords at the start of the flash.
  void Program(std::initializer_list<uint16_t> code) {
    uint32_t at = kFlash;
    for (const uint16_t halfword : code) {
      flash_bytes[at - kFlash] = static_cast<uint8_t>(halfword);
      flash_bytes[at - kFlash + 1] = static_cast<uint8_t>(halfword >> 8);
      at += 2;
    }
    flash.Written(0, at - kFlash);
  }

  void LogCore(vboard::LogLevel, const char* message) override { log.emplace_back(message); }
  void LogController(vboard::LogLevel, const char* message) override { log.emplace_back(message); }
  bool Semihosting() override { return false; }
  void RequestReset() override { resets++; }
  void AtBreakpoint(uint32_t address) override { breakpoints.push_back(address); }
  void Abort(const char* reason) override { log.emplace_back(reason); }
  void Trace(unsigned port, unsigned width, uint32_t value) override {
    traces.push_back({port, width, value});
  }
  void Poll() override { polls++; }

  // Executes and lets timers expire, each at its time, up to `until` in nanoseconds.
  void RunTo(uint64_t until) {
    while (core.time.now() < until) {
      const uint64_t next = clock.next() < until ? clock.next() : until;
      clock.set_source(&core);
      core.RunUntil(next > core.time.now() ? next : core.time.now() + 1);
      clock.set_source(nullptr);
      clock.AdvanceTo(core.time.now());
    }
  }

  struct Access {
    bool write;
    uint32_t address;
    unsigned width;
    uint32_t value;
    uint64_t executed;
    uint32_t pc;
  };
  uint32_t Read(uint32_t address, unsigned width) override {
    accesses.push_back({false, address, width, 0, core.Executed(), core.pc});
    core.Notify(notify);
    return device_value;
  }
  void Write(uint32_t address, unsigned width, uint32_t value) override {
    accesses.push_back({true, address, width, value, core.Executed(), core.pc});
    core.Notify(notify);
  }

  std::vector<uint8_t> flash_bytes, ram_bytes;
  vboard::Memory flash, ram;
  vboard::Clock clock;
  vboard::Core core;
  std::vector<std::string> log;
  struct TracedValue {
    unsigned port, width;
    uint32_t value;
  };
  std::vector<Access> accesses;
  std::vector<TracedValue> traces;
  std::vector<uint32_t> breakpoints;
  uint32_t device_value = 0;
  vboard::Attention notify = 0;
  int resets = 0, polls = 0;
};

#endif  // TESTS_NATIVE_BOARD_H_
