"""The console in a terminal: prompt, completion, history, status line, keys for UARTs and buttons."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterable
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI, StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Style

from vboard.builtin.monitor.completion import complete
from vboard.builtin.monitor.monitor import Monitor
from vboard.console.session import ConsoleSession
from vboard.engine import decode

_COLOURS = {"error": "\x1b[31m", "log": "\x1b[33m", "uart": "\x1b[36m", "output": ""}
_STYLE = Style.from_dict(
    {
        "prompt": "bold",
        "bottom-toolbar": "noreverse bg:#303030 #d0d0d0",
        "on": "#ffd75f bold",
        "key": "#87d7ff",
        "focus": "reverse",
    }
)
_WORD = re.compile(r"(?:\\ |[^\s;`])*\Z")
_BUTTON_KEYS = ("f5", "f6", "f7", "f8")
_KEYS = {"enter": b"\r", "c-m": b"\r", "backspace": b"\x08", "c-h": b"\x08", "tab": b"\t", "c-i": b"\t"}
_HINT = "quit or Ctrl-D leaves; F4 starts and pauses"


def show(kind: str, text: str) -> None:
    """Print a line above the prompt."""
    colour = _COLOURS[kind]
    safe = "".join(each if each == "\t" or each.isprintable() else "?" for each in text)
    print_formatted_text(ANSI(f"{colour}{safe}\x1b[0m" if colour else safe))


class _Completer(Completer):
    def __init__(self, monitor: Monitor) -> None:
        self._monitor = monitor

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Completions of the word before the cursor."""
        text = document.text_before_cursor
        found = _WORD.search(text)
        word = found[0] if found else ""
        for each in complete(self._monitor, text):
            yield Completion(each, -len(word))


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
        self._focus: int | None = None
        """Index of the UART that gets the keys, None while they edit the line."""
        self._chosen = 0

    # -- looks --------------------------------------------------------------------------------

    def _prompt(self) -> StyleAndTextTuples:
        if self._focus is not None and self._focus < len(self._session.uarts):
            view = self._session.uarts[self._focus]
            return [("class:focus", f"{view.name}>"), ("", f" {decode(bytes(view.text))}")]
        return [("class:prompt", self._session.prompt)]

    def _toolbar(self) -> StyleAndTextTuples:
        session = self._session
        emulation = session.emulation
        parts: StyleAndTextTuples = [("", f" {emulation.clock.now / 1e9:.3f} s ")]
        state = f"running {session.loop.speed:.2f}x" if emulation.started else "paused"
        parts += [("class:key", " F4 "), ("", f"{state} ")]
        for name, led in session.leds:
            parts.append(("class:on", f" ● {name} ") if led.State else ("", f" ○ {name} "))
        for key, (name, _, button) in zip(_BUTTON_KEYS, session.buttons, strict=False):
            parts.append(("class:key", f" {key.upper()} "))
            parts.append(("class:on" if button.Pressed else "", f"{name} "))
        if session.uarts:
            view = session.uarts[self._chosen % len(session.uarts)]
            target = "back to the prompt" if self._focus is not None else f"keys to {view.name}"
            parts += [("class:key", " F2 "), ("", f"{target} "), ("class:key", " F3 "), ("", "next UART")]
        return parts

    # -- keys ---------------------------------------------------------------------------------

    def _bindings(self) -> KeyBindings:
        keys = KeyBindings()
        focused = Condition(lambda: self._focus is not None)
        session = self._session

        @keys.add("f2", eager=True)
        def _(event: KeyPressEvent) -> None:
            self._focus = None if self._focus is not None or not session.uarts else self._index()

        @keys.add("f3", eager=True)
        def _(event: KeyPressEvent) -> None:
            self._chosen += 1
            if self._focus is not None:
                self._focus = self._index()

        @keys.add("f4", eager=True)
        def _(event: KeyPressEvent) -> None:
            session.toggle()

        for number, key in enumerate(_BUTTON_KEYS):

            @keys.add(key, eager=True)
            def _(event: KeyPressEvent, number: int = number) -> None:
                session.press(number)

        @keys.add("c-c", eager=True)
        def _(event: KeyPressEvent) -> None:
            if session.emulation.started:
                session.execute("pause")
            elif event.current_buffer.text:
                event.current_buffer.reset()
            else:
                show("output", _HINT)

        def send(event: KeyPressEvent) -> None:
            if self._focus is not None and self._focus < len(session.uarts):
                for press in event.key_sequence:
                    name = press.key.value if isinstance(press.key, Keys) else press.key
                    session.send(session.uarts[self._focus], _KEYS.get(name, press.data.encode()))

        keys.add(Keys.Any, eager=True, filter=focused)(send)
        return keys

    def _index(self) -> int:
        return self._chosen % len(self._session.uarts)

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
                    session.execute(line)
            if pump.done():
                pump.result()
        finally:
            pump.cancel()

    async def _pump(self) -> None:
        """Let virtual time pass while the prompt waits."""
        while True:
            due = self._session.loop.advance()
            await asyncio.sleep(min(due, 0.02))
