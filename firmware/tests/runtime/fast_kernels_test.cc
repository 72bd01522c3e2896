// The fast convolutions against the readable one, bit by bit, over random shapes. On the host the
// instructions of the cores are emulated; scripts/check_fast_kernels.py runs the same cases on
// virtual cores.
#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

#include "kernels/convolve_reference.h"
#include "kernels/fast/output_scale.h"
#include "random_convolution.h"

extern "C" {
void ConvolveM3(const void*, const void*, const int8_t*, const int8_t*, const int32_t*, int8_t*);
void ConvolveDsp(const void*, const void*, const int8_t*, const int8_t*, const int32_t*, int8_t*);
}

TEST_CASE("fast convolutions give the bits of the readable one") {
  for (uint32_t seed = 0; seed < 3000; ++seed) {
    const auto conv = std::make_unique<tflite::RandomConvolution>(seed);
    // Vectors of the exact size: the sanitizer sees a read too far.
    const std::vector<int8_t> input(conv->input, conv->input + conv->InputSize());
    const std::vector<int8_t> filter(conv->filter, conv->filter + conv->FilterSize());
    std::vector<int8_t> want(static_cast<size_t>(conv->OutputSize()));
    tflite::ConvolveReference(conv->shape, conv->q, tflite::kNoFlip,
                              reinterpret_cast<const uint8_t*>(input.data()),
                              reinterpret_cast<const uint8_t*>(filter.data()), conv->Bias(),
                              reinterpret_cast<uint8_t*>(want.data()));
    for (auto* convolve : {ConvolveM3, ConvolveDsp}) {
      std::vector<int8_t> got(want.size(), 55);
      convolve(&conv->shape, &conv->q, input.data(), filter.data(), conv->Bias(), got.data());
      const std::string core = convolve == ConvolveM3 ? "Cortex-M3" : "DSP";
      const tflite::ConvShape& s = conv->shape;
      INFO("seed ", seed, ", ", core, ": ", s.in_h, "x", s.in_w, "x", s.in_c, " to ", s.out_c, ", ",
           s.k_h, "x", s.k_w, "x", s.k_c);
      CHECK(got == want);
    }
  }
}

TEST_CASE("one multiplication rounds as the two steps of the reference") {
  uint32_t state = 1;
  const auto next = [&state] { return state = state * 1664525 + 1013904223; };
  for (int i = 0; i < 400000; ++i) {
    const int right = 1 + static_cast<int>((next() >> 8) % 22);
    const int32_t zero = static_cast<int32_t>((next() >> 8) % 256) - 128;
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
    const tflite::ConvQuantization q = {0, 0, zero, INT8_MIN, INT8_MAX, &multiplier, &shift, 0};
    const tflite::ChannelScale scale = {2 * bias, multiplier, (2 * zero + 1) * (1 << (right - 1)),
                                        right};
    INFO("sum ", sum, ", bias ", bias, ", multiplier ", multiplier, ", right ", right);
    REQUIRE(tflite::Clamp(tflite::ScaleOutput(scale, sum), INT8_MIN, INT8_MAX) ==
            tflite::OutputOf(q, 0, sum, &bias));
  }
}
