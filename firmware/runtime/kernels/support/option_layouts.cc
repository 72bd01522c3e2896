#include "kernels/support/option_layouts.h"

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

// SUB: the same numbers and members.
constexpr OptionField kAddFields[] = {
    FIELD(0, kEnum, TfLiteAddParams, activation, 0),
    FIELD(1, kBool, TfLiteAddParams, pot_scale_int16, 1),
};

constexpr OptionField kMulFields[] = {
    FIELD(0, kEnum, TfLiteMulParams, activation, 0),
};

constexpr OptionField kReducerFields[] = {
    FIELD(0, kBool, TfLiteReducerParams, keep_dims, 0),
};

constexpr OptionField kConcatenationFields[] = {
    FIELD(0, kWord, TfLiteConcatenationParams, axis, 0),
    FIELD(1, kEnum, TfLiteConcatenationParams, activation, 0),
};

// SPLIT_V: the same.
constexpr OptionField kSplitFields[] = {
    FIELD(0, kWord, TfLiteSplitParams, num_splits, 0),
};

constexpr OptionField kStridedSliceFields[] = {
    FIELD(0, kWord, TfLiteStridedSliceParams, begin_mask, 0),
    FIELD(1, kWord, TfLiteStridedSliceParams, end_mask, 0),
    FIELD(2, kWord, TfLiteStridedSliceParams, ellipsis_mask, 0),
    FIELD(3, kWord, TfLiteStridedSliceParams, new_axis_mask, 0),
    FIELD(4, kWord, TfLiteStridedSliceParams, shrink_axis_mask, 0),
    FIELD(5, kBool, TfLiteStridedSliceParams, offset, 0),
};

// UNPACK: the same numbers and types.
constexpr OptionField kPackFields[] = {
    FIELD(0, kWord, TfLitePackParams, values_count, 0),
    FIELD(1, kWord, TfLitePackParams, axis, 0),
};

// ARG_MAX, ARG_MIN and SHAPE.
constexpr OptionField kOutputTypeFields[] = {
    FIELD(0, kType, TfLiteArgMaxParams, output_type, 0),
};

constexpr OptionField kGatherFields[] = {
    FIELD(0, kWord, TfLiteGatherParams, axis, 0),
    FIELD(1, kWord, TfLiteGatherParams, batch_dims, 0),
};

constexpr OptionField kCastFields[] = {
    FIELD(0, kType, TfLiteCastParams, in_data_type, 0),
    FIELD(1, kType, TfLiteCastParams, out_data_type, 0),
};

// RESIZE_BILINEAR has two retired fields before these.
constexpr OptionField kResizeBilinearFields[] = {
    FIELD(2, kBool, TfLiteResizeBilinearParams, align_corners, 0),
    FIELD(3, kBool, TfLiteResizeBilinearParams, half_pixel_centers, 0),
};

constexpr OptionField kResizeNearestFields[] = {
    FIELD(0, kBool, TfLiteResizeNearestNeighborParams, align_corners, 0),
    FIELD(1, kBool, TfLiteResizeNearestNeighborParams, half_pixel_centers, 0),
};

constexpr OptionField kSvdfFields[] = {
    FIELD(0, kWord, TfLiteSVDFParams, rank, 0),
    FIELD(1, kEnum, TfLiteSVDFParams, activation, 0),
    FIELD(2, kBool, TfLiteSVDFParams, asymmetric_quantize_inputs, 0),
};

constexpr OptionField kSequenceLstmFields[] = {
    FIELD(0, kEnum, TfLiteUnidirectionalSequenceLSTMParams, activation, 0),
    FIELD(1, kWord, TfLiteUnidirectionalSequenceLSTMParams, cell_clip, 0),
    FIELD(2, kWord, TfLiteUnidirectionalSequenceLSTMParams, proj_clip, 0),
    FIELD(3, kBool, TfLiteUnidirectionalSequenceLSTMParams, time_major, 0),
    FIELD(4, kBool, TfLiteUnidirectionalSequenceLSTMParams, asymmetric_quantize_inputs, 0),
    FIELD(5, kBool, TfLiteUnidirectionalSequenceLSTMParams, diagonal_recurrent_tensors, 0),
};

constexpr OptionField kBatchMatMulFields[] = {
    FIELD(0, kBool, TfLiteBatchMatMulParams, adj_x, 0),
    FIELD(1, kBool, TfLiteBatchMatMulParams, adj_y, 0),
    FIELD(2, kBool, TfLiteBatchMatMulParams, asymmetric_quantize_inputs, 0),
};

// DIV and L2_NORMALIZATION: the same member.
constexpr OptionField kActivationFields[] = {
    FIELD(0, kEnum, TfLiteDivParams, activation, 0),
};

// A mode is one more in the struct than in the file, as a padding is.
constexpr OptionField kMirrorPadFields[] = {
    FIELD(0, kPadding, TfLiteMirrorPaddingParams, mode, 0),
};

// DEPTH_TO_SPACE: the same.
constexpr OptionField kBlockFields[] = {
    FIELD(0, kWord, TfLiteSpaceToDepthParams, block_size, 0),
};

constexpr OptionField kCumsumFields[] = {
    FIELD(0, kBool, TfLiteCumsumParams, exclusive, 0),
    FIELD(1, kBool, TfLiteCumsumParams, reverse, 0),
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
LAYOUT(kAddOptions, TfLiteAddParams, kAddFields);
LAYOUT(kMulOptions, TfLiteMulParams, kMulFields);
LAYOUT(kReducerOptions, TfLiteReducerParams, kReducerFields);
LAYOUT(kConcatenationOptions, TfLiteConcatenationParams, kConcatenationFields);
LAYOUT(kSplitOptions, TfLiteSplitParams, kSplitFields);
LAYOUT(kStridedSliceOptions, TfLiteStridedSliceParams, kStridedSliceFields);
LAYOUT(kPackOptions, TfLitePackParams, kPackFields);
LAYOUT(kOutputTypeOptions, TfLiteArgMaxParams, kOutputTypeFields);
LAYOUT(kGatherOptions, TfLiteGatherParams, kGatherFields);
LAYOUT(kCastOptions, TfLiteCastParams, kCastFields);
LAYOUT(kResizeBilinearOptions, TfLiteResizeBilinearParams, kResizeBilinearFields);
LAYOUT(kResizeNearestOptions, TfLiteResizeNearestNeighborParams, kResizeNearestFields);

LAYOUT(kSvdfOptions, TfLiteSVDFParams, kSvdfFields);
LAYOUT(kSequenceLstmOptions, TfLiteUnidirectionalSequenceLSTMParams, kSequenceLstmFields);
LAYOUT(kBatchMatMulOptions, TfLiteBatchMatMulParams, kBatchMatMulFields);
LAYOUT(kActivationOptions, TfLiteDivParams, kActivationFields);
LAYOUT(kMirrorPadOptions, TfLiteMirrorPaddingParams, kMirrorPadFields);
LAYOUT(kBlockOptions, TfLiteSpaceToDepthParams, kBlockFields);
LAYOUT(kCumsumOptions, TfLiteCumsumParams, kCumsumFields);

}  // namespace tflite
