#ifndef TENSORFLOW_LITE_MICRO_MICRO_INTERPRETER_GRAPH_H_
#define TENSORFLOW_LITE_MICRO_MICRO_INTERPRETER_GRAPH_H_
#include "tensorflow/lite/micro/micro_graph.h"  // IWYU pragma: export
#endif                                          // TENSORFLOW_LITE_MICRO_MICRO_INTERPRETER_GRAPH_H_
