"""Peripheral models: Texas Instruments CC2538."""
