#include "kernels/support/strided_walk.h"

namespace tflite {

void StridedWalk::Add(int32_t extent, int32_t step0, int32_t step1) {
  if (extent == 1) return;
  const int last = rank_ - 1;
  if (last >= 0 && step_[0][last] == int64_t{step0} * extent &&
      step_[1][last] == int64_t{step1} * extent) {
    extent_[last] *= extent;
  } else {
    ++rank_;
    extent_[rank_ - 1] = extent;
    index_[rank_ - 1] = 0;
  }
  step_[0][rank_ - 1] = step0;
  step_[1][rank_ - 1] = step1;
}

bool StridedWalk::Next() {
  for (int d = rank_ - 2; d >= 0; --d) {
    offset_[0] += step_[0][d];
    offset_[1] += step_[1][d];
    if (++index_[d] < extent_[d]) return true;
    offset_[0] -= step_[0][d] * extent_[d];
    offset_[1] -= step_[1][d] * extent_[d];
    index_[d] = 0;
  }
  return false;
}

void CopyElements(StridedWalk walk, int bytes, const uint8_t* from, uint8_t* to) {
  // A row of single bytes has steps; the other rows are the bytes of elements that touch.
  walk.Add(bytes, 1, 1);
  const int32_t count = walk.row();
  const int32_t step_from = walk.step(0);
  const int32_t step_to = walk.step(1);
  do {
    const uint8_t* source = from + walk.offset(0);
    uint8_t* target = to + walk.offset(1);
    for (int32_t i = 0; i < count; ++i) target[i * step_to] = source[i * step_from];
  } while (walk.Next());
}

bool Broadcast(const TfLiteIntArray* x, const TfLiteIntArray* y, const TfLiteIntArray* out,
               StridedWalk* walk) {
  if (x->size > out->size || y->size > out->size) return false;
  int32_t size_x[kMostDimensions];
  int32_t size_y[kMostDimensions];
  int32_t elements_x = 1;
  int32_t elements_y = 1;
  for (int d = 0; d < out->size; ++d) {
    size_x[d] = d < out->size - x->size ? 1 : x->data[d - out->size + x->size];
    size_y[d] = d < out->size - y->size ? 1 : y->data[d - out->size + y->size];
    const int32_t size = out->data[d];
    if (size_x[d] != size && size_x[d] != 1) return false;
    if (size_y[d] != size && size_y[d] != 1) return false;
    elements_x *= size_x[d];
    elements_y *= size_y[d];
  }
  for (int d = 0; d < out->size; ++d) {
    elements_x /= size_x[d];
    elements_y /= size_y[d];
    walk->Add(out->data[d], size_x[d] == 1 ? 0 : elements_x, size_y[d] == 1 ? 0 : elements_y);
  }
  return true;
}

TfLiteStatus ExpectBroadcast(TfLiteContext* context, const TfLiteNode* node, uint32_t types) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  TF_LITE_ENSURE_STATUS(ExpectSameType(context, x, y, types));
  StridedWalk walk;
  return Broadcast(x->dims, y->dims, OutputTensor(context, node)->dims, &walk)
             ? kTfLiteOk
             : Refuse("shapes cannot be broadcast to that of the output", x->dims->size);
}

}  // namespace tflite
