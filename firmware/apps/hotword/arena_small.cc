// Too small for any model of this application: shows the error that a user gets.
#include "apps/hotword/arena.h"

alignas(16) uint8_t g_arena[4096];
const size_t kArenaBytes = sizeof(g_arena);
