"""docs/tour.md: what it types, typed; and its commands are those of the program."""

from __future__ import annotations

import re
import shutil
from functools import cache

import pytest

from tests.docs.page import Step, follow, read_page, steps
from vboard.boards.table import BOARDS
from vboard.commands.group import COMMANDS
from vboard.paths import ROOT

PAGES = ("README.md", *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").glob("*.md"))))


@pytest.mark.parametrize("step", steps(read_page("docs/tour.md")), ids=lambda step: step.command[:50])
def test_a_step_of_the_tour(step: Step) -> None:
    for board in BOARDS.values():
        if not board.image("hotword").is_file():
            pytest.skip(f"hotword is not built for {board.name}: run 'make firmware'")
    if "infer" in step.command and shutil.which("arm-none-eabi-g++") is None:
        pytest.skip("no arm-none-eabi-g++: make setup")
    follow(step, ROOT)


@cache
def _help(command: str) -> str:
    return follow(Step(f"COLUMNS=200 vboard {command} --help", ()), ROOT)


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_options_exist(page: str) -> None:
    """Every `vboard COMMAND --option` that a page shows is one that the program has."""
    text = read_page(page)
    for line in re.findall(r"(?:^ *\$? ?|`)vboard ([^`\n|]*)", text, re.MULTILINE):
        words = line.split("#")[0].split()
        if not words or not words[0].isalpha():
            continue
        assert words[0] in COMMANDS, f"{page}: vboard {line}"
        help_text = _help(words[0])
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", " ".join(words)):
            assert option in help_text, f"{page}: vboard {line}"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    folder = (ROOT / page).parent
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read_page(page)):
        assert (folder / target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_exist(page: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^ +|`)make ([a-z][a-z-]*)", read_page(page), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page}: make {target}"
