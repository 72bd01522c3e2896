// 1 / (1 + exp(-x)) in 1/65536 at x = i / 24, computed by the compiler. A value is moved by half of
// the error that linear interpolation makes in the middle of its interval.
#ifndef RUNTIME_KERNELS_SIGMOID_TABLE_H_
#define RUNTIME_KERNELS_SIGMOID_TABLE_H_

#include <stdint.h>

namespace tflite {

// exp(-x) for 0 <= x < 16: at compile time only.
constexpr double ExpOfMinus(double x) {
  double term = 1;
  double sum = 1;
  for (int n = 1; n < 24; ++n) {
    term *= x / 16 / n;  // exp(x / 16), then to the 16th power
    sum += term;
  }
  for (int i = 0; i < 4; ++i) sum *= sum;
  return 1 / sum;
}

struct SigmoidTable {
  uint16_t values[256];
};

constexpr SigmoidTable MakeSigmoidTable() {
  SigmoidTable table = {};
  double value = 0.5;
  for (int i = 0; i < 255; ++i) {
    const double next = 1 / (1 + ExpOfMinus((i + 1) / 24.0));
    const double middle = 1 / (1 + ExpOfMinus((i + 0.5) / 24.0));
    const double corrected = value + (middle - (value + next) / 2) / 2;
    table.values[i] =
        static_cast<uint16_t>(65536 * corrected + 0.5);  // NOLINT(bugprone-incorrect-roundings)
    value = next;
  }
  table.values[255] = 65535;
  return table;
}

inline constexpr SigmoidTable kSigmoidTable = MakeSigmoidTable();

}  // namespace tflite

#endif  // RUNTIME_KERNELS_SIGMOID_TABLE_H_
