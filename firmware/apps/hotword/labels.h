// What the model tells apart, in the order of its outputs.
#ifndef FIRMWARE_APPS_HOTWORD_LABELS_H_
#define FIRMWARE_APPS_HOTWORD_LABELS_H_

enum Label { kSilence, kUnknown, kYes, kNo, kLabels };

constexpr const char* kLabelNames[kLabels] = {"silence", "unknown", "yes", "no"};

#endif  // FIRMWARE_APPS_HOTWORD_LABELS_H_
