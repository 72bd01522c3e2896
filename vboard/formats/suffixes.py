"""How files of firmware images are called."""

ELF = (".elf", ".axf", ".out")
HEX = (".hex", ".ihex", ".ihx")
SRECORD = (".srec", ".s19", ".s28", ".s37", ".mot")
UF2 = (".uf2",)
BINARY = (".bin", ".img")
IMAGE = (*ELF, *HEX, *SRECORD, *UF2, *BINARY)
EXPECTED = "expected an ELF, .hex, .srec, .uf2 or .bin file"
