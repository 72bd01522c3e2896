"""Peripheral models: Silicon Labs EFM32 and EFR32."""
