CPU := cortex-m33
CPU_FLAGS := -mcpu=$(CPU) -mthumb -mfpu=fpv5-sp-d16 -mfloat-abi=hard
include boards/bench/bench.mk
