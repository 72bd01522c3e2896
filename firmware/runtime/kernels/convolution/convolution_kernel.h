// prepare and invoke of the three operators that are convolutions, for a set of kinds of numbers.
#ifndef RUNTIME_KERNELS_CONVOLUTION_KERNEL_H_
#define RUNTIME_KERNELS_CONVOLUTION_KERNEL_H_

#include "kernels/convolution/convolution.h"
#include "kernels/support/typed_registration.h"

namespace tflite {

// Operator has Shape(context, node, &shape) and Options(node).
template <typename Operator, TypeSet kKinds>
struct ConvolutionKernel {
  static TfLiteStatus Prepare(TfLiteContext* context, TfLiteNode* node) {
    TF_LITE_ENSURE_STATUS(ExpectTensors(context, node, 2, 1));
    const TfLiteType type = InputTensor(context, node, 0)->type;
    TF_LITE_ENSURE_STATUS(CheckType(context, type, kKinds));
    ConvShape shape;
    TF_LITE_ENSURE_STATUS(Operator::Shape(context, node, &shape));
    if ((kKinds & kFloatKinds) != 0 && type == kTfLiteFloat32) {
      return PrepareFloatConvolution(context, node, shape, Operator::Options(node));
    }
    if ((kKinds & kInt16Kinds) != 0 && type == kTfLiteInt16) {
      return PrepareInt16Convolution(context, node, shape, Operator::Options(node));
    }
    if ((kKinds & kInt4Kinds) != 0 && InputTensor(context, node, 1)->type == kTfLiteInt4) {
      return PrepareInt4Convolution(context, node, shape, Operator::Options(node));
    }
    if ((kKinds & kInt8Kinds) != 0) {
      const ConvOptions options = Operator::Options(node);
      return PrepareConvolution(context, node, shape, options.padding, options.activation);
    }
    return kTfLiteError;
  }

  static TfLiteStatus Invoke(TfLiteContext* context, TfLiteNode* node) {
    const TfLiteType type = InputTensor(context, node, 0)->type;
    ConvShape shape;
    TF_LITE_ENSURE_STATUS(Operator::Shape(context, node, &shape));
    if ((kKinds & kFloatKinds) != 0 && type == kTfLiteFloat32) {
      return InvokeFloatConvolution(context, node, &shape, Operator::Options(node));
    }
    if ((kKinds & kInt16Kinds) != 0 && type == kTfLiteInt16) {
      return InvokeInt16Convolution(context, node, &shape, Operator::Options(node));
    }
    if ((kKinds & kInt4Kinds) != 0 && InputTensor(context, node, 1)->type == kTfLiteInt4) {
      return InvokeInt4Convolution(context, node, &shape);
    }
    if ((kKinds & kInt8Kinds) != 0) return InvokeConvolution(context, node, &shape);
    return kTfLiteError;
  }
};

// TYPED_REGISTRATIONS, and one for int8 activations with int8 or int4 weights.
#define CONVOLUTION_REGISTRATIONS(NAME, Kernel) \
  TYPED_REGISTRATIONS(NAME, ConvData, Kernel)   \
  TYPED_REGISTRATION(NAME##_INT4, ConvData, Kernel, kInt8Kinds | kInt4Kinds)

}  // namespace tflite

#endif  // RUNTIME_KERNELS_CONVOLUTION_KERNEL_H_
