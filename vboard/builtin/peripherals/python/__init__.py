"""Peripherals written as a Python script in the platform description."""
