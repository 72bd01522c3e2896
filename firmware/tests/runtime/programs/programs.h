// Small applications, each in the style of its time. All return the status of the last step.
#ifndef TESTS_RUNTIME_PROGRAMS_PROGRAMS_H_
#define TESTS_RUNTIME_PROGRAMS_PROGRAMS_H_

#include <stddef.h>
#include <stdint.h>

// Runs a model of one input and one output; `output` has room for `output_bytes`.
using Program = int (*)(const uint8_t* model, const uint8_t* input, size_t input_bytes,
                        uint8_t* output, size_t output_bytes);

int ProgramOfToday(const uint8_t* model, const uint8_t* input, size_t input_bytes, uint8_t* output,
                   size_t output_bytes);
int ProgramOf2021(const uint8_t* model, const uint8_t* input, size_t input_bytes, uint8_t* output,
                  size_t output_bytes);
int ProgramOf2019(const uint8_t* model, const uint8_t* input, size_t input_bytes, uint8_t* output,
                  size_t output_bytes);
int ProgramOf2019WithAllOps(const uint8_t* model, const uint8_t* input, size_t input_bytes,
                            uint8_t* output, size_t output_bytes);

// Adds every built-in operator to a resolver.
int AddEveryOperator();

// 49 windows of 480 samples -> features, by one model -> scores, by another one in the same arena.
int ProgramOfSpeech(const uint8_t* preprocessor, const uint8_t* classifier, const int16_t* windows,
                    uint8_t* scores, size_t score_bytes);

#endif  // TESTS_RUNTIME_PROGRAMS_PROGRAMS_H_
