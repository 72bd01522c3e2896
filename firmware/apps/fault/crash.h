#ifndef FIRMWARE_APPS_FAULT_CRASH_H_
#define FIRMWARE_APPS_FAULT_CRASH_H_

// Each image has one of the crash_*.cc files.
extern const char* const kCrashName;
[[noreturn]] void Crash();

#endif  // FIRMWARE_APPS_FAULT_CRASH_H_
