"""Emulation, machine, system bus, memories, log, virtual clock."""
