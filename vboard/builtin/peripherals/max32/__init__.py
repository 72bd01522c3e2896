"""Peripheral models: Analog Devices MAX32."""
