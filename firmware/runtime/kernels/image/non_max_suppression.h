// Of boxes that overlap only the best one remains.
#ifndef RUNTIME_KERNELS_NON_MAX_SUPPRESSION_H_
#define RUNTIME_KERNELS_NON_MAX_SUPPRESSION_H_

#include <stdint.h>

namespace tflite {

struct Box {
  float top, left, bottom, right;
};

// Scores of boxes, with room for an entry a box.
struct BoxScores {
  int boxes;
  float* values;
  int* order;  // numbers of boxes, best first
  uint8_t* active;
};

// Higher scores first, of equal ones the lower number.
inline bool IsBetter(const float* scores, int a, int b) {
  return scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
}

// Leaves in scores.order the boxes with a score of at least `score_threshold` that no better one
// overlaps by more than `overlap_threshold` of the area that both take, `most` at most; returns
// their number.
int SuppressOverlaps(const Box* boxes, const BoxScores& scores, float score_threshold,
                     float overlap_threshold, int most);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_NON_MAX_SUPPRESSION_H_
