"""Keywords of a running Renode: XML-RPC over HTTP, as Robot Framework speaks it."""

from __future__ import annotations

import http.client
import re
import xmlrpc.client
from typing import Any

from vboard.errors import VBoardError

_NAMED = re.compile(r"[a-zA-Z0-9_]+=")
ANSWER_TIMEOUT = 300.0
"""Seconds of the host that a keyword may take. A core that runs off into unmapped memory logs at every
step: a tenth of a virtual second then takes more than ten minutes."""


class ConnectionLostError(VBoardError):
    """The server does not answer any more."""

    exit_status = 1


class NoAnswerError(VBoardError):
    """The server is there and does not answer in time."""

    exit_status = 1


class _Transport(xmlrpc.client.Transport):
    """HTTP with a limit for every answer."""

    def make_connection(self, host: Any) -> http.client.HTTPConnection:
        connection = super().make_connection(host)
        connection.timeout = ANSWER_TIMEOUT
        return connection


class KeywordClient:
    """Runs keywords, e.g. `ExecuteCommand`, on the robot server at a port of this machine."""

    def __init__(self, port: int) -> None:
        self._proxy = xmlrpc.client.ServerProxy(
            f"http://127.0.0.1:{port}/", transport=_Transport(), allow_none=True
        )

    def run(self, keyword: str, *arguments: str, **named: object) -> Any:
        """Run a keyword.

        Args:
            keyword: its name in the server's spelling.
            arguments: positional ones; text that the server would read as `name=value` is protected.
            named: passed as `name=value`.

        Returns:
            What the keyword returned; "" for nothing.

        Raises:
            VBoardError: the keyword failed, or does not take these arguments.
            ConnectionLostError: the server is gone.
            NoAnswerError: it does not answer within `ANSWER_TIMEOUT`.
        """
        # A leading blank means nothing to the monitor, and takes the look of a named argument away.
        values = [f" {text}" if _NAMED.match(text) else text for text in arguments]
        values += [f"{name}={value}" for name, value in named.items()]
        try:
            result: Any = self._proxy.run_keyword(keyword, values)
        except xmlrpc.client.Fault as fault:
            raise VBoardError(_one_line(fault.faultString)) from fault
        except TimeoutError as error:
            raise NoAnswerError(f"Renode gave no answer within {ANSWER_TIMEOUT:g} s") from error
        except (OSError, http.client.HTTPException, xmlrpc.client.Error) as error:
            raise ConnectionLostError(f"Renode does not answer: {error}") from error
        if result.get("status") != "PASS":
            raise VBoardError(_one_line(str(result.get("error", "the keyword failed"))))
        return result.get("return", "")

    def close(self) -> None:
        """Close the connection."""
        self._proxy("close")()


def _one_line(text: str) -> str:
    return " ".join(text.removeprefix("KeywordException: ").split())
