// The pairs and triples of instructions that one handler executes: frequent ones of compiled code.

#include <algorithm>
#include <tuple>
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

// Rd is Rn.
template <class Operation, class Source>
using InPlace = Arithmetic<Operation, Source, FromRd>;
template <class Operation, class Source>
using InPlaceFlags = ArithmeticFlags<Operation, Source, FromRd>;
template <class Operation, class Source>
using InPlaceCarry = ArithmeticCarry<Operation, Source, FromRd>;

// Any of these with any of these.
using Frequent =
    Steps<Arithmetic<Add, ImmediateOperand>, Arithmetic<Add, RegisterOperand>,
          Arithmetic<Sub, ImmediateOperand>, ArithmeticFlags<Add, ImmediateOperand>,
          ArithmeticFlags<Add, RegisterOperand>, Arithmetic<Sub, RegisterOperand>,
          ArithmeticFlags<Sub, ImmediateOperand>, ArithmeticFlags<Sub, RegisterOperand>,
          Compare<Sub, ImmediateOperand>, Compare<Sub, RegisterOperand>,
          Logical<Mov, RegisterOperand>, LogicalFlags<Mov, ImmediateOperand>,
          LogicalFlags<Mov, LslOperand>, Logical<Mov, ImmediateOperand>, Logical<Mov, LslOperand>,
          Load<uint32_t, Offset>, Load<uint32_t, Literal>, Load<uint32_t, RegisterOffset>,
          Load<uint8_t, Offset>, Store<uint32_t, Offset>, InPlace<Add, ImmediateOperand>,
          InPlace<Add, RegisterOperand>, InPlace<Sub, ImmediateOperand>,
          InPlace<Sub, RegisterOperand>, InPlace<Adc, RegisterOperand>,
          InPlaceFlags<Add, ImmediateOperand>, InPlaceFlags<Add, RegisterOperand>,
          InPlaceFlags<Sub, ImmediateOperand>, InPlaceFlags<Adc, RegisterOperand>,
          InPlaceCarry<Add, ImmediateOperand>, InPlaceCarry<Add, RegisterOperand>>;

// What is loaded is added at once; a sum is stored and another made.
using Sums = Steps<InPlace<Add, ImmediateOperand>, InPlace<Add, RegisterOperand>,
                   InPlace<Sub, ImmediateOperand>, InPlaceFlags<Add, ImmediateOperand>,
                   InPlaceFlags<Sub, ImmediateOperand>, InPlaceFlags<Adc, RegisterOperand>,
                   InPlaceCarry<Add, ImmediateOperand>, InPlaceCarry<Add, RegisterOperand>>;
using Word = Load<uint32_t, Offset>;
using StoreWord = Store<uint32_t, Offset>;
using AddLoaded = Arithmetic<Add, PassedOperand, FromRd>;

// Inner loops of filters and convolutions: factors and products.
using Factor = Steps<Load<int8_t, PostIndexed<~0u>>, Load<uint32_t, PostIndexed<~0u>>>;
using Product = Steps<MultiplyAdd, MultiplyAddLong, MultiplyAddDual>;

using Loading = Steps<Load<uint32_t, Offset>, Logical<Mov, RegisterOperand>>;

// Any of these with a conditional branch.
using Deciding =
    Steps<Compare<Sub, ImmediateOperand>, Compare<Sub, RegisterOperand>,
          ArithmeticFlags<Sub, ImmediateOperand>, ArithmeticFlags<Add, ImmediateOperand>,
          InPlaceFlags<Sub, ImmediateOperand>, InPlaceFlags<Add, ImmediateOperand>>;

using Conditions = std::make_integer_sequence<unsigned, kAl>;

struct Known {
  Sequence sequence;
  Handler* fused;
};
bool operator<(const Known& a, const Known& b) {
  const auto key = [](const Sequence& sequence) {
    const auto number = [](Handler* handler) { return reinterpret_cast<uintptr_t>(handler); };
    return std::make_tuple(number(sequence.parts[0]), number(sequence.parts[1]),
                           number(sequence.parts[2]), sequence.passes);
  };
  return key(a.sequence) < key(b.sequence);
}

