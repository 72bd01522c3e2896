"""Fixtures of the tests around a real Renode."""

from tests.cli.conftest import cli

__all__ = ["cli"]
