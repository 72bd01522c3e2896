"""Peripheral models, one file a Renode type."""
