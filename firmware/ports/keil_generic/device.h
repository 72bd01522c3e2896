// Clock of the part that µVision simulates.
#ifndef FIRMWARE_PORTS_KEIL_GENERIC_DEVICE_H_
#define FIRMWARE_PORTS_KEIL_GENERIC_DEVICE_H_

#include <stdint.h>

constexpr uint32_t kCoreClockHz = 12'000'000;

#endif  // FIRMWARE_PORTS_KEIL_GENERIC_DEVICE_H_
