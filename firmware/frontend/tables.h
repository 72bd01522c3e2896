// Constant tables of the front end; tables_{a,b,c}.cc hold one variant each, tables_common.cc the
// rest.
#ifndef FIRMWARE_FRONTEND_TABLES_H_
#define FIRMWARE_FRONTEND_TABLES_H_

#include <stdint.h>

#include "frontend/frontend.h"

namespace frontend {

constexpr int kFirstBin = 5;  // FFT bins 5..240 (156 Hz to 7500 Hz) carry the 40 channels
constexpr int kMelBins = 236;
constexpr int kSineEntries = 507;
constexpr int kSineQuarter = 128;  // cos(x) is kSine[x + kSineQuarter]
constexpr int kPcanGainEntries = 2 + 3 * 31;

// By variant.
extern const int16_t kWindow[kWindowSamples];  // Q12
extern const uint16_t kMelWeights[kMelBins];   // Q12 share that goes to the bin's lower channel
extern const uint32_t kMelWeightSum;           // that share plus the upper channel's one

// Common.
extern const int16_t kSine[kSineEntries];         // Q15, 512 entries a turn
extern const uint8_t kBandWidths[kChannels + 1];  // bins between neighbouring band centres
extern const int16_t
    kPcanGain[kPcanGainEntries];  // value at 0 and 1; then 3 coefficients an octave

}  // namespace frontend

#endif  // FIRMWARE_FRONTEND_TABLES_H_
