"""Peripheral models: Renesas RA."""
