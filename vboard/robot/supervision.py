"""Runs suites in a process of their own, so that somebody is left to report when it ends before they do.

A test may end its process in any way: `os._exit`, a fault in a library, the system that is out of memory.
The process that was started only waits. It keeps a journal open that the other writes: a line for each test,
and how the run ended.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from types import FrameType
from typing import Any, TextIO

from vboard.errors import RunFailedError, VBoardError
from vboard.interrupts import ENDING, end_as_signalled

_INTERRUPTED = "interrupted"
_GRACE = 5.0
"""Seconds for a test to come to its end."""


@dataclass(frozen=True)
class Verdict:
    """What became of a test."""

    status: str
    message: str
    seconds: float


class Lost(Exception):
    """The process ended before the run did.

    Attributes:
        status: how: the exit status, or minus the signal.
        verdicts: of the tests that had come to their end, in order.
    """

    def __init__(self, status: int, verdicts: Sequence[Verdict]) -> None:
        super().__init__(status)
        self.status = status
        self.verdicts = verdicts


class Journal:
    """Robot Framework listener that writes verdicts where another process reads them."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def end_test(self, data: Any, result: Any) -> None:
        """Write a line."""
        self.write(asdict(Verdict(result.status, result.message, result.elapsedtime / 1000)))

    def write(self, entry: object) -> None:
        """Write anything that JSON holds."""
        self._file.write(json.dumps(entry) + "\n")
        self._file.flush()


def can_supervise() -> bool:
    """Whether this system copies processes, and this one's output is not collected within it."""
    return hasattr(os, "fork") and sys.stdout is sys.__stdout__


def supervised(run: Callable[[Journal], int], watched: Sequence[int]) -> int:
    """Call `run` in a copy of this process; signals that come here are handed down.

    Args:
        run: gets a listener for Robot Framework; returns the exit status.
        watched: file descriptors at whose end the copy ends as well.

    Returns:
        What `run` returned.

    Raises:
        VBoardError, OSError, KeyboardInterrupt, SystemExit: what `run` raised.
        Lost: the process has ended and `run` has not.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        theirs, ours = os.pipe()
        child = os.fork()
        if not child:
            os.close(ours)
            end_with(theirs, *watched)
            os._exit(_run(run, Journal(file)))
        os.close(theirs)
        try:
            status, told = _wait(child)
        finally:
            os.close(ours)
        file.seek(0)
        lines = [json.loads(line) for line in file if line.endswith("\n")]
    if not lines or isinstance(lines[-1], dict):
        if status < 0:
            end_as_signalled(told)
        raise Lost(status, [Verdict(**line) for line in lines])
    return _as_it_ended(*lines[-1])


def _run(run: Callable[[Journal], int], journal: Journal) -> int:
    """The copy's life: the last line of its journal is a pair, how the run ended."""
    end: tuple[str, object]
    try:
        end = ("status", run(journal))
    except VBoardError as error:
        end = ("failed" if isinstance(error, RunFailedError) else "refused", str(error))
    except KeyboardInterrupt:
        end = (_INTERRUPTED, 0)
    except SystemExit as error:
        end = ("exit", error.code)
    except OSError as error:  # a reader that is gone, a full disk
        end = ("system", [error.errno, error.strerror, error.filename])
    except BaseException:
        sys.excepthook(*sys.exc_info())
        end = ("status", 1)
    try:
        atexit._run_exitfuncs()  # nobody else will: what the suites opened is to be closed
        with suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        journal.write(end)
    except OSError:
        return 1
    return 0


def _as_it_ended(how: str, value: Any) -> int:
    if how == "refused":
        raise VBoardError(value)
    if how == "failed":
        raise RunFailedError(value)
    if how == _INTERRUPTED:
        raise KeyboardInterrupt
    if how == "exit":
        raise SystemExit(value)
    if how == "system":
        raise OSError(*value)
    return int(value)


def _wait(child: int) -> tuple[int, int | None]:
    """Exit status of the copy, or minus the signal that ended it; the last signal that was handed down."""
    told: int | None = None

    def hand_down(number: int, frame: FrameType | None) -> None:
        nonlocal told
        told = number
        with suppress(ProcessLookupError):
            os.kill(child, number)

    before = {
        number: signal.signal(number, hand_down)
        for number in ENDING
        if signal.getsignal(number) != signal.SIG_IGN
    }
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_with(*descriptors: int) -> None:
    """End this process soon after whoever writes into one of these pipes has gone."""

    def wait(descriptor: int) -> None:
        while os.read(descriptor, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os.kill(os.getpid(), signal.SIGKILL)

    for descriptor in descriptors:
        threading.Thread(target=wait, args=(descriptor,), daemon=True).start()
