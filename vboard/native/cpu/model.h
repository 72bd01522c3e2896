// What a Cortex-M core has: instruction set features, FPU, MPU, identification.

#ifndef VBOARD_NATIVE_CPU_MODEL_H_
#define VBOARD_NATIVE_CPU_MODEL_H_

#include <cstdint>

namespace vboard {

// Features that an encoding needs and a model has, as a set.
using Features = uint32_t;

constexpr Features kV6M = 0;         // every core
constexpr Features kWide = 1u << 0;  // ARMv8-M Baseline and everything above it: MOVW, SDIV, CBZ
constexpr Features kMainline = 1u << 1;  // ARMv7-M and ARMv8-M Mainline
constexpr Features kDsp = 1u << 2;       // DSP extension
constexpr Features kV8M = 1u << 3;       // ARMv8-M: LDA, STL, TT, stack limits
constexpr Features kFp = 1u << 4;        // single precision, FPv4
constexpr Features kFpDouble = 1u << 5;  // double precision
constexpr Features kFpV5 = 1u << 6;      // FPv5: VSEL, VMAXNM, VRINT, VCVTA
constexpr Features kMve = 1u << 7;       // no core has it yet: the decoder's place for it
// The rest is no matter of encodings.
constexpr Features kUnprivileged = 1u << 16;  // CONTROL.nPRIV and, where regions are given, an MPU
constexpr Features kStir = 1u << 17;          // Software Trigger Interrupt Register

struct Model {
  const char* name;  // Renode's `cpuType`
  uint32_t cpuid;    // as Renode 1.16.1 answers it
  Features features;

  bool Has(Features wanted) const { return (features & wanted) == wanted; }
  bool v8() const { return Has(kV8M); }
};

// The model of a `cpuType`, nullptr for a name that does not exist.
const Model* FindModel(const char* name);

}  // namespace vboard

#endif  // VBOARD_NATIVE_CPU_MODEL_H_
