// The convolutions of bytes against plain loops, bit by bit, over random shapes. On the host the
// instructions of the cores are emulated; on_core/fast_kernels.cc runs the same cases on
// virtual cores.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "kernels/convolution/convolve_loops.h"
#include "kernels/convolution/fast/output_scale.h"
#include "random_convolution.h"

extern "C" {
void ConvolveM3(const void*, const void*, const int8_t*, const int8_t*, const int32_t*, int8_t*);
void ConvolveDsp(const void*, const void*, const int8_t*, const int8_t*, const int32_t*, int8_t*);
void ConvolveM3Unsigned(const void*, const void*, uint8_t*, bool, const uint8_t*, const int32_t*,
                        uint8_t*);
void ConvolveDspUnsigned(const void*, const void*, uint8_t*, bool, const uint8_t*, const int32_t*,
                         uint8_t*);
}

namespace {

// Differences to the zero point, which plain loops take.
std::vector<int16_t> Centred(const std::vector<int8_t>& bytes, int32_t zero) {
  std::vector<int16_t> result;
  for (const int8_t byte : bytes) result.push_back(static_cast<int16_t>(byte - zero));
  return result;
}

std::vector<int8_t> PlainLoops(const tflite::RandomConvolution& conv,
                               const std::vector<int8_t>& input,
                               const std::vector<int8_t>& filter) {
  std::vector<int8_t> output;
  tflite::ForEachSum<int32_t>(
      conv.shape, Centred(input, conv.q.input_zero).data(),
      Centred(filter, conv.q.filter_zero).data(), [&](int channel, int32_t sum) {
        output.push_back(static_cast<int8_t>(tflite::OutputOf(conv.q, channel, sum, conv.Bias())));
      });
  return output;
}

void ConvolvePortable(const void* shape, const void* q, const int8_t* input, const int8_t* filter,
                      const int32_t* bias, int8_t* output) {
  tflite::ConvolveBytes(
      *static_cast<const tflite::ConvShape*>(shape),
      *static_cast<const tflite::ConvQuantization*>(q), 0, reinterpret_cast<const uint8_t*>(input),
      reinterpret_cast<const uint8_t*>(filter), bias, reinterpret_cast<uint8_t*>(output));
}

void ConvolveUnsignedPortable(const void* shape, const void* q, uint8_t* input, bool,
                              const uint8_t* filter, const int32_t* bias, uint8_t* output) {
  tflite::ConvolveBytes(*static_cast<const tflite::ConvShape*>(shape),
                        *static_cast<const tflite::ConvQuantization*>(q), 0x80, input, filter, bias,
                        output);
}

// The same numbers as unsigned bytes: all and their zero points moved by 128.
template <decltype(&ConvolveM3Unsigned) kConvolve, bool kConstant = false>
void ConvolveUnsigned(const void* shape, const void* q, const int8_t* input, const int8_t* filter,
                      const int32_t* bias, int8_t* output) {
  const auto& s = *static_cast<const tflite::ConvShape*>(shape);
  auto moved = *static_cast<const tflite::ConvQuantization*>(q);
  for (int32_t* number :
       {&moved.input_zero, &moved.filter_zero, &moved.output_zero, &moved.low, &moved.high}) {
    *number += 128;
  }
  const auto flipped = [](const int8_t* bytes, int count) {
    std::vector<uint8_t> result(bytes, bytes + count);
    for (uint8_t& byte : result) byte ^= 0x80;
    return result;
  };
  auto in = flipped(input, s.batches * s.in_h * s.in_w * s.in_c);
  const auto weights = flipped(filter, s.out_c * s.k_h * s.k_w * s.k_c);
  const int outputs = s.batches * s.out_h * s.out_w * s.out_c;
  const std::vector<uint8_t> before = in;
  kConvolve(shape, &moved, in.data(), kConstant, weights.data(), bias,
            reinterpret_cast<uint8_t*>(output));
  CHECK(in == before);
  for (int i = 0; i < outputs; ++i) output[i] = static_cast<int8_t>(output[i] ^ -128);
}

}  // namespace

TEST_CASE("convolutions of bytes give the bits of plain loops") {
  const struct {
    const char* name;
    decltype(&ConvolveM3) convolve;
    bool weights_have_zero_point;
  } forms[] = {{"Cortex-M3", ConvolveM3, false},
               {"DSP", ConvolveDsp, false},
               {"portable", ConvolvePortable, true},
               {"unsigned", ConvolveUnsigned<ConvolveUnsignedPortable>, true},
               {"unsigned, Cortex-M3", ConvolveUnsigned<ConvolveM3Unsigned>, true},
               {"unsigned, DSP", ConvolveUnsigned<ConvolveDspUnsigned>, true},
               {"unsigned constant", ConvolveUnsigned<ConvolveM3Unsigned, true>, true}};
  for (uint32_t seed = 0; seed < 3000; ++seed) {
    const auto conv = std::make_unique<tflite::RandomConvolution>(seed);
    // Vectors of the exact size: the sanitizer sees a read too far.
    const std::vector<int8_t> input(conv->input, conv->input + conv->InputSize());
    const std::vector<int8_t> filter(conv->filter, conv->filter + conv->FilterSize());
    for (const auto& form : forms) {
      conv->q.filter_zero =
          form.weights_have_zero_point ? static_cast<int32_t>(seed % 256) - 128 : 0;
      const std::vector<int8_t> want = PlainLoops(*conv, input, filter);
      std::vector<int8_t> got(want.size(), 55);
      form.convolve(&conv->shape, &conv->q, input.data(), filter.data(), conv->Bias(), got.data());
      const tflite::ConvShape& s = conv->shape;
      INFO("seed ", seed, ", ", form.name, ": ", s.in_h, "x", s.in_w, "x", s.in_c, " to ", s.out_c,
           ", ", s.k_h, "x", s.k_w, "x", s.k_c);
      CHECK(got == want);
    }
  }
}

TEST_CASE("one multiplication rounds as the two steps of the reference") {
  uint32_t state = 1;
  const auto next = [&state] { return state = state * 1664525 + 1013904223; };
  for (int i = 0; i < 400000; ++i) {
    const int right = 1 + static_cast<int>((next() >> 8) % 22);
    const int32_t zero = static_cast<int32_t>((next() >> 8) % 384) - 128;  // of both bytes
    // Powers of two make ties.
    const int32_t multiplier =
        (1 << 30) + static_cast<int32_t>(next() >> 30 == 0 ? 0 : next() & 0x3FFFFFFF);
    // Numbers of every length up to the largest that sums and biases may have.
    const auto draw = [&next] {
      const int32_t magnitude = static_cast<int32_t>((next() >> 3) >> (next() >> 8) % 29);
      return next() >> 31 != 0 ? -magnitude : magnitude;
    };
    const int32_t sum = draw();
    const int32_t bias = draw();
    const int8_t shift = static_cast<int8_t>(-right);
    const tflite::ConvQuantization q = {0, 0, zero, INT8_MIN, UINT8_MAX, &multiplier, &shift, 0};
    const tflite::ChannelScale scale = {2 * bias, multiplier, (2 * zero + 1) * (1 << (right - 1)),
                                        right};
    INFO("sum ", sum, ", bias ", bias, ", multiplier ", multiplier, ", right ", right);
    REQUIRE(tflite::Clamp(tflite::ScaleOutput(scale, sum), INT8_MIN, UINT8_MAX) ==
            tflite::OutputOf(q, 0, sum, &bias));
  }
}
