# What the bench boards share: roomy memories, one UART. They are for measuring only.
BOARD_SOURCES := boards/bench/board.cc
MEMORY_SCRIPT := boards/bench/memory.ld
