// The parts of the FlatBuffers library that reading needs, by the library's name.
#ifndef FLATBUFFERS_FLATBUFFERS_H_
#define FLATBUFFERS_FLATBUFFERS_H_
#include "tensorflow/lite/schema/flatbuffer_table.h"  // IWYU pragma: export
#endif                                                // FLATBUFFERS_FLATBUFFERS_H_
