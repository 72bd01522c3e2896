// Visits a block of up to kMostDimensions dimensions in two tensors at once, row by row.
#ifndef RUNTIME_KERNELS_STRIDED_WALK_H_
#define RUNTIME_KERNELS_STRIDED_WALK_H_

#include "kernels/support/tensor_support.h"

namespace tflite {

class StridedWalk {
 public:
  // Adds a dimension inside of those that are there. `step0` and `step1` lead from one index to the
  // next in either tensor. Neighbours that are one run in both tensors become one dimension.
  void Add(int32_t extent, int32_t step0, int32_t step1);

  // Where the present row starts in tensor `t`, its step there, and its elements.
  int32_t offset(int t) const { return offset_[t]; }
  int32_t step(int t) const { return rank_ > 0 ? step_[t][rank_ - 1] : 1; }
  int32_t row() const { return rank_ > 0 ? extent_[rank_ - 1] : 1; }

  // False after the last row; the walk is at its start again.
  bool Next();

 private:
  int rank_ = 0;
  int32_t extent_[kMostDimensions + 1];
  int32_t index_[kMostDimensions + 1];
  int32_t step_[2][kMostDimensions + 1];
  int32_t offset_[2] = {0, 0};
};

// Copies elements of `bytes` bytes; the steps of `walk` are in bytes, without the bytes themselves.
void CopyElements(StridedWalk walk, int bytes, const uint8_t* from, uint8_t* to);

// A walk over `out` with the steps, in elements, of x and y stretched to it. False when they do not
// have that shape after broadcasting: dimensions are aligned at the last, 1 stretches.
bool Broadcast(const TfLiteIntArray* x, const TfLiteIntArray* y, const TfLiteIntArray* out,
               StridedWalk* walk);

// out = f(x, y) for every element; Prepare has found that the shapes can be broadcast.
template <typename T, typename Out, typename Function>
void ForEachPair(const TfLiteEvalTensor* x, const TfLiteEvalTensor* y, TfLiteEvalTensor* out,
                 Function f) {
  StridedWalk walk;
  if (!Broadcast(x->dims, y->dims, out->dims, &walk)) return;
  Out* to = MutableDataOf<Out>(out);
  do {
    const T* a = DataOf<T>(x) + walk.offset(0);
    const T* b = DataOf<T>(y) + walk.offset(1);
    const int32_t step_a = walk.step(0);
    const int32_t step_b = walk.step(1);
    const int32_t count = walk.row();
    for (int32_t i = 0; i < count; ++i) {
      *to++ = static_cast<Out>(f(a[i * step_a], b[i * step_b]));
    }
  } while (walk.Next());
}

// Prepare of an operator with two inputs that are broadcast: shapes fit, both inputs have the same
// type, one of `types`.
TfLiteStatus ExpectBroadcast(TfLiteContext* context, const TfLiteNode* node, uint32_t types);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_STRIDED_WALK_H_
