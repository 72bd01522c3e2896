#ifndef TENSORFLOW_LITE_MICRO_MICRO_ARENA_CONSTANTS_H_
#define TENSORFLOW_LITE_MICRO_MICRO_ARENA_CONSTANTS_H_

namespace tflite {

// Alignment of tensors and of what AllocatePersistentBuffer returns. The arena itself may have any.
inline constexpr int MicroArenaBufferAlignment() { return 16; }

}  // namespace tflite

#endif  // TENSORFLOW_LITE_MICRO_MICRO_ARENA_CONSTANTS_H_
