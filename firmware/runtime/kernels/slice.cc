// SLICE and STRIDED_SLICE.
#include "kernels/strided_walk.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

// `count` indices of one dimension from `first` on.
struct Range {
  int32_t first, stride, count;
};

int64_t Limit(int64_t x, int64_t low, int64_t high) { return x < low ? low : x > high ? high : x; }

// As Python's slices: negative positions count from the end, positions outside are moved to the
// nearest end. A shrunk dimension is one index, which must exist.
TfLiteStatus StridedRange(const TfLiteStridedSliceParams& params, TfLiteContext* context,
                          const TfLiteNode* node, int d, int32_t size, Range* range) {
  const TfLiteEvalTensor* begins = InputTensor(context, node, 1);
  *range = {0, 1, size};
  if (d >= ElementCount(begins->dims)) return kTfLiteOk;  // the rest is taken whole
  const int64_t stride = IndexAt(InputTensor(context, node, 3), d);
  if (stride == 0) return Refuse("stride is 0; dimension", d);
  const int64_t low = stride > 0 ? 0 : -1;
  const int64_t high = stride > 0 ? size : size - 1;
  const unsigned bit = 1u << d;
  int64_t begin = IndexAt(begins, d);
  if (begin < 0) begin += size;
  begin = Limit(begin, low, high);
  if ((static_cast<unsigned>(params.begin_mask) & bit) != 0) begin = stride > 0 ? 0 : size - 1;
  if ((static_cast<unsigned>(params.shrink_axis_mask) & bit) != 0) {
    if (begin < 0 || begin >= size) return Refuse("index out of range; dimension", d);
    *range = {static_cast<int32_t>(begin), 1, 1};
    return kTfLiteOk;
  }
  int64_t end = IndexAt(InputTensor(context, node, 2), d);
  if (params.offset) end += begin;
  if (end < 0) end += size;
  end = Limit(end, low, high);
  if ((static_cast<unsigned>(params.end_mask) & bit) != 0) end = stride > 0 ? high : low;
  const int64_t distance = stride > 0 ? end - begin : begin - end;
  const auto step = static_cast<uint32_t>(stride > 0 ? stride : -stride);
  uint32_t count = 0;  // distance / step rounded up
  if (distance > 0) count = (static_cast<uint32_t>(distance) - 1) / step + 1;
  *range = {static_cast<int32_t>(begin), static_cast<int32_t>(count > 1 ? stride : 1),
            static_cast<int32_t>(count)};
  return kTfLiteOk;
}

// A size of -1 is all that remains.
TfLiteStatus PlainRange(TfLiteContext* context, const TfLiteNode* node, int d, int32_t size,
                        Range* range) {
  const int32_t begin = IndexAt(InputTensor(context, node, 1), d);
  int32_t count = IndexAt(InputTensor(context, node, 2), d);
  if (begin < 0 || begin > size || count < -1) return Refuse("slice out of range; dimension", d);
  if (count == -1) count = size - begin;
  if (count > size - begin) return Refuse("slice out of range; dimension", d);
  *range = {begin, 1, count};
  return kTfLiteOk;
}

// A walk in bytes over the input and the output, and where it starts in the input.
TfLiteStatus MakePlan(TfLiteContext* context, const TfLiteNode* node, StridedWalk* walk,
                      int32_t* offset) {
  // SLICE has no options.
  const auto* params = static_cast<const TfLiteStridedSliceParams*>(node->builtin_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  int32_t from = ByteCount(input);
  int32_t to = ByteCount(OutputTensor(context, node));
  *offset = 0;
  int o = 0;  // dimension of the output
  for (int d = 0; d < input->dims->size; ++d) {
    const int32_t size = input->dims->data[d];
    Range range = {0, 1, 0};
    TF_LITE_ENSURE_STATUS(params != nullptr ? StridedRange(*params, context, node, d, size, &range)
                                            : PlainRange(context, node, d, size, &range));
    from /= size;
    const bool shrunk =
        params != nullptr && (static_cast<unsigned>(params->shrink_axis_mask) >> d & 1) != 0;
    if (!shrunk) {
      if (range.count == 0 || o >= out->size || out->data[o] != range.count) {
        return Refuse("slice has not the size of the output; dimension", d);
      }
      to /= range.count;
      ++o;
    }
    *offset += range.first * from;
    walk->Add(range.count, range.stride * from, to);
  }
  return o == out->size ? kTfLiteOk : Refuse("output has too many dimensions", out->size);
}

constexpr uint32_t kSliceTypes =
    Types(kTfLiteInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteInt64, kTfLiteFloat32, kTfLiteBool);
constexpr uint32_t kStridedSliceTypes =
    Types(kTfLiteInt8, kTfLiteInt16, kTfLiteInt32, kTfLiteFloat32, kTfLiteBool);

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  const auto* params = static_cast<const TfLiteStridedSliceParams*>(node->builtin_data);
  const int tensors = params != nullptr ? 4 : 3;
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, tensors, 1));
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, input, OutputTensor(context, node),
                                       params != nullptr ? kStridedSliceTypes : kSliceTypes));
  if (params != nullptr && (params->ellipsis_mask != 0 || params->new_axis_mask != 0)) {
    return Refuse("ellipsis and new axes are not supported", params->new_axis_mask);
  }
  const int rank = input->dims->size;
  const int positions =
      params != nullptr ? ElementCount(InputTensor(context, node, 1)->dims) : rank;
  if (positions > rank) return Refuse("more positions than dimensions", positions);
  bool stored = true;
  for (int i = 1; i < tensors; ++i) {
    const TfLiteEvalTensor* tensor = InputTensor(context, node, i);
    TF_LITE_ENSURE_STATUS(ExpectIntegers(context, tensor, positions));
    stored = stored && IsStored(tensor);
  }
  if (!stored) return kTfLiteOk;
  StridedWalk walk;
  int32_t offset;
  return MakePlan(context, node, &walk, &offset);
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  StridedWalk walk;
  int32_t offset;
  TF_LITE_ENSURE_STATUS(MakePlan(context, node, &walk, &offset));
  CopyElements(walk, ElementBytes(input->type), input->data.uint8 + offset, output->data.uint8);
  return kTfLiteOk;
}

constexpr TFLMRegistration kRegistration = {nullptr, nullptr, Prepare, Invoke, nullptr, 0, nullptr};

}  // namespace

const TFLMRegistration& Register_SLICE() { return kRegistration; }
const TFLMRegistration& Register_STRIDED_SLICE() { return kRegistration; }

}  // namespace tflite
