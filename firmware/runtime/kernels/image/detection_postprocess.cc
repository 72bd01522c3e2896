// TFLite_Detection_PostProcess: boxes relative to anchors, with the scores of classes, become the
// best boxes that do not overlap (non-maximum suppression), for all classes at once or class by
// class.
#include "core/flexbuffer_map.h"
#include "kernels/image/non_max_suppression.h"
#include "kernels/math/float_math.h"
#include "kernels/math/quantization.h"
#include "kernels/support/tensor_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

enum Input { kEncodings, kScores, kAnchors };
enum Output { kBoxes, kClasses, kBoxScores, kCount };

constexpr int kCoordinates = 4;  // numbers of a box, of its encoding and of an anchor
constexpr int kUsualDetectionsPerClass = 100;

struct Detection {
  int box, label;
  float score;
};

struct DetectionData {
  int32_t most_detections, labels_per_box, detections_per_class, labels;
  bool class_by_class;
  float score_threshold, overlap_threshold;
  float scales[kCoordinates];  // y, x, height, width
  int boxes;
  int columns;  // scores of a box: labels, behind a background where there is one
  // Scratch buffers.
  int decoded, scores, order, active, found;
  int inputs[3];  // quantised ones as floats
};

TfLiteStatus ReadOptions(const TfLiteNode* node, DetectionData* data) {
  const FlexbufferMap map(node->custom_initial_data,
                          static_cast<size_t>(node->custom_initial_data_size));
  static constexpr const char* kScales[kCoordinates] = {"y_scale", "x_scale", "h_scale", "w_scale"};
  bool complete = map.Get("max_detections", &data->most_detections) &&
                  map.Get("max_classes_per_detection", &data->labels_per_box) &&
                  map.Get("nms_score_threshold", &data->score_threshold) &&
                  map.Get("nms_iou_threshold", &data->overlap_threshold) &&
                  map.Get("num_classes", &data->labels);
  for (int i = 0; i < kCoordinates; ++i) {
    complete = complete && map.Get(kScales[i], &data->scales[i]);
  }
  if (!complete) return Refuse("an option is missing or damaged");
  data->detections_per_class = kUsualDetectionsPerClass;
  data->class_by_class = false;
  map.Get("detections_per_class", &data->detections_per_class);
  map.Get("use_regular_nms", &data->class_by_class);
  const bool overlap = data->overlap_threshold > 0.0f && data->overlap_threshold <= 1.0f;
  const int least = data->class_by_class ? data->detections_per_class : data->labels_per_box;
  if (!overlap || least <= 0 || data->most_detections < 0 || data->labels <= 0) {
    return Refuse("an option is out of range");
  }
  return kTfLiteOk;
}

TfLiteStatus ExpectShape(const TfLiteEvalTensor* tensor, int rank, int last) {
  const TfLiteIntArray* dims = tensor->dims;
  const bool fits = dims->size == rank && (rank != 3 || dims->data[0] == 1);
  return fits && dims->data[rank - 1] >= last ? kTfLiteOk
                                              : Refuse("wrong shape of boxes, scores or anchors");
}

TfLiteStatus ExpectDetectionTensors(TfLiteContext* context, const TfLiteNode* node,
                                    DetectionData* data) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 3, 4));
  for (int i = 0; i < 3; ++i) {
    const TfLiteEvalTensor* input = InputTensor(context, node, i);
    TF_LITE_ENSURE_STATUS(ExpectType(context, input->type, Types(kTfLiteUInt8, kTfLiteFloat32)));
    if (input->type == kTfLiteFloat32) continue;
    TensorQuantization quantization;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[i], &quantization));
    TF_LITE_ENSURE_STATUS(context->RequestScratchBufferInArena(
        context, static_cast<size_t>(ElementCount(input->dims)) * sizeof(float), &data->inputs[i]));
  }
  for (int i = 0; i < 4; ++i) {
    TF_LITE_ENSURE_STATUS(
        ExpectType(context, OutputTensor(context, node, i)->type, Types(kTfLiteFloat32)));
  }
  const TfLiteEvalTensor* encodings = InputTensor(context, node, kEncodings);
  const TfLiteEvalTensor* scores = InputTensor(context, node, kScores);
  const TfLiteEvalTensor* anchors = InputTensor(context, node, kAnchors);
  TF_LITE_ENSURE_STATUS(ExpectShape(encodings, 3, kCoordinates));
  TF_LITE_ENSURE_STATUS(ExpectShape(scores, 3, 1));
  TF_LITE_ENSURE_STATUS(ExpectShape(anchors, 2, kCoordinates));
  data->boxes = encodings->dims->data[1];
  data->columns = scores->dims->data[2];
  if (scores->dims->data[1] != data->boxes || anchors->dims->data[0] != data->boxes ||
      anchors->dims->data[1] != kCoordinates) {
    return Refuse("boxes, scores and anchors differ in number", data->boxes);
  }
  if (data->columns != data->labels && data->columns - 1 != data->labels) {
    return Refuse("scores do not suit num_classes", data->columns);
  }
  const int room = ElementCount(OutputTensor(context, node, kClasses)->dims);
  if (room < data->most_detections ||
      ElementCount(OutputTensor(context, node, kBoxScores)->dims) != room ||
      ElementCount(OutputTensor(context, node, kBoxes)->dims) / kCoordinates != room) {
    return Refuse("too little room in the outputs for max_detections", room);
  }
  return kTfLiteOk;
}

TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
  auto* data = static_cast<DetectionData*>(node->user_data);
  TF_LITE_ENSURE_STATUS(ReadOptions(node, data));
  TF_LITE_ENSURE_STATUS(ExpectDetectionTensors(context, node, data));
  const size_t boxes = static_cast<size_t>(data->boxes);
  const size_t found = static_cast<size_t>(data->most_detections) + 1;
  TF_LITE_ENSURE_STATUS(
      context->RequestScratchBufferInArena(context, boxes * sizeof(Box), &data->decoded));
  TF_LITE_ENSURE_STATUS(
      context->RequestScratchBufferInArena(context, boxes * sizeof(float), &data->scores));
  TF_LITE_ENSURE_STATUS(
      context->RequestScratchBufferInArena(context, boxes * sizeof(int), &data->order));
  TF_LITE_ENSURE_STATUS(context->RequestScratchBufferInArena(context, boxes, &data->active));
  return context->RequestScratchBufferInArena(context, found * sizeof(Detection), &data->found);
}

// What one inference works on.
struct Work {
  const DetectionData* data;
  Box* boxes;
  BoxScores scores;
  Detection* found;  // best first
  int found_count;
};

// False when a box is empty.
bool DecodeBoxes(const Work& work, const float* encodings, int encoding_size,
                 const float* anchors) {
  const float* scales = work.data->scales;
  for (int i = 0; i < work.data->boxes; ++i, encodings += encoding_size, anchors += kCoordinates) {
    const float y = encodings[0] / scales[0] * anchors[2] + anchors[0];
    const float x = encodings[1] / scales[1] * anchors[3] + anchors[1];
    const float half_height = 0.5f * ExpFloat(encodings[2] / scales[2]) * anchors[2];
    const float half_width = 0.5f * ExpFloat(encodings[3] / scales[3]) * anchors[3];
    const Box box = {y - half_height, x - half_width, y + half_height, x + half_width};
    if (box.top >= box.bottom || box.left >= box.right) return false;
    work.boxes[i] = box;
  }
  return true;
}

// Puts a detection behind those that are as good, of which there are most_detections at most.
void Insert(Work* work, const Detection& detection) {
  int at = work->found_count;
  for (; at > 0 && detection.score > work->found[at - 1].score; --at) {
    work->found[at] = work->found[at - 1];
  }
  work->found[at] = detection;
  if (work->found_count < work->data->most_detections) ++work->found_count;
}

void Write(TfLiteContext* context, const TfLiteNode* node, const Work& work, int at, int box,
           int label, float score) {
  static_cast<Box*>(OutputTensor(context, node, kBoxes)->data.data)[at] = work.boxes[box];
  OutputTensor(context, node, kClasses)->data.f[at] = static_cast<float>(label);
  OutputTensor(context, node, kBoxScores)->data.f[at] = score;
}

// Suppresses the boxes of each class among themselves; the best detections of all classes remain.
int DetectByClass(TfLiteContext* context, const TfLiteNode* node, Work* work,
                  const float* label_scores) {
  const DetectionData& data = *work->data;
  for (int label = 0; label < data.labels; ++label) {
    for (int i = 0; i < data.boxes; ++i)
      work->scores.values[i] = label_scores[i * data.columns + label];
    const int selected = SuppressOverlaps(work->boxes, work->scores, data.score_threshold,
                                          data.overlap_threshold, data.detections_per_class);
    for (int i = 0; i < selected; ++i) {
      const int box = work->scores.order[i];
      Insert(work, {box, label, work->scores.values[box]});
    }
  }
  for (int i = 0; i < work->found_count; ++i) {
    const Detection& detection = work->found[i];
    Write(context, node, *work, i, detection.box, detection.label, detection.score);
  }
  return work->found_count;
}

