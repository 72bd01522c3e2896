"""What a check of platform files finds."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    DIFFERENCE = "difference"
    STUB = "stub"
    PARTIAL = "partial"
    IGNORED = "ignored"

    @property
    def fails(self) -> bool:
        """Whether it makes a check fail."""
        return self in (Kind.ERROR, Kind.DIFFERENCE)


@dataclass(frozen=True)
class Finding:
    """One line of a report.

    Attributes:
        file, line, column: where it stands, counted from 1; 0 where a whole file is meant.
        name: the device or type that it is about, empty for the language.
        text: what is to be said of it.
    """

    kind: Kind
    file: str
    line: int
    column: int
    name: str
    text: str


@dataclass(frozen=True)
class FileCheck:
    """What was found in one file and in those that it uses.

    Attributes:
        devices: how many it describes; 0 where nothing but the language was looked at.
    """

    file: str
    devices: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether the file can be used."""
        return not any(finding.kind.fails for finding in self.findings)
