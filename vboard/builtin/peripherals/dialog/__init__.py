"""Peripheral models: Renesas (Dialog) DA14."""
