CPU := cortex-m3
CPU_FLAGS := -mcpu=$(CPU) -mthumb
