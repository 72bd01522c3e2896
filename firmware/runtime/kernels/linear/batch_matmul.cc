// BATCH_MATMUL: x [.., rows, depth] times y [.., depth, columns]; adj_x and adj_y say that the last
// two dimensions of x or y are the other way round in memory. Leading dimensions are broadcast.
#include <initializer_list>

#include "kernels/math/fixed_point.h"
#include "kernels/math/quantization.h"
#include "kernels/support/strided_walk.h"
#include "kernels/support/typed_registration.h"

namespace tflite {
namespace {

constexpr int kMostRank = 5;

struct BatchMatMulData {
  QuantizedMultiplier scale;
  int32_t zero_x, zero_y, zero_out;
};

// A matrix in memory: steps, in elements, from one row or column to the next.
struct Matrix {
  int rows, columns, row_step, column_step;
};

Matrix MatrixOf(const TfLiteIntArray* dims, bool adjoint) {
  const int height = dims->data[dims->size - 2];
  const int width = dims->data[dims->size - 1];
  return adjoint ? Matrix{width, height, 1, width} : Matrix{height, width, width, 1};
}

// The size of dimension `d`, counted from the last, of a tensor with ones before its first.
int SizeFromEnd(const TfLiteIntArray* dims, int d) {
  return d < dims->size ? dims->data[dims->size - 1 - d] : 1;
}

// A walk over the batches of the output, with steps in elements of x and y; false when they do not
// fit.
bool WalkBatches(const TfLiteIntArray* x, const TfLiteIntArray* y, const TfLiteIntArray* out,
                 StridedWalk* walk) {
  int step_x = ElementCount(x);
  int step_y = ElementCount(y);
  for (int d = kMostRank - 1; d >= 2; --d) {
    const int size_x = SizeFromEnd(x, d);
    const int size_y = SizeFromEnd(y, d);
    if (size_x != size_y && size_x != 1 && size_y != 1) return false;
    const int size = size_x == 1 ? size_y : size_x;
    if (SizeFromEnd(out, d) != size) return false;
    step_x /= size_x;
    step_y /= size_y;
    walk->Add(size, size_x == 1 ? 0 : step_x, size_y == 1 ? 0 : step_y);
  }
  return true;
}

// store(sum) for each element of the product in order; Product(a, b) is one term.
template <typename Sum, typename Number, typename Product, typename Store>
void MultiplyMatrices(const Matrix& x, const Matrix& y, const Number* from_x, const Number* from_y,
                      Product product, Store store) {
  for (int row = 0; row < x.rows; ++row) {
    for (int column = 0; column < y.columns; ++column) {
      const Number* a = from_x + row * x.row_step;
      const Number* b = from_y + column * y.column_step;
      Sum sum = 0;
      for (int i = 0; i < x.columns; ++i) {
        sum += static_cast<Sum>(product(a[i * x.column_step], b[i * y.row_step]));
      }
      store(sum);
    }
  }
}

template <typename Sum, typename Number, typename Product, typename Store>
void ForEachSum(TfLiteContext* context, const TfLiteNode* node, Product product, Store store) {
  const auto& params = *static_cast<const TfLiteBatchMatMulParams*>(node->builtin_data);
  const TfLiteEvalTensor* x = InputTensor(context, node, 0);
  const TfLiteEvalTensor* y = InputTensor(context, node, 1);
  const Matrix matrix_x = MatrixOf(x->dims, params.adj_x);
  const Matrix matrix_y = MatrixOf(y->dims, params.adj_y);
  StridedWalk walk;  // its rows are runs of batches
  if (!WalkBatches(x->dims, y->dims, OutputTensor(context, node)->dims, &walk)) return;
  do {
    for (int32_t i = 0; i < walk.row(); ++i) {
      MultiplyMatrices<Sum>(matrix_x, matrix_y,
                            DataOf<Number>(x) + walk.offset(0) + i * walk.step(0),
                            DataOf<Number>(y) + walk.offset(1) + i * walk.step(1), product, store);
    }
  } while (walk.Next());
}

TfLiteStatus CheckShapes(TfLiteContext* context, const TfLiteNode* node) {
  const auto& params = *static_cast<const TfLiteBatchMatMulParams*>(node->builtin_data);
  const TfLiteIntArray* x = InputTensor(context, node, 0)->dims;
  const TfLiteIntArray* y = InputTensor(context, node, 1)->dims;
  const TfLiteIntArray* out = OutputTensor(context, node)->dims;
  for (const TfLiteIntArray* dims : {x, y, out}) {
    if (dims->size < 2 || dims->size > kMostRank) {
      return Refuse("expected 2 to 5 dimensions", dims->size);
    }
  }
  const Matrix matrix_x = MatrixOf(x, params.adj_x);
  const Matrix matrix_y = MatrixOf(y, params.adj_y);
  if (matrix_x.columns != matrix_y.rows) {
    return Refuse("columns of the first matrix are not rows of the second", matrix_x.columns);
  }
  StridedWalk walk;
  return SizeFromEnd(out, 1) == matrix_x.rows && SizeFromEnd(out, 0) == matrix_y.columns &&
                 WalkBatches(x, y, out, &walk)
             ? kTfLiteOk
             : Refuse("shapes of inputs and output do not agree", out->size);
}

TfLiteStatus PrepareScale(TfLiteContext* context, const TfLiteNode* node, BatchMatMulData* data) {
  TensorQuantization x;
  TensorQuantization y;
  TensorQuantization out;
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[0], &x));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->inputs->data[1], &y));
  TF_LITE_ENSURE_STATUS(ReadQuantization(context, node->outputs->data[0], &out));
  if (x.scales->size != 1 || y.scales->size != 1) return Refuse("expected one scale a tensor");
  *data = {MultiplierOf(x.scale(), y.scale(), out.scale()), x.zero_point, y.zero_point,
           out.zero_point};
  const bool wide = OutputTensor(context, node)->type == kTfLiteInt16;
  if (wide && (x.zero_point != 0 || y.zero_point != 0 || out.zero_point != 0)) {
    return Refuse("zero points of int16 operators must be 0", x.zero_point);
  }
  return data->scale.shift <= (wide ? 7 : 30) ? kTfLiteOk
                                              : Refuse("scales differ too much", data->scale.shift);
}

