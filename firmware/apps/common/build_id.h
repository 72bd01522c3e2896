#ifndef FIRMWARE_APPS_COMMON_BUILD_ID_H_
#define FIRMWARE_APPS_COMMON_BUILD_ID_H_

// Version of the sources, from the build system; the same sources give the same text.
extern const char* const kBuildId;

#endif  // FIRMWARE_APPS_COMMON_BUILD_ID_H_
