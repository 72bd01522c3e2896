CPU := cortex-m4
CPU_FLAGS := -mcpu=$(CPU) -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard
MICROPHONE := yes
