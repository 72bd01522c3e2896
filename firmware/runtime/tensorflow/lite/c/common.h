// The C types that kernels and applications share: names, order of members and values as in
// TensorFlow Lite for Microcontrollers (static memory layout), so that kernels written for it
// compile unchanged.
#ifndef TENSORFLOW_LITE_C_COMMON_H_
#define TENSORFLOW_LITE_C_COMMON_H_

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tensorflow/lite/c/c_api_types.h"

#ifdef __cplusplus
extern "C" {
#endif

#define kTfLiteOptionalTensor (-1)

// Both arrays have the layout of a FlatBuffer vector, so that dimensions, index lists and scales
// are used in place, straight from the model file. Arrays without a length are C99; applications that
// compile with -Wpedantic -Werror as C++ shall not stop at them.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
typedef struct TfLiteIntArray {
  int size;
  int data[];
} TfLiteIntArray;

typedef struct TfLiteFloatArray {
  int size;
  float data[];
} TfLiteFloatArray;
#pragma GCC diagnostic pop

static inline size_t TfLiteIntArrayGetSizeInBytes(int size) {
  return sizeof(TfLiteIntArray) + sizeof(int) * (size_t)size;
}

static inline int TfLiteIntArrayEqual(const TfLiteIntArray* a, const TfLiteIntArray* b) {
  if (a == b) return 1;
  if (!a || !b || a->size != b->size) return 0;
  for (int i = 0; i < a->size; ++i) {
    if (a->data[i] != b->data[i]) return 0;
  }
  return 1;
}

static inline int TfLiteIntArrayEqualsArray(const TfLiteIntArray* a, int b_size,
                                            const int b_data[]) {
  if (!a || a->size != b_size) return 0;
  for (int i = 0; i < b_size; ++i) {
    if (a->data[i] != b_data[i]) return 0;
  }
  return 1;
}

static inline size_t TfLiteFloatArrayGetSizeInBytes(int size) {
  return sizeof(TfLiteFloatArray) + sizeof(float) * (size_t)size;
}

typedef struct TfLiteFloat16 {
  uint16_t data;
} TfLiteFloat16;

typedef struct TfLiteBFloat16 {
  uint16_t data;
} TfLiteBFloat16;

typedef struct TfLiteComplex64 {
  float re, im;
} TfLiteComplex64;

typedef struct TfLiteComplex128 {
  double re, im;
} TfLiteComplex128;

typedef union TfLitePtrUnion {
  int32_t* i32;
  uint32_t* u32;
  int64_t* i64;
  uint64_t* u64;
  float* f;
  TfLiteFloat16* f16;
  TfLiteBFloat16* bf16;
  double* f64;
  char* raw;
  const char* raw_const;
  uint8_t* uint8;
  bool* b;
  int16_t* i16;
  uint16_t* ui16;
  TfLiteComplex64* c64;
  TfLiteComplex128* c128;
  int8_t* int8;
  void* data;
} TfLitePtrUnion;

typedef enum TfLiteAllocationType {
  kTfLiteMemNone = 0,
  kTfLiteMmapRo,
  kTfLiteArenaRw,
  kTfLiteArenaRwPersistent,
  kTfLiteDynamic,
  kTfLitePersistentRo,
  kTfLiteCustom,
  kTfLiteVariantObject,
  kTfLiteNonCpu,
} TfLiteAllocationType;

// real = scale * (quantised - zero_point)
typedef struct TfLiteQuantizationParams {
  float scale;
  int32_t zero_point;
} TfLiteQuantizationParams;

typedef enum TfLiteQuantizationType {
  kTfLiteNoQuantization = 0,
  kTfLiteAffineQuantization = 1,
} TfLiteQuantizationType;

typedef struct TfLiteQuantization {
  TfLiteQuantizationType type;
  void* params;
} TfLiteQuantization;

// One scale, or one a slice along quantized_dimension.
typedef struct TfLiteAffineQuantization {
  TfLiteFloatArray* scale;
  TfLiteIntArray* zero_point;
  int32_t quantized_dimension;
} TfLiteAffineQuantization;

typedef struct TfLiteTensor {
  TfLiteQuantization quantization;
  TfLiteQuantizationParams params;
  TfLitePtrUnion data;
  TfLiteIntArray* dims;
  size_t bytes;
  TfLiteType type;
  TfLiteAllocationType allocation_type;
  bool is_variable;
} TfLiteTensor;

// What a kernel needs of a tensor while the graph runs.
typedef struct TfLiteEvalTensor {
  TfLitePtrUnion data;
  TfLiteIntArray* dims;
  TfLiteType type;
} TfLiteEvalTensor;

typedef struct TfLiteNode {
  TfLiteIntArray* inputs;
  TfLiteIntArray* outputs;
  TfLiteIntArray* intermediates;
  void* user_data;
  void* builtin_data;
  const void* custom_initial_data;
  int custom_initial_data_size;
} TfLiteNode;

typedef struct TfLiteContext {
  size_t tensors_size;
  TfLiteTensor* tensors;
  void* impl_;
  void (*ReportError)(struct TfLiteContext*, const char* msg, ...);
  void* profiler;
  void* (*AllocatePersistentBuffer)(struct TfLiteContext* ctx, size_t bytes);
  TfLiteStatus (*RequestScratchBufferInArena)(struct TfLiteContext* ctx, size_t bytes,
                                              int* buffer_idx);
  void* (*GetScratchBuffer)(struct TfLiteContext* ctx, int buffer_idx);
  TfLiteTensor* (*GetTensor)(const struct TfLiteContext* context, int tensor_idx);
  TfLiteEvalTensor* (*GetEvalTensor)(const struct TfLiteContext* context, int tensor_idx);
  void* (*GetExternalContext)(struct TfLiteContext* context, int type);
} TfLiteContext;

// An operator: init once a node, prepare once (allocate here), invoke at each inference.
typedef struct TFLMRegistration {
  void* (*init)(TfLiteContext* context, const char* buffer, size_t length);
  void (*free)(TfLiteContext* context, void* buffer);
  TfLiteStatus (*prepare)(TfLiteContext* context, TfLiteNode* node);
  TfLiteStatus (*invoke)(TfLiteContext* context, TfLiteNode* node);
  void (*reset)(TfLiteContext* context, void* buffer);
  int32_t builtin_code;
  const char* custom_name;
} TFLMRegistration;

// What kernels of 2019 to 2022 register. The first four members are called as those of
// TFLMRegistration are.
typedef struct TfLiteRegistration {
  void* (*init)(TfLiteContext* context, const char* buffer, size_t length);
  void (*free)(TfLiteContext* context, void* buffer);
  TfLiteStatus (*prepare)(TfLiteContext* context, TfLiteNode* node);
  TfLiteStatus (*invoke)(TfLiteContext* context, TfLiteNode* node);
  const char* (*profiling_string)(const TfLiteContext* context, const TfLiteNode* node);
  int32_t builtin_code;
  const char* custom_name;
  int version;
} TfLiteRegistration;

typedef struct TFLMInferenceRegistration {
  TfLiteStatus (*invoke)(TfLiteContext* context, TfLiteNode* node);
  void (*reset)(TfLiteContext* context, void* buffer);
} TFLMInferenceRegistration;

// Static strings such as "INT8"; "UNKNOWN" for a number that is no type.
const char* TfLiteTypeGetName(TfLiteType type);
// Bytes of one element; 0 for a type of no fixed size.
size_t TfLiteTypeGetSize(TfLiteType type);

#ifdef __cplusplus
}
#endif