// Operations whose Rd and Rn are one register.
template <template <class, class, class> class Form>
Handler* InPlaceOf(Handler* handler) {
  if (handler == One<Form<Add, ImmediateOperand, FromRn>>)
    return One<Form<Add, ImmediateOperand, FromRd>>;
  if (handler == One<Form<Add, RegisterOperand, FromRn>>)
    return One<Form<Add, RegisterOperand, FromRd>>;
  if (handler == One<Form<Sub, ImmediateOperand, FromRn>>)
    return One<Form<Sub, ImmediateOperand, FromRd>>;
  if (handler == One<Form<Sub, RegisterOperand, FromRn>>)
    return One<Form<Sub, RegisterOperand, FromRd>>;
  if (handler == One<Form<Adc, RegisterOperand, FromRn>>)
    return One<Form<Adc, RegisterOperand, FromRd>>;
  return handler;
}

class Sequences {
 public:
  Sequences() {
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
    Pass(One<InPlace<Add, RegisterOperand>>, nullptr, Two<Word, AddLoaded>);
    AddLoadedAnd(Sums{});
    StoreBetween(Sums{}, Sums{});
    std::sort(known_.begin(), known_.end());
  }

  Handler* Find(const Sequence& sequence) const {
    const Known wanted{sequence, nullptr};
    const auto found = std::lower_bound(known_.begin(), known_.end(), wanted);
    return found == known_.end() || wanted < *found ? nullptr : found->fused;
  }

 private:
  void Pair(Handler* first, Handler* second, Handler* fused) {
    known_.push_back({{{first, second, nullptr}, false}, fused});
  }
  void Pass(Handler* second, Handler* third, Handler* fused) {
    known_.push_back({{{One<Word>, second, third}, true}, fused});
  }

  template <class... First, class Seconds>
  void Cross(Steps<First...>, Seconds seconds) {
    (Behind<First>(seconds), ...);
  }
  template <class First, class... Second>
  void Behind(Steps<Second...>) {
    (Pair(One<First>, One<Second>, Two<First, Second>), ...);
  }
  template <class... First>
  void BranchBehind(Steps<First...>) {
    (Pair(One<First>, Branch, ThenBranch<First>), ...);
  }
  template <class... First, unsigned... kCondition>
  void Decide(Steps<First...>, std::integer_sequence<unsigned, kCondition...> conditions) {
    (DecideBy<First>(conditions), ...);
  }
  template <class First, unsigned... kCondition>
  void DecideBy(std::integer_sequence<unsigned, kCondition...>) {
    (Pair(One<First>, BranchIf<kCondition>, ThenBranchIf<First, kCondition>), ...);
  }
  template <unsigned... kCondition>
  void Skip(std::integer_sequence<unsigned, kCondition...>) {
    (Pair(Nothing, SkipUnless<kCondition>, ItAndSkipUnless<kCondition>), ...);
  }

  template <class... Third>
  void AddLoadedAnd(Steps<Third...>) {
    (Pass(One<InPlace<Add, RegisterOperand>>, One<Third>, Three<Word, AddLoaded, Third>), ...);
  }
  template <class... First, class Thirds>
  void StoreBetween(Steps<First...>, Thirds thirds) {
    (StoreBehind<First>(thirds), ...);
  }
  template <class First, class... Third>
  void StoreBehind(Steps<Third...>) {
    (known_.push_back(
         {{{One<First>, One<StoreWord>, One<Third>}, false}, Three<First, StoreWord, Third>}),
     ...);
  }

  std::vector<Known> known_;
};

}  // namespace

Handler* FusedHandler(const Sequence& sequence) {
  static const Sequences sequences;
  return sequences.Find(sequence);
}

Handler* InPlaceHandler(Handler* handler) {
  handler = InPlaceOf<Arithmetic>(handler);
  handler = InPlaceOf<ArithmeticFlags>(handler);
  return InPlaceOf<ArithmeticCarry>(handler);
}

}  // namespace vboard
