// A core on a drawn board that lives through drawn events: what the fuzzer and the comparison of
// hosts have in common. The same input gives the same digest on every host, however runs are cut.

#ifndef TESTS_NATIVE_FUZZ_MACHINE_H_
#define TESTS_NATIVE_FUZZ_MACHINE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "cpu/core.h"
#include "cpu/host.h"
#include "memory/memory_map.h"

namespace fuzz {

// Bytes of the input; 0 when it is used up.
class Input {
 public:
  Input(const uint8_t* data, size_t size) : data_(data), left_(size) {}
  bool empty() const { return left_ == 0; }
  uint8_t U8();
  uint16_t U16();
  uint32_t U32();
  // One of [0, count).
  unsigned Below(unsigned count) { return U8() % count; }

 private:
  const uint8_t* data_;
  size_t left_;
};

class Machine : public vboard::Host, public vboard::Device {
 public:
  // `pieces`: each run of the core is cut into so many.
  Machine(const uint8_t* data, size_t size, unsigned pieces);

  // Lives through all events of the input. Aborts where a rule of the core is broken.
  void Live();
  // Of registers, memory, time and what the host was told.
  uint64_t Digest() const;

  void LogCore(vboard::LogLevel level, const char* message) override;
  void LogController(vboard::LogLevel level, const char* message) override;
  bool Semihosting() override;
  void RequestReset() override;
  void EnteredBlock(uint32_t address) override;
  void Abort(const char* reason) override;
  void AtBreakpoint(uint32_t address) override;
  void Trace(unsigned port, unsigned width, uint32_t value) override;
  void Poll() override {}
  uint32_t Read(uint32_t address, unsigned width) override;
  void Write(uint32_t address, unsigned width, uint32_t value) override;
  bool Allows(uint32_t address, bool write, bool privileged) const override;

 private:
  class Alarm : public vboard::Timer {
   public:
    explicit Alarm(Machine& machine) : Timer(machine.clock_), machine_(machine) {}
    void Expire() override { machine_.Disturb(); }

   private:
    Machine& machine_;
  };

  void BuildMap();
  void Event();
  void Disturb();  // what may happen in the middle of an instruction
  void EmitCode();
  void SetRegisters();
  void WriteSystemRegister();
  void Run();
  void RunTo(uint64_t edge);
  void Check() const;
  void Note(uint64_t value);
  uint32_t Address();
  uint32_t Value();

  Input input_;
  unsigned pieces_;
  uint64_t told_ = 0;
  bool reset_ = false;
  std::vector<uint8_t> flash_bytes_, ram_bytes_;
  vboard::Memory flash_, ram_;
  vboard::Clock clock_;
  std::unique_ptr<vboard::Core> core_;
  Alarm first_, second_;
};

}  // namespace fuzz

#endif  // TESTS_NATIVE_FUZZ_MACHINE_H_
