"""Binding of keyword arguments."""

from __future__ import annotations

import enum
from typing import Any

import pytest

from tests.robot.fakes import FakeMonitor
from vboard.robot.binding import MismatchError, bind
from vboard.robot.context import Context
from vboard.robot.keyword import Byte, Char, Keyword, KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError


class Colour(enum.Enum):
    Red = 1


class Family(KeywordFamily):
    @keyword("Plain")
    def plain(self, content: str, timeout: float | None = None, count: int | None = None, flag: bool = False):  # type: ignore[no-untyped-def]
        """Plain."""

    @keyword("Fragments")
    def fragments(self, content: list[str]) -> None:
        """All arguments."""

    @keyword("Lists")
    def lists(self, content: list[str], flag: bool = False) -> None:
        """A list."""

    @keyword("Kinds")
    def kinds(self, c: Char = "x", b: Byte = 0, colour: Colour = Colour.Red, wait: float = 0) -> None:
        """Kinds."""


KEYWORDS: dict[str, Keyword] = {k.name: k for k in Family(Context(FakeMonitor())).keywords()}


def bound(name: str, *arguments: object) -> list[Any]:
    return bind(KEYWORDS[name], arguments)


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (["x"], ["x", None, None, False]),
        (["x", "0.5", "3", "True"], ["x", 0.5, 3, True]),
        (["x", "flag=FALSE", "timeout=2"], ["x", 2.0, None, False]),
        (["content=score=12"], ["score=12", None, None, False]),
        (["x", 0.5, 2], ["x", 0.5, 2, False]),
        (["a b=c"], ["a b=c", None, None, False]),
        (["x="], ["x=", None, None, False]),
        (["x", "count=0x10"], ["x", None, 16, False]),
    ],
)
def test_values(arguments: list[object], values: list[object]) -> None:
    assert bound("Plain", *arguments) == values


@pytest.mark.parametrize(
    "arguments", [[], ["score=12"], ["x", "flag=maybe"], ["x", float("nan")], ["x", "1", "2", "true", "y"]]
)
def test_what_does_not_fit(arguments: list[object]) -> None:
    with pytest.raises(MismatchError):
        bound("Plain", *arguments)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["content=x", "1"], "Named arguments must appear after the positional arguments"),
        (["x", "timeout=1", "timeout=2"], "Named argument `timeout' specified multiple times"),
        (
            ["x", "timeout=soon"],
            'Type "Nullable`1" does not have a "Parse" method with the requested parameters',
        ),
    ],
)
def test_what_renode_reports_as_exception(arguments: list[object], text: str) -> None:
    with pytest.raises(KeywordError) as caught:
        bound("Plain", *arguments)
    assert str(caught.value) == f"ArgumentException: {text}\n"


def test_a_single_list_takes_everything() -> None:
    assert bound("Fragments", "a", "b=c", 1) == [["a", "b=c", "1"]]


def test_elsewhere_a_list_is_one_argument() -> None:
    assert bound("Lists", ["a", "b"], "flag=true") == [["a", "b"], True]
    with pytest.raises(KeywordError, match=r'Type "String\[\]" does not have a "Parse" method'):
        bound("Lists", "a")


def test_characters_bytes_and_enumerations() -> None:
    assert bound("Kinds", "c", "255", "red") == ["c", 255, Colour.Red, 0]
    for wrong in (["cc"], ["c", "x"], ["c", "1", "blue"], ["c", "1", "Red", "soon"]):
        with pytest.raises(MismatchError):
            bound("Kinds", *wrong)
    with pytest.raises(KeywordError, match="too large or too small for an unsigned byte"):
        bound("Kinds", "c", "256")
