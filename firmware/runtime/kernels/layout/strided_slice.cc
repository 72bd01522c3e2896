// STRIDED_SLICE: slices as Python writes them, one entry of `begin`, `end` and `strides` each:
// x[1:5:2], x[3] (shrink_axis_mask), x[...] (ellipsis_mask), x[None] (new_axis_mask). Dimensions
// without an entry are taken whole.
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

constexpr uint32_t kStridedSliceTypes =
    Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32, kTfLiteBool);
constexpr int kMostEntries = 2 * kMostDimensions;

// `count` indices of one dimension from `first` on.
struct Range {
  int32_t first, stride, count;
};

bool Has(int mask, int entry) { return (static_cast<unsigned>(mask) >> entry & 1) != 0; }

int64_t Limit(int64_t x, int64_t low, int64_t high) { return x < low ? low : x > high ? high : x; }

// Negative positions count from the end, positions outside are moved to the nearest end. A shrunk
// dimension is one index, which must exist. With `offset`, an end is relative to its begin.
TfLiteStatus RangeOf(TfLiteContext* context, const TfLiteNode* node, int entry, int32_t size,
                     Range* range) {
  const auto& params = *static_cast<const TfLiteStridedSliceParams*>(node->builtin_data);
  const int64_t stride = IndexAt(InputTensor(context, node, 3), entry);
  if (stride == 0) return Refuse("stride is 0; entry", entry);
  const int64_t low = stride > 0 ? 0 : -1;
  const int64_t high = stride > 0 ? size : size - 1;
  int64_t begin = IndexAt(InputTensor(context, node, 1), entry);
  if (begin < 0) begin += size;
  begin = Limit(begin, low, high);
  if (Has(params.begin_mask, entry)) begin = stride > 0 ? 0 : size - 1;
  if (Has(params.shrink_axis_mask, entry)) {
    if (begin < 0 || begin >= size) return Refuse("index out of range; entry", entry);
    *range = {static_cast<int32_t>(begin), 1, 1};
    return kTfLiteOk;
  }
  int64_t end = IndexAt(InputTensor(context, node, 2), entry);
  if (params.offset) end += begin;
  if (end < 0) end += size;
  end = Limit(end, low, high);
  if (Has(params.end_mask, entry)) end = stride > 0 ? high : low;
  const int64_t distance = stride > 0 ? end - begin : begin - end;
  const auto step = static_cast<uint32_t>(stride > 0 ? stride : -stride);
  uint32_t count = 0;  // distance / step rounded up
  if (distance > 0) count = (static_cast<uint32_t>(distance) - 1) / step + 1;
  *range = {static_cast<int32_t>(begin), static_cast<int32_t>(count > 1 ? stride : 1),
            static_cast<int32_t>(count)};
  return kTfLiteOk;
}

// A walk in bytes over the input and the output, and where it starts in the input.
class Plan {
 public:
  Plan(TfLiteContext* context, const TfLiteNode* node)
      : in_(InputTensor(context, node, 0)->dims),
        out_(OutputTensor(context, node)->dims),
        from_(ByteCount(InputTensor(context, node, 0))),
        to_(ByteCount(OutputTensor(context, node))) {}

  TfLiteStatus Make(TfLiteContext* context, const TfLiteNode* node) {
    const auto& params = *static_cast<const TfLiteStridedSliceParams*>(node->builtin_data);
    const int entries = ElementCount(InputTensor(context, node, 1)->dims);
    int named = 0;  // dimensions that have an entry of their own
    for (int e = 0; e < entries; ++e) {
      const bool of_none = Has(params.ellipsis_mask, e) || Has(params.new_axis_mask, e);
      named += of_none ? 0 : 1;
    }
    if (named > in_->size) return Refuse("more positions than dimensions", named);
    bool open = true;  // the first ellipsis takes what is not named
    for (int e = 0; e < entries; ++e) {
      if (Has(params.ellipsis_mask, e)) {
        if (!open) return Refuse("more than one ellipsis; entry", e);
        TF_LITE_ENSURE_STATUS(TakeWhole(in_->size - named));
        open = false;
      } else if (Has(params.new_axis_mask, e)) {
        TF_LITE_ENSURE_STATUS(TakeOutput(1));
      } else {
        Range range = {0, 1, 0};
        TF_LITE_ENSURE_STATUS(RangeOf(context, node, e, in_->data[next_in_], &range));
        TF_LITE_ENSURE_STATUS(Take(range, Has(params.shrink_axis_mask, e)));
      }
    }
    TF_LITE_ENSURE_STATUS(TakeWhole(in_->size - next_in_));
    return next_out_ == out_->size ? kTfLiteOk
                                   : Refuse("output has too many dimensions", out_->size);
  }

  const StridedWalk& walk() const { return walk_; }
  int32_t offset() const { return offset_; }

 private:
  TfLiteStatus TakeOutput(int32_t count) {
    if (next_out_ >= out_->size || out_->data[next_out_] != count) {
      return Refuse("slice has not the size of the output; dimension", next_out_);
    }
    to_ /= count;
    ++next_out_;
    return kTfLiteOk;
  }

  TfLiteStatus Take(const Range& range, bool shrunk) {
    from_ /= in_->data[next_in_];
    ++next_in_;
    if (!shrunk) {
      if (range.count == 0) return Refuse("slice is empty; dimension", next_in_ - 1);
      TF_LITE_ENSURE_STATUS(TakeOutput(range.count));
    }
    offset_ += range.first * from_;
    walk_.Add(range.count, range.stride * from_, to_);
    return kTfLiteOk;
  }

  TfLiteStatus TakeWhole(int dimensions) {
    for (int i = 0; i < dimensions; ++i) {
      TF_LITE_ENSURE_STATUS(Take({0, 1, in_->data[next_in_]}, false));
    }
    return kTfLiteOk;
  }

  const TfLiteIntArray* in_;
  const TfLiteIntArray* out_;
  int32_t from_, to_;  // bytes of a step in the dimension before
  int next_in_ = 0;
  int next_out_ = 0;
  int32_t offset_ = 0;
  StridedWalk walk_;
};

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 4, 1, 14));
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, InputTensor(context, node, 0),
                                       OutputTensor(context, node), kStridedSliceTypes));
  const int entries = ElementCount(InputTensor(context, node, 1)->dims);
  if (entries > kMostEntries) return Refuse("too many positions", entries);
  bool stored = true;
  for (int i = 1; i < 4; ++i) {
    const TfLiteEvalTensor* tensor = InputTensor(context, node, i);
    TF_LITE_ENSURE_STATUS(ExpectIntegers(context, tensor, entries));
    stored = stored && IsStored(tensor);
  }
  return stored ? Plan(context, node).Make(context, node) : kTfLiteOk;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  Plan plan(context, node);
  TF_LITE_ENSURE_STATUS(plan.Make(context, node));
  CopyElements(plan.walk(), ElementBytes(input->type), input->data.uint8 + plan.offset(),
               OutputTensor(context, node)->data.uint8);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration& Register_STRIDED_SLICE() {
  static constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke,
                                                     nullptr, 0,       nullptr};
  return kRegistration;
}

}  // namespace tflite
