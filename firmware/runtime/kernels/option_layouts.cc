#include "kernels/option_layouts.h"

#include "core/options.h"
#include "tensorflow/lite/c/builtin_op_data.h"

namespace tflite {
namespace {

#define FIELD(id, kind, type, member, absent) \
  { id, OptionKind::kind, offsetof(type, member), absent }

constexpr OptionField kConvFields[] = {
    FIELD(0, kPadding, TfLiteConvParams, padding, 0),
    FIELD(1, kWord, TfLiteConvParams, stride_width, 0),
    FIELD(2, kWord, TfLiteConvParams, stride_height, 0),
    FIELD(3, kEnum, TfLiteConvParams, activation, 0),
    FIELD(4, kWord, TfLiteConvParams, dilation_width_factor, 1),
    FIELD(5, kWord, TfLiteConvParams, dilation_height_factor, 1),
    FIELD(6, kType, TfLiteConvParams, quantized_bias_type, 0),
};

constexpr OptionField kDepthwiseConvFields[] = {
    FIELD(0, kPadding, TfLiteDepthwiseConvParams, padding, 0),
    FIELD(1, kWord, TfLiteDepthwiseConvParams, stride_width, 0),
    FIELD(2, kWord, TfLiteDepthwiseConvParams, stride_height, 0),
    FIELD(3, kWord, TfLiteDepthwiseConvParams, depth_multiplier, 0),
    FIELD(4, kEnum, TfLiteDepthwiseConvParams, activation, 0),
    FIELD(5, kWord, TfLiteDepthwiseConvParams, dilation_width_factor, 1),
    FIELD(6, kWord, TfLiteDepthwiseConvParams, dilation_height_factor, 1),
};

constexpr OptionField kFullyConnectedFields[] = {
    FIELD(0, kEnum, TfLiteFullyConnectedParams, activation, 0),
    FIELD(1, kEnum, TfLiteFullyConnectedParams, weights_format, 0),
    FIELD(2, kBool, TfLiteFullyConnectedParams, keep_num_dims, 0),
    FIELD(3, kBool, TfLiteFullyConnectedParams, asymmetric_quantize_inputs, 0),
    FIELD(4, kType, TfLiteFullyConnectedParams, quantized_bias_type, 0),
};

constexpr OptionField kPoolFields[] = {
    FIELD(0, kPadding, TfLitePoolParams, padding, 0),
    FIELD(1, kWord, TfLitePoolParams, stride_width, 0),
    FIELD(2, kWord, TfLitePoolParams, stride_height, 0),
    FIELD(3, kWord, TfLitePoolParams, filter_width, 0),
    FIELD(4, kWord, TfLitePoolParams, filter_height, 0),
    FIELD(5, kEnum, TfLitePoolParams, activation, 0),
};

constexpr OptionField kSoftmaxFields[] = {FIELD(0, kWord, TfLiteSoftmaxParams, beta, 0)};

constexpr OptionField kLeakyReluFields[] = {FIELD(0, kWord, TfLiteLeakyReluParams, alpha, 0)};
constexpr OptionField kIfFields[] = {
    FIELD(0, kWord, TfLiteIfParams, then_subgraph_index, 0),
    FIELD(1, kWord, TfLiteIfParams, else_subgraph_index, 0),
};

constexpr OptionField kWhileFields[] = {
    FIELD(0, kWord, TfLiteWhileParams, cond_subgraph_index, 0),
    FIELD(1, kWord, TfLiteWhileParams, body_subgraph_index, 0),
};

constexpr OptionField kCallOnceFields[] = {
    FIELD(0, kWord, TfLiteCallOnceParams, init_subgraph_index, 0),
};

constexpr OptionField kTransposeConvFields[] = {
    FIELD(0, kPadding, TfLiteTransposeConvParams, padding, 0),
    FIELD(1, kWord, TfLiteTransposeConvParams, stride_width, 0),
    FIELD(2, kWord, TfLiteTransposeConvParams, stride_height, 0),
    FIELD(3, kEnum, TfLiteTransposeConvParams, activation, 0),
    FIELD(4, kType, TfLiteTransposeConvParams, quantized_bias_type, 0),
};

#undef FIELD

template <size_t N>
constexpr uint8_t Count(const OptionField (&)[N]) {
  return N;
}

}  // namespace

#define LAYOUT(name, type, fields) const OptionsLayout name = {sizeof(type), Count(fields), fields}

LAYOUT(kConvOptions, TfLiteConvParams, kConvFields);
LAYOUT(kDepthwiseConvOptions, TfLiteDepthwiseConvParams, kDepthwiseConvFields);
LAYOUT(kFullyConnectedOptions, TfLiteFullyConnectedParams, kFullyConnectedFields);
LAYOUT(kPoolOptions, TfLitePoolParams, kPoolFields);
LAYOUT(kSoftmaxOptions, TfLiteSoftmaxParams, kSoftmaxFields);
LAYOUT(kLeakyReluOptions, TfLiteLeakyReluParams, kLeakyReluFields);
LAYOUT(kTransposeConvOptions, TfLiteTransposeConvParams, kTransposeConvFields);

LAYOUT(kIfOptions, TfLiteIfParams, kIfFields);
LAYOUT(kWhileOptions, TfLiteWhileParams, kWhileFields);
LAYOUT(kCallOnceOptions, TfLiteCallOnceParams, kCallOnceFields);

}  // namespace tflite
