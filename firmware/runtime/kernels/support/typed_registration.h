// Operators with kernels of several kinds of numbers. Each kind has a registration of its own, so
// that a program links the kinds that it uses:
//
//   Register_CONV_2D_INT8()      int8, and uint8 where the operator has it
//   Register_CONV_2D_INT16()     int16 activations
//   Register_CONV_2D_FLOAT32()   float32
//   Register_CONV_2D_INT4()      int8 with int8 or int4 weights (CONV_2D, DEPTHWISE_CONV_2D,
//                                FULLY_CONNECTED)
//   Register_CONV_2D()           those of TYPES of the build: all, or int8 (microcontrollers)
#ifndef RUNTIME_KERNELS_TYPED_REGISTRATION_H_
#define RUNTIME_KERNELS_TYPED_REGISTRATION_H_

#include "kernels/support/kernel_support.h"
#include "tensorflow/lite/micro/kernels/micro_ops.h"

namespace tflite {

using TypeSet = unsigned;
constexpr TypeSet kInt8Kinds = 1;
constexpr TypeSet kInt16Kinds = 2;
constexpr TypeSet kFloatKinds = 4;
constexpr TypeSet kAllKinds = 7;
constexpr TypeSet kInt4Kinds = 8;  // of weights

// RUNTIME_ALL_TYPES is what TYPES of runtime.mk sets. Without it, size decides: on a
// microcontroller the plain registrations are those of quantised models.
#ifndef RUNTIME_ALL_TYPES
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#define RUNTIME_ALL_TYPES 0
#else
#define RUNTIME_ALL_TYPES 1
#endif
#endif
constexpr TypeSet kDefaultKinds = RUNTIME_ALL_TYPES ? kAllKinds | kInt4Kinds : kInt8Kinds;

// The types of some kinds, one bit each.
constexpr uint32_t TypesOf(TypeSet kinds) {
  return ((kinds & kInt8Kinds) != 0 ? 1u << kTfLiteInt8 | 1u << kTfLiteUInt8 : 0) |
         ((kinds & kInt16Kinds) != 0 ? 1u << kTfLiteInt16 : 0) |
         ((kinds & kFloatKinds) != 0 ? 1u << kTfLiteFloat32 : 0);
}

// kTfLiteError, after a message, for a type that is not in `registered`; it says how to register
// the type when it is in `supported`.
[[gnu::always_inline]] inline TfLiteStatus CheckType(TfLiteContext* context, TfLiteType type,
                                                     TypeSet registered,
                                                     TypeSet supported = kAllKinds) {
  return (TypesOf(registered) >> type & 1) != 0
             ? kTfLiteOk
             : RefuseOperatorType(context, type, TypesOf(supported));
}

#define TYPED_REGISTRATION(NAME, Data, Kernel, kinds)                                       \
  const TFLMRegistration& Register_##NAME() {                                               \
    static constexpr TFLMRegistration kRegistration = {                                     \
        InitData<Data>, nullptr, Kernel<kinds>::Prepare, Kernel<kinds>::Invoke, nullptr, 0, \
        nullptr};                                                                           \
    return kRegistration;                                                                   \
  }

// `Kernel` is a class template of a TypeSet with static Prepare and Invoke; `Data` is what it keeps
// in the arena.
#define TYPED_REGISTRATIONS(NAME, Data, Kernel)               \
  TYPED_REGISTRATION(NAME, Data, Kernel, kDefaultKinds)       \
  TYPED_REGISTRATION(NAME##_INT8, Data, Kernel, kInt8Kinds)   \
  TYPED_REGISTRATION(NAME##_INT16, Data, Kernel, kInt16Kinds) \
  TYPED_REGISTRATION(NAME##_FLOAT32, Data, Kernel, kFloatKinds)

}  // namespace tflite

#endif  // RUNTIME_KERNELS_TYPED_REGISTRATION_H_
