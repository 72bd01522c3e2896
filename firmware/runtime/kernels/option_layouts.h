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

}  // namespace tflite

#endif  // RUNTIME_KERNELS_OPTION_LAYOUTS_H_
