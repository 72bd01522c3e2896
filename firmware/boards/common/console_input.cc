// A board without a console's receiver, or whose port is yet to be written, hears nothing.
#include "boards/board.h"

namespace board {

__attribute__((weak)) int ConsoleRead() { return -1; }

}  // namespace board
