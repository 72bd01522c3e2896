// Messages of the runtime, kept for a test to look at.
#ifndef TESTS_RUNTIME_CONSOLE_H_
#define TESTS_RUNTIME_CONSOLE_H_

#include <string>

// All text since the last call.
std::string TakeConsole();

#endif  // TESTS_RUNTIME_CONSOLE_H_
