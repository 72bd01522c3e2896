// SPACE_TO_DEPTH, DEPTH_TO_SPACE, SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND: blocks of an image whose
// pixels become channels or images of their own.
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"
#include "tensorflow/lite/c/builtin_op_data.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {
namespace {

// --- Channels: of an image [batches, height, width, depth] the block of row y and column x is the
// pixel of [batches, height / size, width / size, depth * size^2] there.

TfLiteStatus ExpectBlockTensors(TfLiteContext* context, const TfLiteNode* node, int inputs) {
  TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, inputs, 1));
  return ExpectSameType(context, InputTensor(context, node, 0), OutputTensor(context, node),
                        Types(kTfLiteInt8, kTfLiteUInt8, kTfLiteFloat32));
}

int BlockSize(const TfLiteNode* node) {
  return static_cast<const TfLiteSpaceToDepthParams*>(node->builtin_data)->block_size;
}

TfLiteStatus CheckDepth(const TfLiteIntArray* image, const TfLiteIntArray* deep, int64_t size) {
  if (image->size != 4 || deep->size != 4) return Refuse("expected 4 dimensions", image->size);
  if (size <= 0 || size > 1 << 15) return Refuse("block size out of range", static_cast<int>(size));
  const bool fits = image->data[0] == deep->data[0] && image->data[1] == size * deep->data[1] &&
                    image->data[2] == size * deep->data[2] &&
                    deep->data[3] == size * size * image->data[3];
  return fits ? kTfLiteOk : Refuse("blocks do not fill the image; size", static_cast<int>(size));
}

// A walk in bytes over the blocks in the order of `deep`, whose runs are rows of a block.
StridedWalk WalkOfBlocks(const TfLiteIntArray* image, const TfLiteIntArray* deep, int size,
                         int element, bool from_image) {
  const int32_t run = size * image->data[3] * element;
  const int32_t row = image->data[2] * image->data[3] * element;
  const int32_t extents[] = {deep->data[0], deep->data[1], deep->data[2], size, run};
  const int32_t in_image[] = {image->data[1] * row, size * row, run, row, 1};
  StridedWalk walk;
  int32_t in_deep = extents[0] * extents[1] * extents[2] * extents[3] * run;
  for (int d = 0; d < 5; ++d) {
    in_deep /= extents[d];
    walk.Add(extents[d], from_image ? in_image[d] : in_deep, from_image ? in_deep : in_image[d]);
  }
  return walk;
}

template <bool kToDepth>
TfLiteStatus PrepareDepth(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectBlockTensors(context, node, 1));
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  return CheckDepth(kToDepth ? in : out, kToDepth ? out : in, BlockSize(node));
}

template <bool kToDepth>
TfLiteStatus InvokeDepth(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const TfLiteIntArray* image = kToDepth ? input->dims : output->dims;
  const TfLiteIntArray* deep = kToDepth ? output->dims : input->dims;
  CopyElements(WalkOfBlocks(image, deep, BlockSize(node), ElementBytes(input->type), kToDepth), 1,
               input->data.uint8, output->data.uint8);
  return kTfLiteOk;
}

// --- Batches: of an image [batches, height, width, depth] or [batches, height, depth] with `top`
// and `left` rows and columns more, pixel (y, x) of each block belongs to image y * width + x of
// those that are stacked.
struct Blocks {
  int32_t height, width;
  int32_t top, left;
};

struct BatchData {
  uint8_t padding;  // every byte of an element outside of the image
};

// Dimensions of an image; a missing width is 1.
struct ImageShape {
  int32_t batches, height, width, depth;

  explicit ImageShape(const TfLiteIntArray* dims)
      : batches(dims->data[0]),
        height(dims->data[1]),
        width(dims->size == 4 ? dims->data[2] : 1),
        depth(dims->data[dims->size - 1]) {}
};

bool Covers(int64_t stacked, int64_t block, int64_t image, int64_t before, int64_t after) {
  return block > 0 && before >= 0 && after >= 0 && stacked * block == image + before + after;
}

