// Runs the fast convolutions of a core against the portable one, over the shapes that the host test
// draws (random_convolution.h): there the instructions of the cores are emulated, here they are
// executed.
#include <new>

#include "kernels/convolution/convolution.h"
#include "random_convolution.h"

using tflite::RandomConvolution;

extern "C" {
volatile unsigned g_done;
volatile unsigned g_failed;
volatile unsigned g_first_failed;
extern unsigned char __stack_top;
alignas(16) unsigned char g_scratch[8192];
alignas(16) unsigned char g_case[sizeof(RandomConvolution)];
signed char g_want[RandomConvolution::kMostOutput];
signed char g_got[RandomConvolution::kMostOutput];

void ResetHandler() {
  for (unsigned seed = 0; seed < CASES; ++seed) {
    auto* c = ::new (static_cast<void*>(g_case)) RandomConvolution(seed);
    tflite::ConvolveBytes(c->shape, c->q, 0, reinterpret_cast<const uint8_t*>(c->input),
                          reinterpret_cast<const uint8_t*>(c->filter), c->Bias(),
                          reinterpret_cast<uint8_t*>(g_want));
    void* scratch = tflite::ConvolveInt8Scratch(c->shape) != 0 ? g_scratch : nullptr;
    tflite::ConvolveInt8(c->shape, c->q, c->input, c->filter, c->Bias(), scratch, g_got);
    g_got[0] = static_cast<signed char>(g_got[0] ^ SPOIL);
    for (int i = 0; i < c->OutputSize(); ++i) {
      if (g_want[i] == g_got[i]) continue;
      if (g_failed == 0) g_first_failed = seed;
      g_failed = g_failed + 1;
      break;
    }
  }
  g_done = 1;
  for (;;) {
  }
}

__attribute__((section(".vectors"), used))
const void* const g_vectors[] = {&__stack_top, reinterpret_cast<void*>(ResetHandler)};
}
