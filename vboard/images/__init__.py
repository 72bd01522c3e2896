"""Firmware images: reading and checking them, and what the linker says of them."""
