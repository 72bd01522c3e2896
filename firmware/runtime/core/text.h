#ifndef RUNTIME_CORE_TEXT_H_
#define RUNTIME_CORE_TEXT_H_

namespace tflite {

// strcmp(a, b) == 0, without a C library.
bool SameText(const char* a, const char* b);

}  // namespace tflite

#endif  // RUNTIME_CORE_TEXT_H_