#define TF_LITE_KERNEL_LOG(context, ...)            \
  do {                                              \
    (context)->ReportError((context), __VA_ARGS__); \
  } while (false)

#define TF_LITE_MAYBE_KERNEL_LOG(context, ...)        \
  do {                                                \
    if ((context) != nullptr) {                       \
      (context)->ReportError((context), __VA_ARGS__); \
    }                                                 \
  } while (false)

#define TF_LITE_ENSURE_MSG(context, value, ...)   \
  do {                                            \
    if (!(value)) {                               \
      TF_LITE_KERNEL_LOG((context), __VA_ARGS__); \
      return kTfLiteError;                        \
    }                                             \
  } while (0)

#define TF_LITE_ENSURE(context, a)                                                     \
  do {                                                                                 \
    if (!(a)) {                                                                        \
      TF_LITE_KERNEL_LOG((context), "%s:%d %s was not true.", __FILE__, __LINE__, #a); \
      return kTfLiteError;                                                             \
    }                                                                                  \
  } while (0)

#define TF_LITE_ENSURE_STATUS(a)             \
  do {                                       \
    const TfLiteStatus tflite_status_ = (a); \
    if (tflite_status_ != kTfLiteOk) {       \
      return tflite_status_;                 \
    }                                        \
  } while (0)

#define TF_LITE_ENSURE_EQ(context, a, b)                                                     \
  do {                                                                                       \
    if ((a) != (b)) {                                                                        \
      TF_LITE_KERNEL_LOG((context), "%s:%d %s != %s (%d != %d)", __FILE__, __LINE__, #a, #b, \
                         static_cast<int>(a), static_cast<int>(b));                          \
      return kTfLiteError;                                                                   \
    }                                                                                        \
  } while (0)

#define TF_LITE_ENSURE_TYPES_EQ(context, a, b)                                               \
  do {                                                                                       \
    if ((a) != (b)) {                                                                        \
      TF_LITE_KERNEL_LOG((context), "%s:%d %s != %s (%s != %s)", __FILE__, __LINE__, #a, #b, \
                         TfLiteTypeGetName(a), TfLiteTypeGetName(b));                        \
      return kTfLiteError;                                                                   \
    }                                                                                        \
  } while (0)

#define TF_LITE_ENSURE_NEAR(context, a, b, epsilon)                                      \
  do {                                                                                   \
    auto delta = ((a) > (b)) ? ((a) - (b)) : ((b) - (a));                                \
    if (delta > epsilon) {                                                               \
      TF_LITE_KERNEL_LOG((context), "%s:%d %s not near %s", __FILE__, __LINE__, #a, #b); \
      return kTfLiteError;                                                               \
    }                                                                                    \
  } while (0)

#define TF_LITE_ENSURE_OK(context, status)        \
  do {                                            \
    const TfLiteStatus tflite_status_ = (status); \
    if (tflite_status_ != kTfLiteOk) {            \
      return tflite_status_;                      \
    }                                             \
  } while (0)

#define TFLITE_UNUSED(x) (void)(x)

// Debug checks cost nothing in firmware: a kernel that needs a check at run time uses
// TF_LITE_ENSURE.
#define TFLITE_DCHECK(condition) ((void)0)
#define TFLITE_DCHECK_EQ(x, y) ((void)0)
#define TFLITE_DCHECK_NE(x, y) ((void)0)
#define TFLITE_DCHECK_GE(x, y) ((void)0)
#define TFLITE_DCHECK_GT(x, y) ((void)0)
#define TFLITE_DCHECK_LE(x, y) ((void)0)
#define TFLITE_DCHECK_LT(x, y) ((void)0)

#endif  // TENSORFLOW_LITE_C_COMMON_H_
