"""Peripheral models: Nuvoton NPCX."""
