"""A UART behind a TCP port of this machine."""

from __future__ import annotations

import contextlib
import socket

from vboard.builtin.host_socket import Listener
from vboard.builtin.terminals.host_terminal import HostTerminal

GREETING = bytes.fromhex("FFFD00 FFFB01 FFFB03 FFFC22")
"""Telnet (RFC 854): DO binary, WILL echo, WILL suppress go-ahead, WONT line mode."""
_IAC, _SB, _SE = 0xFF, 0xFA, 0xF0
_OPTIONS = range(0xFB, 0xFF)
"""WILL, WONT, DO, DONT: an option byte follows."""


class TelnetFilter:
    """Takes telnet commands out of what a client sends (RFC 854)."""

    def __init__(self) -> None:
        self._state = "data"

    def feed(self, data: bytes) -> bytes:
        """The bytes that are meant for the other end."""
        kept = bytearray()
        for byte in data:
            state, self._state = self._state, "data"
            if state == "data":
                if byte == _IAC:
                    self._state = "command"
                else:
                    kept.append(byte)
            elif state == "command":
                if byte == _IAC:
                    kept.append(byte)
                elif byte == _SB:
                    self._state = "block"
                elif byte in _OPTIONS:
                    self._state = "option"
            elif state == "block":
                self._state = "block end" if byte == _IAC else "block"
            elif state == "block end":
                self._state = "data" if byte == _SE else "block"
        return bytes(kept)


class ServerSocketTerminal(HostTerminal):
    """Serves one client at a time; a second one waits until the first has gone.

    Output that nobody has read yet goes to the next client, unless `flush_on_connect` drops it.
    """

    def __init__(self, port: int, telnet: bool = True, flush_on_connect: bool = False) -> None:
        """Listen on `port`, or on a free one when 0.

        Raises:
            PortError: the port is not available.
        """
        super().__init__()
        self._listener = Listener(port)
        self._telnet = telnet
        self._flush = flush_on_connect
        self._client: socket.socket | None = None
        self._filter = TelnetFilter()

    @property
    def Port(self) -> int:
        """The port that it listens on."""
        return self._listener.port

    def poll(self) -> None:
        """Accept a client, then move bytes both ways."""
        if self._client is not None and self._has_gone(self._client):
            self._hang_up()  # before anything is written that the next client should get
        if self._client is None:
            self._client = self._listener.accept()
            if self._client is not None:
                if self._flush:
                    self._output.clear()
                if self._telnet:
                    self._filter = TelnetFilter()
                    self._output[:0] = GREETING
        super().poll()

    @staticmethod
    def _has_gone(client: socket.socket) -> bool:
        try:
            return not client.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def _read(self, limit: int) -> bytes:
        if self._client is None:
            return b""
        try:
            data = self._client.recv(limit)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return self._filter.feed(data) if self._telnet else data

    def _write(self, data: bytearray) -> int:
        if self._client is None:
            return 0
        try:
            return self._client.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self._hang_up()
            return 0

    def _hang_up(self) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.close()
            self._client = None

    def close(self) -> None:
        """Drop the client and stop listening."""
        super().close()
        self._hang_up()
        self._listener.close()
