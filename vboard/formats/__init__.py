"""File formats of firmware images that are no ELF: text records, UF2, and plain bytes as an ELF."""
