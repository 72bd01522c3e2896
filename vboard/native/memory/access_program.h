// What a peripheral that is written as a script does for one access, where that is work with whole
// numbers: operations on a stack, without loops.

#ifndef VBOARD_NATIVE_MEMORY_ACCESS_PROGRAM_H_
#define VBOARD_NATIVE_MEMORY_ACCESS_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "memory/device_register.h"
#include "time/clock.h"

namespace vboard {

// `vboard/builtin/peripherals/python/operations.py` numbers them in this order.
enum class AccessOp : uint8_t {
  kConstant,    // push `argument`
  kLoad,        // push a variable
  kStore,       // pop a whole number into a variable
  kStoreTruth,  // pop a truth value into a variable
  kRead,        // push what a register shows to a read
  kAnd,         // pop two, push one: this to kGreaterEqual
  kOr,
  kXor,
  kAdd,
  kSubtract,
  kMultiply,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kShiftLeft,  // the top by `argument`
  kShiftRight,
  kNot,  // the top becomes 0 or 1
  kTruth,
  kJump,         // to an operation further on
  kJumpIfFalse,  // pops what it looks at
  kKeepIfFalse,  // jumps and keeps it, or pops it
  kKeepIfTrue,
  kLeave,  // the host has to do the access
};
constexpr size_t kAccessOps = static_cast<size_t>(AccessOp::kLeave) + 1;

struct AccessStep {
  AccessOp op;
  int64_t argument;
};

// The variables of the script that a program names, which are kept elsewhere.
class ScriptVariables {
 public:
  virtual ~ScriptVariables() = default;
  // Their values; false: one is no whole number of 34 bits, or not where it was.
  virtual bool Load(int64_t* values) = 0;
  // What changed: `kinds` is kStore or kStoreTruth, or kLoad for those that did not.
  virtual void Store(const int64_t* values, const AccessOp* kinds) = 0;
};

class AccessProgram {
 public:
  static constexpr size_t kMostVariables = 24;  // those of the script, then those of a run
  static constexpr size_t kDeepestStack = 16;

  // Variable 0 is the access's value. The script has the next `kept`, a run those behind, `all`
  // in all. The registers outlive the program.
  AccessProgram(std::vector<AccessStep> steps, std::vector<DeviceRegister*> registers, size_t kept,
                size_t all)
      : steps_(std::move(steps)), registers_(std::move(registers)), kept_(kept), all_(all) {}

  // Whether each run ends, and stays within stack, variables and registers. That numbers do not
  // exceed 64 bits is for whoever made the program to see to.
  bool IsSound();

  void set_variables(ScriptVariables* variables) { variables_ = variables; }

  // Does an access: `value` is the written one, `result` the one that a read shows. False: nothing
  // happened, the host has to do it.
  bool Run(Clock& clock, uint32_t value, uint32_t& result);

  // Runs that changed something.
  uint64_t changes() const { return changes_; }

 private:
  std::vector<AccessStep> steps_;
  std::vector<DeviceRegister*> registers_;
  size_t kept_, all_;
  // The one step whose read may have an effect: nothing behind it can fail.
  size_t acting_ = 0;
  ScriptVariables* variables_ = nullptr;
  uint64_t changes_ = 0;
};

}  // namespace vboard

#endif  // VBOARD_NATIVE_MEMORY_ACCESS_PROGRAM_H_
