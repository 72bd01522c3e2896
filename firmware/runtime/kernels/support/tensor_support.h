// Checks that operators on tensors of any rank share, and integers that the model gives as tensors
// (axes, sizes, indices).
#ifndef RUNTIME_KERNELS_TENSOR_SUPPORT_H_
#define RUNTIME_KERNELS_TENSOR_SUPPORT_H_

#include "kernels/support/kernel_support.h"

namespace tflite {

constexpr int kMostDimensions = 6;

// A set of types, one bit each.
template <typename... Type>
constexpr uint32_t Types(Type... types) {
  return ((uint32_t{1} << types) | ...);
}

// Refuses a type that is not in `types`.
TfLiteStatus ExpectType(TfLiteContext* context, TfLiteType type, uint32_t types);

// All tensors of an operator, outputs too, for `may_be_empty`.
constexpr uint32_t kEveryTensor = ~uint32_t{0};

// ExpectTensors, and: at most kMostDimensions dimensions; outputs that are not constants; at least
// one element everywhere but in the tensors of `may_be_empty` (bit i: input i).
// Tensors after the first `inputs` may be absent.
TfLiteStatus ExpectPlainTensors(TfLiteContext* context, const TfLiteNode* node, int inputs,
                                int outputs, uint32_t may_be_empty = 0);

// `output` has the type of `input`, one of `types`.
TfLiteStatus ExpectSameType(TfLiteContext* context, const TfLiteEvalTensor* input,
                            const TfLiteEvalTensor* output, uint32_t types);

// True when the model stores the tensor; before inference other tensors have no data.
inline bool IsStored(const TfLiteEvalTensor* tensor) { return tensor->data.data != nullptr; }

inline bool IsByte(TfLiteType type) { return type == kTfLiteInt8 || type == kTfLiteUInt8; }

// Bytes of an element of a type of 8, 16, 32 or 64 bits.
int ElementBytes(TfLiteType type);

int ByteCount(const TfLiteEvalTensor* tensor);

bool SameShape(const TfLiteIntArray* a, const TfLiteIntArray* b);

// `output` has the dimensions of `input`.
TfLiteStatus ExpectSameShape(const TfLiteEvalTensor* input, const TfLiteEvalTensor* output);

// Prepare of an operator on rows along the last dimension: one input and one output of one shape
// and one type of `types`. *depth is the length of a row.
TfLiteStatus ExpectRows(TfLiteContext* context, const TfLiteNode* node, uint32_t types, int* depth);

// A vector or scalar of INT32 or INT64 with `count` elements (any number of them when negative).
TfLiteStatus ExpectIntegers(TfLiteContext* context, const TfLiteEvalTensor* tensor, int count);

// Element `i`, saturated to 32 bits.
int32_t IndexAt(const TfLiteEvalTensor* tensor, int i);

// Writes element `i` of a tensor of INT32 or INT64.
void SetIndex(TfLiteEvalTensor* tensor, int i, int32_t value);

// Counts a negative axis from the end; refuses one outside of [-rank, rank).
TfLiteStatus ResolveAxis(int axis, int rank, int* resolved);

// Writes `count` copies of an element of `bytes` bytes.
void FillElements(uint8_t* output, int count, int bytes, const uint8_t* value);

// The number in a member of the options that is an enumeration: a damaged model may have put one
// there that the type does not have.
template <typename Enumeration>
int NumberIn(const Enumeration& member) {
  int number = 0;
  __builtin_memcpy(&number, &member, sizeof(member));  // one byte on some targets
  return number;
}

inline int32_t AddWrapping(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) + static_cast<uint32_t>(b));
}

inline int32_t SubtractWrapping(int32_t a, int32_t b) {
  return static_cast<int32_t>(static_cast<uint32_t>(a) - static_cast<uint32_t>(b));
}

}  // namespace tflite

#endif  // RUNTIME_KERNELS_TENSOR_SUPPORT_H_
