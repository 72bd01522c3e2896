"""Steps of register traces whose answers differ, with the reason. A reason that no longer applies fails the test."""

from __future__ import annotations

KNOWN: dict[tuple[str, int], str] = {}
