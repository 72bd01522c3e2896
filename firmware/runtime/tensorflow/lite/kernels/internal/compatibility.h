// Macros that kernels use. TFLITE_DCHECK… are those of c/common.h; TFLITE_CHECK… always check.
#ifndef TENSORFLOW_LITE_KERNELS_INTERNAL_COMPATIBILITY_H_
#define TENSORFLOW_LITE_KERNELS_INTERNAL_COMPATIBILITY_H_

#include <stdint.h>

#include "tensorflow/lite/c/common.h"
#include "tensorflow/lite/kernels/op_macros.h"

#define TFLITE_CHECK(condition) TF_LITE_ASSERT(condition)
#define TFLITE_CHECK_EQ(x, y) TF_LITE_ASSERT((x) == (y))
#define TFLITE_CHECK_NE(x, y) TF_LITE_ASSERT((x) != (y))
#define TFLITE_CHECK_GE(x, y) TF_LITE_ASSERT((x) >= (y))
#define TFLITE_CHECK_GT(x, y) TF_LITE_ASSERT((x) > (y))
#define TFLITE_CHECK_LE(x, y) TF_LITE_ASSERT((x) <= (y))
#define TFLITE_CHECK_LT(x, y) TF_LITE_ASSERT((x) < (y))
#define TFLITE_ABORT __builtin_trap()
#define TFLITE_ASSERT_FALSE TFLITE_DCHECK(false)
#define TFLITE_EXPECT_TRUE(x) __builtin_expect(!!(x), 1)
#define TFLITE_EXPECT_FALSE(x) __builtin_expect(!!(x), 0)

namespace tflite {

using int8 = int8_t;
using uint8 = uint8_t;
using int16 = int16_t;
using uint16 = uint16_t;
using int32 = int32_t;
using uint32 = uint32_t;

}  // namespace tflite

#endif  // TENSORFLOW_LITE_KERNELS_INTERNAL_COMPATIBILITY_H_
