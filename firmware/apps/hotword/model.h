// The model that the build embeds.
#ifndef FIRMWARE_APPS_HOTWORD_MODEL_H_
#define FIRMWARE_APPS_HOTWORD_MODEL_H_

#include <stddef.h>
#include <stdint.h>

extern const uint8_t g_model[];
extern const size_t g_model_size;
extern const char* const kModelName;

#endif  // FIRMWARE_APPS_HOTWORD_MODEL_H_
