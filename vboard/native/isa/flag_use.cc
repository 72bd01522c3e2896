// Flags of data processing instructions.

#include "decode/flag_use.h"

#include <algorithm>
#include <vector>

#include "decode/flow.h"
#include "isa/arithmetic_steps.h"
#include "isa/logical_steps.h"
#include "isa/multiply_steps.h"

namespace vboard {
namespace {

template <class... Item>
struct Items {};
using Operands = Items<ImmediateOperand, ImmediateCarryOperand, RegisterOperand, LslOperand,
                       LsrOperand, AsrOperand, RorOperand, RrxOperand>;

template <class Operation>
constexpr bool kReadsCarry = false;
template <>
constexpr bool kReadsCarry<Adc> = true;
template <>
constexpr bool kReadsCarry<Sbc> = true;
template <>
constexpr bool kReadsCarry<RrxOperand> = true;
// Whether a logical operation that sets flags writes C.
template <class Source>
constexpr bool kWritesCarry = true;
template <>
constexpr bool kWritesCarry<ImmediateOperand> = false;
template <>
constexpr bool kWritesCarry<RegisterOperand> = false;

struct Known {
  Handler* handler;
  FlagUse use;
};
uintptr_t Number(const Known& known) { return reinterpret_cast<uintptr_t>(known.handler); }
bool operator<(const Known& a, const Known& b) { return Number(a) < Number(b); }

class Table {
 public:
  Table() {
    Sums(Items<Add, Adc, Sub, Sbc, Rsb>{});
    Compares<Sub>(Operands{});
    Compares<Add>(Operands{});
    Words(Items<And, Orr, Orn, Eor, Bic, Mov, Mvn>{});
    Tests<And>(Operands{});
    Tests<Eor>(Operands{});
    Keeps(Nothing);
    Keeps(One<MultiplyAdd>);
    Keeps(One<MultiplyAddLong>);
    Keeps(One<MultiplyAddDual>);
    std::sort(known_.begin(), known_.end());
  }

  FlagUse Find(Handler* handler) const {
    const Known wanted{handler, {}};
    const auto found = std::lower_bound(known_.begin(), known_.end(), wanted);
    return found == known_.end() || wanted < *found ? FlagUse{} : found->use;
  }

 private:
  void Keeps(Handler* handler) { known_.push_back({handler, {0, 0, nullptr}}); }

  template <class... Operation>
  void Sums(Items<Operation...>) {
    (SumsOf<Operation>(Operands{}), ...);
  }
  template <class Operation, class... Source>
  void SumsOf(Items<Source...>) {
    (Sum<Operation, Source>(), ...);
  }
  template <class Operation, class Source>
  void Sum() {
    constexpr uint8_t kReads = kReadsCarry<Operation> || kReadsCarry<Source> ? kFlagC : 0;
    known_.push_back({One<Arithmetic<Operation, Source>>, {kReads, 0, nullptr}});
    known_.push_back({One<ArithmeticFlags<Operation, Source>>,
                      {kReads, kAllFlags, One<Arithmetic<Operation, Source>>,
                       One<ArithmeticCarry<Operation, Source>>}});
  }
  template <class Operation, class... Source>
  void Compares(Items<Source...>) {
    (known_.push_back({One<Compare<Operation, Source>>,
                       {kReadsCarry<Source> ? kFlagC : uint8_t{0}, kAllFlags, Nothing}}),
     ...);
  }

  template <class... Operation>
  void Words(Items<Operation...>) {
    (WordsOf<Operation>(Operands{}), ...);
  }
  template <class Operation, class... Source>
  void WordsOf(Items<Source...>) {
    (Word<Operation, Source>(), ...);
  }
  template <class Source>
  static constexpr uint8_t kWordWrites = kFlagsNz | (kWritesCarry<Source> ? kFlagC : 0);
  template <class Operation, class Source>
  void Word() {
    constexpr uint8_t kReads = kReadsCarry<Source> ? kFlagC : 0;
    known_.push_back({One<Logical<Operation, Source>>, {kReads, 0, nullptr}});
    known_.push_back({One<LogicalFlags<Operation, Source>>,
                      {kReads, kWordWrites<Source>, One<Logical<Operation, Source>>}});
  }
  template <class Operation, class... Source>
  void Tests(Items<Source...>) {
    (known_.push_back({One<Test<Operation, Source>>,
                       {kReadsCarry<Source> ? kFlagC : uint8_t{0}, kWordWrites<Source>, Nothing}}),
     ...);
  }

  std::vector<Known> known_;
};

}  // namespace

FlagUse FlagUseOf(Handler* handler) {
  static const Table table;
  return table.Find(handler);
}

}  // namespace vboard
