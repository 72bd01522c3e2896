// The interrupt of a board's microphone. Its code is linked only into applications that use it; in
// others the vector is empty.
#ifndef FIRMWARE_BOARDS_COMMON_MICROPHONE_INTERRUPT_H_
#define FIRMWARE_BOARDS_COMMON_MICROPHONE_INTERRUPT_H_

namespace board {

__attribute__((weak)) void MicrophoneInterrupt();

}  // namespace board

#endif  // FIRMWARE_BOARDS_COMMON_MICROPHONE_INTERRUPT_H_
