#include "kernels/image/non_max_suppression.h"

namespace tflite {
namespace {

// The shared area of two boxes relative to the area of both.
float Overlap(const Box& a, const Box& b) {
  const float area_a = (a.bottom - a.top) * (a.right - a.left);
  const float area_b = (b.bottom - b.top) * (b.right - b.left);
  if (area_a <= 0 || area_b <= 0) return 0;
  const float top = a.top < b.top ? b.top : a.top;
  const float left = a.left < b.left ? b.left : a.left;
  const float bottom = b.bottom < a.bottom ? b.bottom : a.bottom;
  const float right = b.right < a.right ? b.right : a.right;
  const float height = bottom - top;
  const float width = right - left;
  const float shared = (height < 0 ? 0 : height) * (width < 0 ? 0 : width);
  return shared / (area_a + area_b - shared);
}

// Moves the entry at `root` down to its place in the heap whose top comes last.
void SiftDown(const float* scores, int* heap, int root, int count) {
  for (;;) {
    int child = 2 * root + 1;
    if (child >= count) return;
    if (child + 1 < count && IsBetter(scores, heap[child], heap[child + 1])) ++child;
    if (!IsBetter(scores, heap[root], heap[child])) return;
    const int moved = heap[root];
    heap[root] = heap[child];
    heap[child] = moved;
    root = child;
  }
}

void Sort(const float* scores, int* order, int count) {
  for (int i = count / 2; i-- > 0;) SiftDown(scores, order, i, count);
  for (int end = count - 1; end > 0; --end) {
    const int last = order[0];
    order[0] = order[end];
    order[end] = last;
    SiftDown(scores, order, 0, end);
  }
}

}  // namespace

int SuppressOverlaps(const Box* boxes, const BoxScores& scores, float score_threshold,
                     float overlap_threshold, int most) {
  int* const order = scores.order;
  int count = 0;
  for (int i = 0; i < scores.boxes; ++i) {
    if (scores.values[i] >= score_threshold) order[count++] = i;
  }
  Sort(scores.values, order, count);
  for (int i = 0; i < count; ++i) scores.active[i] = 1;
  int selected = 0;
  for (int i = 0; i < count && selected < most; ++i) {
    if (scores.active[i] == 0) continue;
    const int box = order[i];
    order[selected++] = box;
    for (int k = i + 1; k < count; ++k) {
      if (scores.active[k] != 0 && Overlap(boxes[box], boxes[order[k]]) > overlap_threshold) {
        scores.active[k] = 0;
      }
    }
  }
  return selected;
}

}  // namespace tflite
