"""The hello application answers: what is typed comes back, `l` switches the LED, the button prints a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vboard.boards.board import Board
from vboard.boards.table import BOARDS
from vboard.engine.capabilities import LocalSession
from vboard.engine.events import MILLISECOND, LedChange, UartLine
from vboard.engine.selection import open_local
from vboard.player.playback import start_board

SETTLING = 20 * MILLISECOND


@pytest.fixture(params=["bluepill", "stm32f746g_disco", "apollo3_evb"])
def board(request: pytest.FixtureRequest) -> Board:
    found = BOARDS[request.param]
    if not found.image("hello").is_file():
        pytest.skip("hello is not built: run 'make firmware'")
    return found


@pytest.fixture
def session(board: Board) -> Iterator[LocalSession]:
    """The application, past its banner."""
    session = open_local(Path.cwd())
    start_board(session, board, board.image("hello"))
    session.run_for(SETTLING)
    session.take_events()
    yield session
    session.close()


def test_what_is_typed_comes_back(session: LocalSession, board: Board) -> None:
    session.feed(board.console, b"abc\r")
    session.run_for(SETTLING)
    assert [event.text for event in session.take_events() if isinstance(event, UartLine)] == ["abc"]


def test_l_switches_the_led_and_ends_the_blinking(session: LocalSession, board: Board) -> None:
    led = next(iter(board.leds))
    changes = []
    for _ in range(3):
        session.feed(board.console, b"l")
        session.run_for(600 * MILLISECOND)
        changes += [e.on for e in session.take_events() if isinstance(e, LedChange) and e.led == led]
    assert changes == [False, True, False]  # it was lit; without a key it would blink meanwhile


def test_the_button_prints_a_line(session: LocalSession, board: Board) -> None:
    if not board.buttons:
        pytest.skip("the board has no button")
    button = next(iter(board.buttons.values()))
    session.execute(f"{button} Press")
    session.run_for(100 * MILLISECOND)
    session.execute(f"{button} Release")
    session.run_for(100 * MILLISECOND)
    assert [event.text for event in session.take_events() if isinstance(event, UartLine)] == ["button"]
