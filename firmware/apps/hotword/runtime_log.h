// Keeps the first message of the runtime, so that it can be part of one clear line.
#ifndef FIRMWARE_APPS_HOTWORD_RUNTIME_LOG_H_
#define FIRMWARE_APPS_HOTWORD_RUNTIME_LOG_H_

namespace runtime_log {

// The first line that the runtime wrote since the last Clear, "" if none. Long lines are cut.
const char* First();
void Clear();

}  // namespace runtime_log

#endif  // FIRMWARE_APPS_HOTWORD_RUNTIME_LOG_H_
