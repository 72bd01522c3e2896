// Windowed power spectrum in 16-bit fixed point.
#ifndef FIRMWARE_FRONTEND_FFT_H_
#define FIRMWARE_FRONTEND_FFT_H_

#include <stdint.h>

#include "frontend/frontend.h"

namespace frontend {

// Applies the window to `samples`, scales the result to the full 16-bit range and transforms it.
// On return the 32-bit word k of `spectrum` is the energy of FFT bin k, for k in
// [kFirstBin, 251]; the other words are undefined. Returns the left shift that the scaling applied.
int PowerSpectrum(const int16_t samples[kWindowSamples], int16_t spectrum[kFftSize]);

// The energy that PowerSpectrum() left at `bin`.
inline uint32_t Energy(const int16_t* spectrum, int bin) {
  uint32_t energy;
  __builtin_memcpy(&energy, __builtin_assume_aligned(spectrum + 2 * bin, 4), sizeof(energy));
  return energy;
}

}  // namespace frontend

#endif  // FIRMWARE_FRONTEND_FFT_H_
