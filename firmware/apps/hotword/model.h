// The model that the build embeds.
#ifndef FIRMWARE_APPS_HOTWORD_MODEL_H_
#define FIRMWARE_APPS_HOTWORD_MODEL_H_

extern const unsigned char g_model[];  // aligned to 16 bytes
extern const unsigned int g_model_size;
extern const char* const kModelName;

#endif  // FIRMWARE_APPS_HOTWORD_MODEL_H_
