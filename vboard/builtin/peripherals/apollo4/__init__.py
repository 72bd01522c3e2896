"""Peripheral models: Ambiq Apollo4."""
