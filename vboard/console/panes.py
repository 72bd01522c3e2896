"""UARTs as panes below the prompt: the last lines of each, and the status line under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.utils import get_cwidth

from vboard.console.console_session import ConsoleSession, UartView
from vboard.engine.events import decode

SMALLEST = 18
"""Rows of a terminal that is too low for panes: lines are printed above the prompt instead."""
TALLEST = 12
LOWEST = 4
"""Rows of one pane, its title included."""
MENU_ROWS = 5
"""Rows kept free for the menu of completions."""
BUTTON_KEYS = ("f5", "f6", "f7", "f8")


@dataclass
class PaneState:
    """What keys have changed.

    Attributes:
        enabled: panes are shown where there is room.
        chosen: index of the UART that F2 gives the keys to.
        focused: it has them now.
        scrolled: rows that the chosen pane shows above its end.
    """

    enabled: bool = True
    chosen: int = 0
    focused: bool = False
    scrolled: int = 0


def shown_uarts(session: ConsoleSession, state: PaneState) -> list[UartView]:
    """UARTs that have a pane: the chosen one, and those that a script shows or that said something."""
    chosen = chosen_uart(session, state)
    return [
        view for view in session.uarts if view is chosen or view.lines or view.text or view.uart.is_analyzed
    ]


def chosen_uart(session: ConsoleSession, state: PaneState) -> UartView | None:
    """The UART that F2 gives the keys to, if there is any."""
    return session.uarts[state.chosen % len(session.uarts)] if session.uarts else None


def has_panes(session: ConsoleSession, state: PaneState, rows: int) -> bool:
    """Whether there are panes in a terminal of so many rows."""
    return state.enabled and rows >= SMALLEST and bool(session.uarts)


def toolbar(session: ConsoleSession, state: PaneState, rows: int, columns: int) -> StyleAndTextTuples:
    """Everything below the prompt."""
    parts: StyleAndTextTuples = []
    if has_panes(session, state, rows):
        views = shown_uarts(session, state)
        room = min(TALLEST * len(views), rows - MENU_ROWS - 6)
        views = _fitting(views, chosen_uart(session, state), room // LOWEST)
        for view in views:
            parts += _pane(session, state, view, room // len(views), columns)
    return parts + _status(session, state, columns)


def _fitting(views: list[UartView], chosen: UartView | None, most: int) -> list[UartView]:
    """At most so many panes, the chosen one among them."""
    while len(views) > max(1, most):
        views.remove(next(view for view in reversed(views) if view is not chosen))
    return views


def _pane(
    session: ConsoleSession, state: PaneState, view: UartView, height: int, columns: int
) -> Iterator[tuple[str, str]]:
    chosen = view is chosen_uart(session, state)
    focused = chosen and state.focused
    keys = "keys go here, F2: back" if focused else "F2: type here" if chosen else ""
    if chosen and state.scrolled:
        keys = f"{state.scrolled} rows back, PageDown" + (f" · {keys}" if keys else "")
    title = f"─ {view.name} "
    rule = "─" * max(0, columns - len(title) - len(keys) - (3 if keys else 0))
    yield "class:focus" if focused else "class:pane-title", f"{title}{rule}{f' {keys} ' if keys else ''}"
    yield "", "\n"
    rows = [row for line in view.lines for row in _wrap(line, columns)]
    rows += _wrap(decode(bytes(view.text)), columns) if view.text or focused else []
    if chosen:
        state.scrolled = max(0, min(state.scrolled, len(rows) - height + 1))
    end = len(rows) - (state.scrolled if chosen else 0)
    visible = rows[max(0, end - height + 1) : end]
    for index in range(height - 1):
        yield "class:pane", visible[index] if index < len(visible) else ""
        if focused and index == len(visible) - 1 and end == len(rows):
            yield "class:cursor", " "
        yield "", "\n"


def _wrap(text: str, columns: int) -> list[str]:
    """Rows of at most `columns - 1` cells; the last column is the cursor's."""
    rows, row, width = [], "", 0
    for each in text.expandtabs(8):
        cells = get_cwidth(each)
        if width + cells > max(1, columns - 1):
            rows.append(row)
            row, width = "", 0
        row, width = row + each, width + cells
    return [*rows, row]


def _status(session: ConsoleSession, state: PaneState, columns: int) -> StyleAndTextTuples:
    """Clock, speed, LEDs, buttons, keys; what does not fit is left out from the right."""
    running = f"running {session.loop.speed:.2f}x" if session.monitor.started else "paused"
    groups: list[StyleAndTextTuples] = [
        [("", f" {session.monitor.now / 1e9:.3f} s ")],
        [("class:key", " F4 "), ("", f"{running} ")],
    ]
    groups += [
        [("class:on", f" ● {led.name} ")] if led.on else [("", f" ○ {led.name} ")] for led in session.leds
    ]
    for key, button in zip(BUTTON_KEYS, session.buttons, strict=False):
        groups.append(
            [("class:key", f" {key.upper()} "), ("class:on" if button.pressed else "", f"{button.name} ")]
        )
    chosen = chosen_uart(session, state)
    if chosen is not None:
        target = "back to the prompt" if state.focused else f"keys to {chosen.name}"
        groups.append([("class:key", " F2 "), ("", f"{target} ")])
        if len(session.uarts) > 1:
            groups.append([("class:key", " F3 "), ("", "next UART ")])
        groups.append([("class:key", " F9 "), ("", "panes ")])
    parts: StyleAndTextTuples = []
    free = columns
    for group in groups:
        free -= sum(get_cwidth(text) for _, text, *_ in group)
        if free < 0:
            break
        parts += group
    return parts
