"""Search texts and .NET regular expressions."""

import pytest

from vboard.builtin.terminals.pattern import Pattern, PatternError


def test_substring_is_literal() -> None:
    assert Pattern("a.c").search("abc") is None
    assert (found := Pattern("a.c").search("xa.cx")) is not None
    assert found.start == 1


@pytest.mark.parametrize(
    ("text", "content", "groups"),
    [
        (r"rx ([0-9a-f]+)", "rx 41", ("41",)),
        (r"(?<word>\w+)=(\d+)", "score=12", ("12", "score")),
        (r"(a)|(b)", "b", ("", "b")),
        (r"(?<q>['x])abc\k<q>", "xabcx", ("x",)),
        (r"end\z", "the end", ()),
    ],
)
def test_regular_expressions_of_dotnet(text: str, content: str, groups: tuple[str, ...]) -> None:
    assert (found := Pattern(text, is_regex=True).search(content)) is not None
    assert found.groups == groups


def test_malformed_expression_names_the_text() -> None:
    with pytest.raises(PatternError, match=r'parsing "\(" - '):
        Pattern("(", is_regex=True)