TfLiteStatus ReadBlocks(TfLiteContext* context, const TfLiteNode* node, const ImageShape& image,
                        const ImageShape& stacked, Blocks* blocks) {
  const TfLiteEvalTensor* size = InputTensor(context, node, 1);
  const TfLiteEvalTensor* margins = InputTensor(context, node, 2);  // paddings or crops
  const bool two = InputTensor(context, node, 0)->dims->size == 4;
  *blocks = {IndexAt(size, 0), two ? IndexAt(size, 1) : 1, IndexAt(margins, 0),
             two ? IndexAt(margins, 2) : 0};
  const int32_t bottom = IndexAt(margins, 1);
  const int32_t right = two ? IndexAt(margins, 3) : 0;
  const bool fits = Covers(stacked.height, blocks->height, image.height, blocks->top, bottom) &&
                    Covers(stacked.width, blocks->width, image.width, blocks->left, right) &&
                    int64_t{blocks->height} * blocks->width == stacked.batches / image.batches &&
                    stacked.batches % image.batches == 0 && stacked.depth == image.depth;
  return fits ? kTfLiteOk : Refuse("blocks do not fill the image; height", blocks->height);
}

template <bool kToBatch>
TfLiteStatus PrepareBatch(TfLiteContext* context, TfLiteNode* node) {
  TF_LITE_ENSURE_STATUS(ExpectBlockTensors(context, node, 3));
  const TfLiteIntArray* in = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  if (in->size < 3 || in->size > 4 || out->size != in->size) {
    return Refuse("expected 3 or 4 dimensions", in->size);
  }
  auto* data = static_cast<BatchData*>(node->user_data);
  data->padding = 0;
  if (IsByte(OutputTensor(context, node)->type) && IsQuantised(context, node->outputs->data[0])) {
    TensorQuantization quantization;
    TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &quantization));
    data->padding = static_cast<uint8_t>(quantization.zero_point);
  }
  const TfLiteEvalTensor* size = InputTensor(context, node, 1);
  const TfLiteEvalTensor* margins = InputTensor(context, node, 2);
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, size, in->size - 2));
  TF_LITE_ENSURE_STATUS(ExpectIntegers(context, margins, 2 * (in->size - 2)));
  if (!IsStored(size) || !IsStored(margins)) return kTfLiteOk;
  Blocks blocks;
  return ReadBlocks(context, node, ImageShape(kToBatch ? in : out), ImageShape(kToBatch ? out : in),
                    &blocks);
}

template <bool kToBatch>
TfLiteStatus InvokeBatch(TfLiteContext* context, TfLiteNode* node) {
  const TfLiteEvalTensor* input = InputTensor(context, node, 0);
  TfLiteEvalTensor* output = OutputTensor(context, node);
  const ImageShape image(kToBatch ? input->dims : output->dims);
  const ImageShape stacked(kToBatch ? output->dims : input->dims);
  Blocks blocks;
  TF_LITE_ENSURE_STATUS(ReadBlocks(context, node, image, stacked, &blocks));
  const int bytes = image.depth * ElementBytes(input->type);
  const uint8_t* padding = &static_cast<const BatchData*>(node->user_data)->padding;
  int pixel = 0;  // of the stacked images
  for (int32_t b = 0; b < stacked.batches; ++b) {
    const int32_t place = b / image.batches;
    for (int32_t h = 0; h < stacked.height; ++h) {
      const int32_t y = h * blocks.height + place / blocks.width - blocks.top;
      for (int32_t w = 0; w < stacked.width; ++w, ++pixel) {
        const int32_t x = w * blocks.width + place % blocks.width - blocks.left;
        const bool inside = y >= 0 && y < image.height && x >= 0 && x < image.width;
        if (!inside && !kToBatch) continue;
        const int of_image = ((b % image.batches * image.height + y) * image.width + x) * bytes;
        const int from = kToBatch ? of_image : pixel * bytes;
        const int to = kToBatch ? pixel * bytes : of_image;
        FillElements(output->data.uint8 + to, inside ? 1 : bytes, inside ? bytes : 1,
                     inside ? input->data.uint8 + from : padding);
      }
    }
  }
  return kTfLiteOk;
}

}  // namespace

#define BLOCK_REGISTRATION(NAME, init, prepare, invoke)                                   \
  const TFLMRegistration& Register_##NAME() {                                             \
    static constexpr TFLMRegistration kRegistration = {init,    nullptr, prepare, invoke, \
                                                       nullptr, 0,       nullptr};        \
    return kRegistration;                                                                 \
  }

BLOCK_REGISTRATION(SPACE_TO_DEPTH, nullptr, PrepareDepth<true>, InvokeDepth<true>)
BLOCK_REGISTRATION(DEPTH_TO_SPACE, nullptr, PrepareDepth<false>, InvokeDepth<false>)
BLOCK_REGISTRATION(SPACE_TO_BATCH_ND, InitData<BatchData>, PrepareBatch<true>, InvokeBatch<true>)
BLOCK_REGISTRATION(BATCH_TO_SPACE_ND, InitData<BatchData>, PrepareBatch<false>, InvokeBatch<false>)

}  // namespace tflite
