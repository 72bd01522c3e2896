"""docs/native-core.md: each rule of the manual that no oracle checks has the test case that its row names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

_ROOT = Path(__file__).parents[2]
_PAGE = _ROOT / "docs" / "native-core.md"
_SOURCE = re.compile(r"`(tests/native/test_\w+\.cc)`")
_CASE = re.compile(r'TEST_CASE\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)')


class Rule(NamedTuple):
    text: str
    section: str
    cases: tuple[str, ...]
    source: str


def rules() -> list[Rule]:
    """Rows of the tables below a sentence that names a source of test cases."""
    found: list[Rule] = []
    source, inside = "", False
    for line in _PAGE.read_text(encoding="utf-8").splitlines():
        if named := _SOURCE.search(line):
            source = named[1]
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[-1] == "test case":
            inside = True
        elif inside and not cells[0].startswith("---"):
            found.append(Rule(cells[0], cells[1], tuple(cells[2].split(", ")), source))
    return found


def cases(source: str) -> list[str]:
    """Names of the test cases in a source."""
    text = (_ROOT / source).read_text(encoding="utf-8")
    return ["".join(re.findall(r'"((?:[^"\\]|\\.)*)"', name)) for name in _CASE.findall(text)]


def test_there_are_tables() -> None:
    assert {rule.source for rule in rules()} == {
        "tests/native/test_debug_units.cc",
        "tests/native/test_strict_rules.cc",
    }
    assert len(rules()) > 15


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.cases[0])
def test_a_rule_has_its_test(rule: Rule) -> None:
    names = cases(rule.source)
    for case in rule.cases:
        assert any(case in name for name in names), f"{rule.source} has no case '{case}' for: {rule.text}"


def test_a_case_has_its_rule() -> None:
    """What a test shows stands in the table; but for what it shows of Renode's rules."""
    listed = [(rule.source, case) for rule in rules() for case in rule.cases]
    for source in {rule.source for rule in rules()}:
        for name in cases(source):
            assert name.startswith("Renode") or any(
                where == source and case in name for where, case in listed
            ), f"{source}: '{name}' is in no table"
