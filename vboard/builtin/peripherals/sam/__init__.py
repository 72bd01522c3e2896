"""Peripheral models: Microchip SAM."""
