"""The monitor behind a TCP port of this machine, for `telnet` and for scripts."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

from vboard.builtin.host_socket import Listener
from vboard.builtin.terminals.socket_terminal import GREETING, TelnetFilter

_KEPT = 1 << 16
"""Bytes that wait for a client."""
_BACKSPACE = b"\x08 \x08"
_LONGEST_ESCAPE = 32
"""Bytes of a key's escape sequence; what is longer is none."""
_SEND_TIMEOUT = 10.0
"""Seconds that a client may take to read before it is dropped."""


class LineEditor:
    """Turns what a terminal sends into lines, and tells what it has to show.

    Args:
        echo: takes what the terminal shows while somebody types.
    """

    def __init__(self, echo: Callable[[bytes], None]) -> None:
        self._echo = echo
        self._text = bytearray()
        self._escape = b""
        self._after_return = False

    def feed(self, byte: int) -> str | None:
        """Take a byte; the line if that byte ended one."""
        after_return, self._after_return = self._after_return, byte == 0x0D
        if self._skip_escape(byte) or (after_return and byte in (0x0A, 0x00)):
            return None
        if byte in (0x0A, 0x0D):
            self._echo(b"\r\n")
            line = self._text.decode("utf-8", errors="replace")
            self._text.clear()
            return line
        if byte in (0x08, 0x7F):
            if self._text:
                del self._text[-1]
                self._echo(_BACKSPACE)
        elif byte == 0x03:  # Ctrl-C: what was typed is not meant
            self._text.clear()
            self._echo(b"^C\r\n")
            return ""
        elif byte >= 0x20 or byte == 0x09:
            self._text.append(byte)
            self._echo(bytes((byte,)))
        return None

    def _skip_escape(self, byte: int) -> bool:
        """Whether the byte belongs to the escape sequence of a key (ECMA-48 section 5.4)."""
        if not self._escape and byte != 0x1B:
            return False
        if (byte < 0x20 and byte != 0x1B) or len(self._escape) > _LONGEST_ESCAPE:
            self._escape = b""  # a control character ends a sequence and keeps its meaning
            return False
        self._escape = bytes((byte,)) if byte == 0x1B else self._escape + bytes((byte,))
        is_whole = len(self._escape) > 1 and (self._escape[1] not in b"[O" or len(self._escape) > 2)
        if is_whole and (0x40 <= byte <= 0x7E):
            self._escape = b""
        return True


class TelnetPort:
    """Serves one client at a time; what was written before it came is shown to it.

    Attributes:
        port: the TCP port.

    Raises:
        PortError: the port is not available.
    """

    def __init__(self, port: int) -> None:
        self._listener = Listener(port)
        self.port = self._listener.port
        self._client: socket.socket | None = None
        self._waiting = bytearray()
        self._filter = TelnetFilter()
        self._editor = LineEditor(self._send)

    def descriptor(self) -> int:
        """What becomes readable when there is something to do."""
        return self._listener.fileno() if self._client is None else self._client.fileno()

    def write(self, text: str) -> None:
        """Show text."""
        self._send(text.replace("\n", "\r\n").encode("utf-8", errors="replace"))

    def poll(self, on_line: Callable[[str], None]) -> None:
        """Accept a client, or take what it sent; `on_line` gets each finished line."""
        if self._client is None:
            self._accept()
            return
        try:
            data = self._client.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        for byte in self._filter.feed(data):
            line = self._editor.feed(byte)
            if line is not None:
                on_line(line)

    def _accept(self) -> None:
        self._client = self._listener.accept()
        if self._client is not None:
            self._filter, self._editor = TelnetFilter(), LineEditor(self._send)
            waiting, self._waiting = bytes(self._waiting), bytearray()
            self._send(GREETING + waiting)

    def _send(self, data: bytes) -> None:
        if self._client is None:
            self._waiting += data
            del self._waiting[:-_KEPT]
            return
        try:
            self._client.settimeout(_SEND_TIMEOUT)
            self._client.sendall(data)
            self._client.settimeout(0.0)
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.close()
            self._client = None

    def close(self) -> None:
        """Drop the client and stop listening."""
        self._hang_up()
        self._listener.close()
