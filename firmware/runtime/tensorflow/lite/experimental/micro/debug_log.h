// Supplied by the application or board: writes text to its console. The runtime calls it with a
// second argument that this form does not see, and doubles percent signs.
#ifndef TENSORFLOW_LITE_EXPERIMENTAL_MICRO_DEBUG_LOG_H_
#define TENSORFLOW_LITE_EXPERIMENTAL_MICRO_DEBUG_LOG_H_

extern "C" void DebugLog(const char* s);

#endif  // TENSORFLOW_LITE_EXPERIMENTAL_MICRO_DEBUG_LOG_H_
