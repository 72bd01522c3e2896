#include "apps/hotword/arena.h"

#include "board_config.h"

alignas(16) uint8_t g_arena[kBoardArenaBytes];
const size_t kArenaBytes = sizeof(g_arena);
