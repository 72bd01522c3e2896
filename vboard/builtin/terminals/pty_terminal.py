"""A UART as a serial port of the host: a pseudo terminal behind a symbolic link."""

from __future__ import annotations

import atexit
import contextlib
import os
from pathlib import Path

from vboard.builtin.terminals.host_terminal import HostTerminal, TerminalError


def _is_empty(path: Path) -> bool:
    return path.is_file() and path.stat().st_size == 0


class UartPtyTerminal(HostTerminal):
    """A pseudo terminal in raw mode. Any program that opens a serial port can open it.

    Attributes:
        device: the terminal's own name, such as `/dev/pts/4`.
        link: the symbolic link that leads there, or None.
    """

    def __init__(self, link: Path | None, force: bool = False) -> None:
        """Open the terminal and make the link.

        Raises:
            TerminalError: the system has no pseudo terminals, or the path is taken. `force`
                replaces a symbolic link or an empty file, never anything else.
        """
        super().__init__()
        try:
            import tty

            # The guest's side stays open here too: a program that closes its end hangs up nothing.
            self._master, self._slave = os.openpty()
        except (ImportError, OSError) as error:
            raise TerminalError(f"No pseudo terminal: {error}") from error
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.device = os.ttyname(self._slave)
        self.link: Path | None = None
        try:
            if link is not None:
                self._make_link(link, force)
        except TerminalError:
            self.close()
            raise
        atexit.register(self.close)

    def _make_link(self, link: Path, force: bool) -> None:
        stale = link.is_symlink() and not link.exists() and str(link.readlink()).startswith("/dev/pts/")
        try:
            if stale or (force and (link.is_symlink() or _is_empty(link))):
                link.unlink()
            link.symlink_to(self.device)
        except FileExistsError:
            raise TerminalError(f"{link} exists already; expected a path for a new symbolic link") from None
        except OSError as error:
            raise TerminalError(f"{link}: cannot make a symbolic link: {error.strerror}") from error
        self.link = link

    @property
    def Device(self) -> str:
        """Name of the pseudo terminal."""
        return self.device

    def _read(self, limit: int) -> bytes:
        try:
            return os.read(self._master, limit)
        except OSError:  # nothing there
            return b""

    def _write(self, data: bytearray) -> int:
        try:
            return os.write(self._master, data)
        except OSError:  # full: nobody reads
            return 0

    def close(self) -> None:
        """Remove the link (unless it leads elsewhere by now) and close the terminal."""
        super().close()
        atexit.unregister(self.close)
        if self._master < 0:
            return
        if self.link is not None and self.link.is_symlink() and str(self.link.readlink()) == self.device:
            with contextlib.suppress(OSError):
                self.link.unlink()
        os.close(self._master)
        os.close(self._slave)
        self._master = self._slave = -1
