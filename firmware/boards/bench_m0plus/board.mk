CPU := cortex-m0plus
CPU_FLAGS := -mcpu=$(CPU) -mthumb
include boards/bench/bench.mk
