"""Peripheral models: CAES UT32M0R500."""
