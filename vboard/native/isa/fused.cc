// The pairs of instructions that one handler executes: frequent ones of compiled code.

#include <algorithm>
#include <utility>
#include <vector>

#include "decode/decoder.h"
#include "decode/fusion.h"
#include "isa/arithmetic_steps.h"
#include "isa/branch_steps.h"
#include "isa/load_store_steps.h"
#include "isa/logical_steps.h"
#include "isa/multiply_steps.h"

namespace vboard {
namespace {

template <class... Step>
struct Steps {};

// Any of these with any of these.
using Frequent =
    Steps<Arithmetic<Add, ImmediateOperand>, Arithmetic<Add, RegisterOperand>,
          Arithmetic<Sub, ImmediateOperand>, ArithmeticFlags<Add, ImmediateOperand>,
          ArithmeticFlags<Add, RegisterOperand>, ArithmeticFlags<Adc, RegisterOperand>,
          Arithmetic<Sub, RegisterOperand>, Arithmetic<Adc, RegisterOperand>,
          ArithmeticFlags<Sub, ImmediateOperand>, ArithmeticFlags<Sub, RegisterOperand>,
          Compare<Sub, ImmediateOperand>, Compare<Sub, RegisterOperand>,
          Logical<Mov, RegisterOperand>, LogicalFlags<Mov, ImmediateOperand>,
          LogicalFlags<Mov, LslOperand>, Logical<Mov, ImmediateOperand>, Logical<Mov, LslOperand>,
          Load<uint32_t, Offset>, Load<uint32_t, Literal>, Load<uint32_t, RegisterOffset>,
          Load<uint8_t, Offset>, Store<uint32_t, Offset>>;

// Inner loops of filters and convolutions: factors and products.
using Factor = Steps<Load<int8_t, PostIndexed<~0u>>, Load<uint32_t, PostIndexed<~0u>>>;
using Product = Steps<MultiplyAdd, MultiplyAddLong, MultiplyAddDual>;

using Loading = Steps<Load<uint32_t, Offset>, Logical<Mov, RegisterOperand>>;

// Any of these with a conditional branch.
using Deciding =
    Steps<Compare<Sub, ImmediateOperand>, Compare<Sub, RegisterOperand>,
          ArithmeticFlags<Sub, ImmediateOperand>, ArithmeticFlags<Add, ImmediateOperand>>;

using Conditions = std::make_integer_sequence<unsigned, kAl>;

struct Pair {
  Handler *first, *second, *fused;
};
bool operator<(const Pair& a, const Pair& b) {
  const auto number = [](Handler* handler) { return reinterpret_cast<uintptr_t>(handler); };
  return std::make_pair(number(a.first), number(a.second)) <
         std::make_pair(number(b.first), number(b.second));
}

class Pairs {
 public:
  Pairs() {
    Cross(Frequent{}, Frequent{});
    Cross(Factor{}, Factor{});
    Cross(Factor{}, Product{});
    Cross(Product{}, Factor{});
    Cross(Product{}, Product{});
    Cross(Loading{}, Product{});
    Cross(Product{}, Loading{});
    BranchBehind(Frequent{});
    Decide(Deciding{}, Conditions{});
    Skip(Conditions{});
    std::sort(pairs_.begin(), pairs_.end());
  }

  Handler* Find(Handler* first, Handler* second) const {
    const Pair wanted{first, second, nullptr};
    const auto found = std::lower_bound(pairs_.begin(), pairs_.end(), wanted);
    return found == pairs_.end() || wanted < *found ? nullptr : found->fused;
  }

 private:
  template <class... First, class Seconds>
  void Cross(Steps<First...>, Seconds seconds) {
    (Behind<First>(seconds), ...);
  }
  template <class First, class... Second>
  void Behind(Steps<Second...>) {
    (pairs_.push_back({One<First>, One<Second>, Two<First, Second>}), ...);
  }
  template <class... First>
  void BranchBehind(Steps<First...>) {
    (pairs_.push_back({One<First>, Branch, ThenBranch<First>}), ...);
  }
  template <class... First, unsigned... kCondition>
  void Decide(Steps<First...>, std::integer_sequence<unsigned, kCondition...> conditions) {
    (DecideBy<First>(conditions), ...);
  }
  template <class First, unsigned... kCondition>
  void DecideBy(std::integer_sequence<unsigned, kCondition...>) {
    (pairs_.push_back({One<First>, BranchIf<kCondition>, ThenBranchIf<First, kCondition>}), ...);
  }

  template <unsigned... kCondition>
  void Skip(std::integer_sequence<unsigned, kCondition...>) {
    (pairs_.push_back({Nothing, SkipUnless<kCondition>, ItAndSkipUnless<kCondition>}), ...);
  }

  std::vector<Pair> pairs_;
};

}  // namespace

Handler* FusedHandler(Handler* first, Handler* second) {
  static const Pairs pairs;
  return pairs.Find(first, second);
}

}  // namespace vboard
