// The header of GetBuiltinCode.
#ifndef TENSORFLOW_LITE_SCHEMA_SCHEMA_UTILS_H_
#define TENSORFLOW_LITE_SCHEMA_SCHEMA_UTILS_H_
#include "tensorflow/lite/schema/schema_generated.h"  // IWYU pragma: export
#endif                                                // TENSORFLOW_LITE_SCHEMA_SCHEMA_UTILS_H_