template <TypeSet kKinds>
struct BatchMatMul {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(ExpectPlainTensors(context, node, 2, 1));
    const TfLiteType type = InputTensor(context, node, 0)->type;
    TF_LITE_ENSURE_STATUS(
        ExpectType(context, type, Types(kTfLiteInt8, kTfLiteInt16, kTfLiteFloat32)));
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds));
    TF_LITE_ENSURE_STATUS(ExpectType(context, InputTensor(context, node, 1)->type, Types(type)));
    TF_LITE_ENSURE_STATUS(ExpectType(context, OutputTensor(context, node)->type, Types(type)));
    TF_LITE_ENSURE_STATUS(CheckShapes(context, node));
    return type == kTfLiteFloat32
               ? kTfLiteOk
               : PrepareScale(context, node, static_cast<BatchMatMulData*>(node->user_data));
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const auto& data = *static_cast<const BatchMatMulData*>(node->user_data);
    const QuantizedMultiplier scale = data.scale;
    TfLiteEvalTensor* output = OutputTensor(context, node);
    if ((kKinds & kFloatKinds) != 0 && output->type == kTfLiteFloat32) {
      float* out = MutableDataOf<float>(output);
      ForEachSum<float, float>(
          context, node, [](float a, float b) { return a * b; }, [&](float sum) { *out++ = sum; });
    } else if ((kKinds & kInt16Kinds) != 0 && output->type == kTfLiteInt16) {
      int16_t* out = MutableDataOf<int16_t>(output);
      ForEachSum<int64_t, int16_t>(
          context, node, [](int32_t a, int32_t b) { return a * b; },
          [&](int64_t sum) {
            const int32_t scaled = RescaleWide(sum, scale.multiplier, scale.shift);
            *out++ = static_cast<int16_t>(Clamp(scaled, INT16_MIN, INT16_MAX));
          });
    } else if ((kKinds & kInt8Kinds) != 0) {
      int8_t* out = MutableDataOf<int8_t>(output);
      ForEachSum<uint32_t, int8_t>(
          context, node,
          [&](int32_t a, int32_t b) { return (a - data.zero_x) * (b - data.zero_y); },
          [&](uint32_t sum) {
            const int32_t scaled =
                Rescale(static_cast<int32_t>(sum), scale.multiplier, scale.shift);
            *out++ =
                static_cast<int8_t>(Clamp(AddWrapping(scaled, data.zero_out), INT8_MIN, INT8_MAX));
          });
    }
    return kTfLiteOk;
  }
};

}  // namespace

TYPED_REGISTRATIONS(BATCH_MATMUL, BatchMatMulData, BatchMatMul)

}  // namespace tflite
