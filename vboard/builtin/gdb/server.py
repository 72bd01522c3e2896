"""The server: one client on a loopback port, packets in, replies out (GDB manual, E.2 to E.6)."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Sequence

from vboard.builtin.gdb.commands import Commands
from vboard.builtin.gdb.packets import Mark, Packet, Parser, encode
from vboard.builtin.gdb.target import Target
from vboard.builtin.host_socket import Listener

_CHUNK = 65_536


class GdbServer:
    """Serves a debugger whenever the host's ports are served.

    Attributes:
        sessions: debuggers that have come and gone.
    """

    def __init__(
        self, port: int, target: Target, execute: Callable[[str], str], autostart: bool = True
    ) -> None:
        """Listen on `port`, or on a free one when 0; `execute` runs a monitor command.

        Raises:
            PortError: the port is not available.
        """
        self._listener = Listener(port)
        self._target = target
        self._commands = Commands(target, execute, autostart)
        self._client: socket.socket | None = None
        self._parser = Parser()
        self._waiting: list[Packet | Mark] = []
        self._output = bytearray()
        self._last = b""
        self._acknowledge = True
        self.sessions = 0

    @property
    def Port(self) -> int:
        """The port that it listens on."""
        return self._listener.port

    @property
    def connected(self) -> bool:
        """Whether a debugger is there."""
        return self._client is not None

    def descriptors(self) -> Sequence[int]:
        """The client, or the listening socket while there is none."""
        return [self._client.fileno() if self._client is not None else self._listener.fileno()]

    def poll(self, running: bool) -> None:
        """Accept a debugger, answer it, tell it of a stop.

        While time passes what comes only stops the emulation: the answers, which may let time pass
        themselves, follow when it stands still.
        """
        if self._client is None:
            self._client = self._listener.accept()
            if self._client is None:
                return
            self._parser, self._acknowledge = Parser(), True
            self._output.clear()
            self._waiting.clear()
            self._target.halt()
        self._waiting += self._parser.feed(self._receive())
        if running:
            if any(not isinstance(item, Mark) or item.kind == "interrupt" for item in self._waiting):
                self._target.halt()
            return
        interrupted = False
        items, self._waiting = self._waiting, []
        for item in items:
            if isinstance(item, Mark):
                interrupted |= item.kind == "interrupt"
                if item.kind == "damaged" and self._acknowledge:
                    self._output += b"-"
                elif item.kind == "nack":
                    self._output += self._last
                continue
            if self._acknowledge:
                self._output += b"+"
            self._answer(item.payload)
            if self._client is None:
                return
        signal = self._target.stop_signal(interrupted)
        if signal is not None:
            self._send(self._commands.stop_reply(signal))
        self._flush()

    def _answer(self, payload: bytes) -> None:
        answer = self._commands.answer(payload)
        for reply in answer.replies:
            self._send(reply)
        if answer.no_acknowledge:
            self._acknowledge = False
        if answer.hang_up:
            self._flush()
            self._hang_up()

    def _send(self, payload: bytes) -> None:
        self._last = encode(payload)
        self._output += self._last

    def _receive(self) -> bytes:
        data = bytearray()
        with contextlib.suppress(BlockingIOError):
            while self._client is not None and len(data) < _CHUNK:
                try:
                    part = self._client.recv(_CHUNK)
                except ConnectionError:
                    part = b""
                if not part:
                    self._hang_up()
                data += part
        return bytes(data)

    def _flush(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._client is not None and self._output:
                try:
                    del self._output[: self._client.send(self._output)]
                except ConnectionError:
                    self._hang_up()

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
            self.sessions += 1
        self._target.release()

    def close(self) -> None:
        """Drop the debugger and stop listening."""
        self._hang_up()
        self._listener.close()
