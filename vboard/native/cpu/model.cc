#include "cpu/model.h"

#include <cstring>

namespace vboard {
namespace {

constexpr Features kArmV7M = kWide | kMainline | kUnprivileged | kStir;
constexpr Features kArmV7EM = kArmV7M | kDsp;
constexpr Features kSingle = kFp;
constexpr Features kSingleV5 = kFp | kFpV5;
constexpr Features kDoubleV5 = kSingleV5 | kFpDouble;
constexpr Features kArmV8MBase = kWide | kV8M | kUnprivileged;
constexpr Features kArmV8MMain = kArmV8MBase | kMainline | kDsp;

constexpr Model kModels[] = {
    {"cortex-m0", 0x410CC200, kV6M},
    {"cortex-m0+", 0x410FC231, kV6M | kUnprivileged},
    // Renode loads a Cortex-M1; it executes what a Cortex-M0 does.
    {"cortex-m1", 0x410FC231, kV6M},
    {"cortex-m3", 0x410FC231, kArmV7M},
    {"cortex-m4", 0x410FC240, kArmV7EM | kSingle},
    // Renode's cortex-m4f is its Cortex-M7.
    {"cortex-m4f", 0x411FC272, kArmV7EM | kDoubleV5},
    {"cortex-m7", 0x411FC272, kArmV7EM | kDoubleV5},
    {"cortex-m23", 0x411CD200, kArmV8MBase},
    {"cortex-m33", 0x411FD210, kArmV8MMain | kSingleV5},
    {"cortex-m55", 0x411FD221, kArmV8MMain | kDoubleV5},
    {"cortex-m85", 0x411FD230, kArmV8MMain | kDoubleV5},
};

}  // namespace

const Model* FindModel(const char* name) {
  for (const Model& model : kModels) {
    if (std::strcmp(model.name, name) == 0) return &model;
  }
  return nullptr;
}

}  // namespace vboard
