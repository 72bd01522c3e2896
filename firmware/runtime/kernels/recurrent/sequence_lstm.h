// UNIDIRECTIONAL_SEQUENCE_LSTM: tensors, shapes and scales. The network is the plain one: four
// gates, no peepholes, projection or layer normalisation.
#ifndef RUNTIME_KERNELS_SEQUENCE_LSTM_H_
#define RUNTIME_KERNELS_SEQUENCE_LSTM_H_

#include "kernels/math/quantization.h"
#include "kernels/support/tensor_support.h"

namespace tflite {

// Inputs of the operator. Weights and biases: the one of gate g is at kInputWeights + g and so on.
constexpr int kLstmInput = 0;
constexpr int kLstmInputWeights = 1;      // [units, features]
constexpr int kLstmRecurrentWeights = 5;  // [units, units]
constexpr int kLstmBias = 12;             // [units]
constexpr int kLstmOutputState = 18;      // [batches, units], variable
constexpr int kLstmCellState = 19;        // [batches, units], variable
constexpr int kLstmInputs = 20;

enum LstmGate { kInputGate, kForgetGate, kCellGate, kOutputGate, kLstmGates };

// Input [steps, batches, features] when time-major, else [batches, steps, features]; output the
// same with units for features.
struct LstmShape {
  int batches, steps, features, units;
  bool time_major;
};

LstmShape LstmShapeOf(TfLiteContext* context, const TfLiteNode* node);

// Of quantised networks. Gates are sums in 1/4096, what comes out of them in 1/32768.
struct LstmScales {
  QuantizedMultiplier input[kLstmGates], recurrent[kLstmGates];
  QuantizedMultiplier forget;  // forget gate times cell
  QuantizedMultiplier update;  // input gate times cell gate
  QuantizedMultiplier output;  // output gate times tanh(cell)
  QuantizedMultiplier tanh;    // cell to the argument of SigmoidInt16
  int32_t input_zero, output_zero;
  int32_t cell_limit;  // the cell is clipped to +-this
};

// Shapes, presence, states; all but types and scales.
TfLiteStatus PrepareLstmTensors(TfLiteContext* context, const TfLiteNode* node);

// The gates' weights have type `weight`, their biases `bias`, the cell `cell`; input, output and
// output state have the same type.
TfLiteStatus CheckLstmTypes(TfLiteContext* context, const TfLiteNode* node, TfLiteType weight,
                            TfLiteType bias, TfLiteType cell);

TfLiteStatus PrepareLstmScales(TfLiteContext* context, const TfLiteNode* node, LstmScales* scales);

}  // namespace tflite

#endif  // RUNTIME_KERNELS_SEQUENCE_LSTM_H_
