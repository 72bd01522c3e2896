// prepare and invoke of the three operators that are convolutions, for a set of kinds of numbers.
#ifndef RUNTIME_KERNELS_CONVOLUTION_KERNEL_H_
#define RUNTIME_KERNELS_CONVOLUTION_KERNEL_H_

#include "kernels/convolution.h"
#include "kernels/typed_registration.h"

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
    if ((kKinds & kInt8Kinds) != 0) return InvokeConvolution(context, node, &shape);
    return kTfLiteError;
  }
};

}  // namespace tflite

#endif  // RUNTIME_KERNELS_CONVOLUTION_KERNEL_H_
