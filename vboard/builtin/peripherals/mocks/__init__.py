"""Devices without hardware, for tests."""
