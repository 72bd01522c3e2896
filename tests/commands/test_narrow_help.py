"""Helps on terminals of every width: no option is cut, no word is torn."""

from __future__ import annotations

import pytest

from tests.support.command_line import Cli
from vboard.commands.group import COMMANDS, find_command

WRITTEN_BY_ARGPARSE = ("renode", "renode-test")
"""Programs that take the place of others and parse as those do."""


@pytest.mark.parametrize("width", [30, 40, 60, 79, 80, 120])
@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in WRITTEN_BY_ARGPARSE])
def test_every_option_is_whole(cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    result = cli(command, "--help")
    assert result.status == 0
    words = result.out.replace(",", " ").replace("/", " ").split()
    for parameter in find_command(command).params:
        for name in (*parameter.opts, *parameter.secondary_opts):
            assert name in words or not name.startswith("-"), name


@pytest.mark.parametrize("width", [30, 40, 60, 79])
@pytest.mark.parametrize("command", ["", "run", "test", "evaluate", "stream", "debug"])
def test_lines_fit_and_words_are_those_of_a_wide_terminal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, command: str, width: int
) -> None:
    arguments = [*command.split(), "--help"]
    monkeypatch.setenv("COLUMNS", str(width))
    narrow = cli(*arguments).out
    assert all(len(line) <= width or len(line.split()) == 1 for line in narrow.splitlines())
    monkeypatch.setenv("COLUMNS", "400")
    wide = set(cli(*arguments).out.replace("`", "").replace(",", " ").split())
    of_the_layout = {"Options:", "Commands:", "Usage:", "suites..."}
    torn = {
        word
        for word in narrow.replace(",", " ").split()
        if word not in wide and not set(word) & set("[]|<>=;:/")
    }
    assert torn <= of_the_layout
