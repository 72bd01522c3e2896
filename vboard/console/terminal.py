"""The console in a terminal: prompt, completion, history, status line, keys for UARTs and buttons."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, get_common_complete_suffix
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition, completion_is_selected
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Style

from vboard.console.console_session import ConsoleSession
from vboard.console.panes import (
    BUTTON_KEYS,
    MENU_ROWS,
    PaneState,
    chosen_uart,
    has_panes,
    toolbar,
)
from vboard.engine.events import decode
from vboard.engine.interaction import Interaction

_COLOURS = {"error": "\x1b[31m", "log": "\x1b[33m", "uart": "\x1b[36m", "output": ""}
_STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "bottom-toolbar": "noreverse bg:#262626 #d0d0d0",
        "on": "#ffd75f bold",
        "key": "#87d7ff",
        "focus": "bg:#005f87 #ffffff bold",
        "pane-title": "#87afd7",
        "pane": "#d0d0d0",
        "cursor": "reverse",
    }
)
_WORD = re.compile(r"(?:\\ |[^\s;`])*\Z")
PAGE = 5
"""Rows that a key scrolls."""
_KEYS = {"enter": b"\r", "c-m": b"\r", "backspace": b"\x08", "c-h": b"\x08", "tab": b"\t", "c-i": b"\t"}
_HINT = "quit or Ctrl-D leaves; F4 starts and pauses"


def show(kind: str, text: str) -> None:
    """Print a line above the prompt."""
    colour = _COLOURS[kind]
    safe = "".join(each if each == "\t" or each.isprintable() else "?" for each in text)
    print_formatted_text(ANSI(f"{colour}{safe}\x1b[0m" if colour else safe))


class _Completer(Completer):
    def __init__(self, monitor: Interaction) -> None:
        self._monitor = monitor

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Completions of the word before the cursor."""
        text = document.text_before_cursor
        word = _last_word(text)
        for each in self._monitor.complete(text):
            yield Completion(each, -len(word))


def _last_word(text: str) -> str:
    """What a completion replaces."""
    found = _WORD.search(text)
    return found[0] if found else ""


def _history() -> History:
    """Commands of earlier sessions, if the folder can be written."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "vboard"
    path = state / "console_history"
    try:
        state.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


class TerminalConsole:
    """The console on a terminal."""

    def __init__(self, session: ConsoleSession) -> None:
        self._session = session
        self._panes = PaneState()
        self._executing = False
        session.show = self._show

    # -- looks --------------------------------------------------------------------------------

    def _show(self, kind: str, text: str) -> None:
        """Lines of a UART are in its pane, except while a command runs: then there is no pane."""
        if kind == "uart" and not self._executing:
            rows = os.get_terminal_size().lines
            if has_panes(self._session, self._panes, rows):
                return
        show(kind, text)

    def _prompt(self) -> StyleAndTextTuples:
        view = chosen_uart(self._session, self._panes)
        if self._panes.focused and view is not None:
            return [("class:focus", f"{view.name}>"), ("", f" {decode(bytes(view.text))}")]
        return [("class:prompt", self._session.prompt)]

    def _toolbar(self) -> StyleAndTextTuples:
        size = get_app().output.get_size()
        return toolbar(self._session, self._panes, size.rows, size.columns)

    # -- keys ---------------------------------------------------------------------------------

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()
        focused = Condition(lambda: self._panes.focused)
        session, panes = self._session, self._panes

        @keys.add("f2", eager=True)
        def _(event: KeyPressEvent) -> None:
            panes.focused = not panes.focused and bool(session.uarts)

        @keys.add("f3", eager=True)
        def _(event: KeyPressEvent) -> None:
            panes.chosen += 1
            panes.scrolled = 0

        @keys.add("f4", eager=True)
        def _(event: KeyPressEvent) -> None:
            session.toggle()

        for number, key in enumerate(BUTTON_KEYS):

            @keys.add(key, eager=True)
            def _(event: KeyPressEvent, number: int = number) -> None:
                session.press(number)

        @keys.add("f9", eager=True)
        def _(event: KeyPressEvent) -> None:
            panes.enabled = not panes.enabled

        @keys.add("f10", eager=True)
        def _(event: KeyPressEvent) -> None:
            session.play_again()

        @keys.add("pageup", eager=True)
        def _(event: KeyPressEvent) -> None:
            panes.scrolled += PAGE

        @keys.add("pagedown", eager=True)
        def _(event: KeyPressEvent) -> None:
            panes.scrolled = max(0, panes.scrolled - PAGE)

        @keys.add("c-c", eager=True)
        def _(event: KeyPressEvent) -> None:
            if session.monitor.started:
                session.execute("pause")
            elif event.current_buffer.text:
                event.current_buffer.reset()
            else:
                show("output", _HINT)

        @keys.add("tab", filter=~focused & ~completion_is_selected)
        def _(event: KeyPressEvent) -> None:
            self._complete(event)

        def send(event: KeyPressEvent) -> None:
            view = chosen_uart(session, panes)
            if view is None:
                return
            for press in event.key_sequence:
                name = press.key.value if isinstance(press.key, Keys) else press.key
                session.send(view, _KEYS.get(name, press.data.encode()))

        keys.add(Keys.Any, eager=True, filter=focused)(send)
        return keys

    def _complete(self, event: KeyPressEvent) -> None:
        """Insert what all completions have in common, at once; when that is nothing, show them."""
        buffer = event.current_buffer
        found = list(_Completer(self._session.monitor).get_completions(buffer.document, CompleteEvent()))
        if len(found) == 1:
            buffer.apply_completion(found[0])
        elif common := get_common_complete_suffix(buffer.document, found):
            buffer.insert_text(common)
        elif found:
            buffer.start_completion()

    # -- life ---------------------------------------------------------------------------------

    def run(self) -> int:
        """Read and execute lines until `quit` or Ctrl-D; returns the exit status."""
        asyncio.run(self._run())
        return self._session.monitor.quit_status or 0

    async def _run(self) -> None:
        session = self._session
        prompt: PromptSession[str] = PromptSession(
            history=_history(),
            completer=_Completer(session.monitor),
            complete_while_typing=False,
            auto_suggest=AutoSuggestFromHistory(),
            bottom_toolbar=self._toolbar,
            key_bindings=self._bindings(),
            refresh_interval=0.1,
            reserve_space_for_menu=MENU_ROWS,
            style=_STYLE,
        )
        pump = asyncio.create_task(self._pump())
        try:
            with patch_stdout(raw=True):
                while session.monitor.quit_status is None and not pump.done():
                    try:
                        line = await prompt.prompt_async(self._prompt)
                    except EOFError:
                        break
                    self._execute(line)
            if pump.done():
                pump.result()
        finally:
            pump.cancel()

    def _execute(self, line: str) -> None:
        self._executing = True
        try:
            self._session.execute(line)
        finally:
            self._executing = False

    async def _pump(self) -> None:
        """Let virtual time pass while the prompt waits."""
        while True:
            due = self._session.loop.advance()
            await asyncio.sleep(min(due, 0.02))
