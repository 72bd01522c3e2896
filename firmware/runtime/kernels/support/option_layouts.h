// Options of the built-in operators: field numbers, kinds and defaults in the file, and where they
// go. One list a struct of builtin_op_data.h.
#ifndef RUNTIME_KERNELS_OPTION_LAYOUTS_H_
#define RUNTIME_KERNELS_OPTION_LAYOUTS_H_

namespace tflite {

struct OptionsLayout;

extern const OptionsLayout kConvOptions;
extern const OptionsLayout kDepthwiseConvOptions;
extern const OptionsLayout kFullyConnectedOptions;
extern const OptionsLayout kPoolOptions;
extern const OptionsLayout kSoftmaxOptions;
extern const OptionsLayout kLeakyReluOptions;
extern const OptionsLayout kIfOptions;
extern const OptionsLayout kWhileOptions;
extern const OptionsLayout kCallOnceOptions;
extern const OptionsLayout kTransposeConvOptions;
extern const OptionsLayout kAddOptions;
extern const OptionsLayout kMulOptions;
extern const OptionsLayout kReducerOptions;
extern const OptionsLayout kConcatenationOptions;
extern const OptionsLayout kSplitOptions;
extern const OptionsLayout kStridedSliceOptions;
extern const OptionsLayout kPackOptions;
extern const OptionsLayout kOutputTypeOptions;
extern const OptionsLayout kGatherOptions;
extern const OptionsLayout kCastOptions;
extern const OptionsLayout kResizeBilinearOptions;
extern const OptionsLayout kResizeNearestOptions;

extern const OptionsLayout kSvdfOptions;
extern const OptionsLayout kSequenceLstmOptions;
extern const OptionsLayout kBatchMatMulOptions;
extern const OptionsLayout kActivationOptions;
extern const OptionsLayout kMirrorPadOptions;
extern const OptionsLayout kBlockOptions;
extern const OptionsLayout kCumsumOptions;

}  // namespace tflite

#endif  // RUNTIME_KERNELS_OPTION_LAYOUTS_H_