// The label that follows `last` in the order of a box's scores; the best one when it is negative.
int NextLabel(const float* scores, int labels, int last) {
  int next = -1;
  for (int i = 0; i < labels; ++i) {
    if ((last < 0 || (i != last && IsBetter(scores, last, i))) &&
        (next < 0 || IsBetter(scores, i, next))) {
      next = i;
    }
  }
  return next < 0 ? 0 : next;
}

// Suppresses boxes by the best score that they have for any class.
int DetectByBest(TfLiteContext* context, const TfLiteNode* node, Work* work,
                 const float* label_scores) {
  const DetectionData& data = *work->data;
  for (int i = 0; i < data.boxes; ++i) {
    const float* scores = label_scores + i * data.columns;
    work->scores.values[i] = scores[NextLabel(scores, data.labels, -1)];
  }
  const int selected = SuppressOverlaps(work->boxes, work->scores, data.score_threshold,
                                        data.overlap_threshold, data.most_detections);
  const int labels = data.labels_per_box < data.labels ? data.labels_per_box : data.labels;
  const int room = ElementCount(OutputTensor(context, node, kClasses)->dims);
  int count = 0;
  for (int i = 0; i < selected; ++i) {
    const int box = work->scores.order[i];
    const float* scores = label_scores + box * data.columns;
    int label = -1;
    for (int k = 0; k < labels; ++k, ++count) {
      label = NextLabel(scores, data.labels, label);
      // The reference leaves gaps when a box has several labels.
      const int64_t at = int64_t{labels} * count + k;
      if (at < room) Write(context, node, *work, static_cast<int>(at), box, label, scores[label]);
    }
  }
  return count;
}

const float* FloatsOf(TfLiteContext* context, const TfLiteNode* node, int i) {
  const auto* data = static_cast<const DetectionData*>(node->user_data);
  const TfLiteEvalTensor* input = InputTensor(context, node, i);
  if (input->type == kTfLiteFloat32) return input->data.f;
  auto* floats = static_cast<float*>(context->GetScratchBuffer(context, data->inputs[i]));
  TensorQuantization quantization;
  if (ReadQuantization(context, node->inputs->data[i], &quantization) != kTfLiteOk) return floats;
  for (int k = 0; k < ElementCount(input->dims); ++k) {
    floats[k] =
        quantization.scale() * static_cast<float>(input->data.uint8[k] - quantization.zero_point);
  }
  return floats;
}

TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
  const auto* data = static_cast<const DetectionData*>(node->user_data);
  const TfLiteEvalTensor* encodings = InputTensor(context, node, kEncodings);
  Work work = {data,
               static_cast<Box*>(context->GetScratchBuffer(context, data->decoded)),
               {data->boxes, static_cast<float*>(context->GetScratchBuffer(context, data->scores)),
                static_cast<int*>(context->GetScratchBuffer(context, data->order)),
                static_cast<uint8_t*>(context->GetScratchBuffer(context, data->active))},
               static_cast<Detection*>(context->GetScratchBuffer(context, data->found)),
               0};
  if (!DecodeBoxes(work, FloatsOf(context, node, kEncodings), encodings->dims->data[2],
                   FloatsOf(context, node, kAnchors))) {
    return Refuse("a box is empty");
  }
  for (int i = 0; i < 4; ++i) {
    TfLiteEvalTensor* output = OutputTensor(context, node, i);
    __builtin_memset(output->data.data, 0, static_cast<size_t>(ByteCount(output)));
  }
  const float* scores = FloatsOf(context, node, kScores) + (data->columns - data->labels);
  const int count = data->class_by_class ? DetectByClass(context, node, &work, scores)
                                         : DetectByBest(context, node, &work, scores);
  OutputTensor(context, node, kCount)->data.f[0] = static_cast<float>(count);
  return kTfLiteOk;
}

}  // namespace

const TFLMRegistration* Register_DETECTION_POSTPROCESS() {
  static constexpr TFLMRegistration kRegistration = {
      InitData<DetectionData>, nullptr, Prepare, Invoke, nullptr, 0, nullptr};
  return &kRegistration;
}

}  // namespace tflite
