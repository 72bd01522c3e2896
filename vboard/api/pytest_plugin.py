"""pytest plugin: the fixtures `board`, `uart` and `led`, and what the board said below a failure.

Everything of the engine is imported when a test asks for a board.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from vboard.api.board import Board
    from vboard.api.led import Led
    from vboard.api.uart import Uart

_MARK = "vboard"
_OPTIONS = (
    ("board", "a board of `vboard boards`, or a .repl, .resc or .toml file"),
    ("elf", "the image that runs on it"),
)
_BOARD_KEY: pytest.StashKey[Any] = pytest.StashKey()
_LAST_LOG_LINES = 20


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--vboard-board`, `--vboard-elf`, and the same as settings `vboard_board`, `vboard_elf`."""
    group = parser.getgroup("vboard", "virtual boards")
    for name, text in _OPTIONS:
        group.addoption(f"--vboard-{name}", metavar=name.upper(), default=None, help=text)
        parser.addini(f"vboard_{name}", text, default="")


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line("markers", f"{_MARK}(board, elf): the board and the image of the fixture `board`")


def _chosen(request: pytest.FixtureRequest, name: str, position: int) -> str:
    """What the closest mark says, else the option, else the setting."""
    for mark in request.node.iter_markers(_MARK):
        if name in mark.kwargs:
            return str(mark.kwargs[name])
        if len(mark.args) > position:
            return str(mark.args[position])
    return str(request.config.getoption(f"--vboard-{name}") or request.config.getini(f"vboard_{name}"))


@pytest.fixture
def board(request: pytest.FixtureRequest) -> Iterator[Board]:
    """A board with its image in it, at virtual time 0."""
    from vboard.api.board import Board
    from vboard.errors import VBoardError

    name, image = (_chosen(request, option, index) for index, (option, _) in enumerate(_OPTIONS))
    if not name:
        raise pytest.UsageError("which board? @pytest.mark.vboard('bluepill', 'app.elf') or --vboard-board")
    try:
        made = Board(name, image)
    except VBoardError as error:
        pytest.fail(str(error), pytrace=False)
    request.node.stash[_BOARD_KEY] = made
    with made:
        yield made


@pytest.fixture
def uart(board: Board) -> Uart:
    """The console of the board."""
    return board.console


@pytest.fixture
def led(board: Board) -> Led:
    """The LED of a board that has one."""
    leds = board.leds
    if len(leds) != 1:
        pytest.fail(f"{board.name} has these LEDs: {', '.join(leds) or 'none'}; take one of board.leds")
    return next(iter(leds.values()))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
    """Show what the board said and what the log warns of below a failed test."""
    outcome = yield
    report = outcome.get_result()
    made = item.stash.get(_BOARD_KEY, None)
    if made is None or report.when != "call" or not report.failed:
        return
    if made.row.console:
        report.sections.append((f"console of {made.name}", made.console.text))
    warnings = [each for each in made.emulation.log if each.level in ("WARNING", "ERROR")]
    if warnings:
        shown = (
            f"{each.time:.6f}s [{each.level}] {each.source}: {each.message}"
            for each in warnings[-_LAST_LOG_LINES:]
        )
        report.sections.append((f"log of {made.name}", "\n".join(shown)))
