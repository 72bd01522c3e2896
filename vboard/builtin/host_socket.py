"""Listening sockets: this machine only, never blocking."""

from __future__ import annotations

import os
import socket

from vboard.errors import VBoardError

LOOPBACK = "127.0.0.1"
_HIGHEST = 65535


class PortError(VBoardError):
    """A TCP port is not available."""


class Listener:
    """A listening socket on the loopback interface.

    Attributes:
        port: the TCP port.
    """

    def __init__(self, port: int) -> None:
        """Listen on `port`; 0 chooses a free one.

        Raises:
            PortError: no valid port, or somebody else has it.
        """
        if not 0 <= port <= _HIGHEST:
            raise PortError(f"Port must be between 0 and {_HIGHEST}, got {port}")
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            # A port whose last connection has ended may be used at once.
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((LOOPBACK, port))
            self._socket.listen(1)
        except OSError as error:
            self._socket.close()
            raise PortError(f"Cannot listen on port {port}: {error.strerror}") from error
        self._socket.setblocking(False)
        self.port: int = self._socket.getsockname()[1]

    def fileno(self) -> int:
        """File descriptor that becomes readable when a client waits."""
        return self._socket.fileno()

    def accept(self) -> socket.socket | None:
        """The next client, set not to block, or None."""
        try:
            client, _ = self._socket.accept()
        except OSError:
            return None
        client.setblocking(False)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()
