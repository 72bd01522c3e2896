"""Robot Framework's view of the keywords: a dynamic library that runs in Robot's own process.

It takes all arguments positionally, like the remote server of Renode, so that both engines bind
`name=value` by the same rules.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from robot.api.deco import library
from robot.utils import DotDict

from vboard.builtin.machine.log import LogEntry
from vboard.builtin.terminals.log_file import format_entry
from vboard.robot.keyword_errors import KeywordError
from vboard.robot.library import KeywordLibrary

SHOW_LOG = "VBOARD_SHOW_LOG"
"""Environment variable that puts the engine's log on standard output."""


@library(scope="GLOBAL", auto_keywords=False)
class RenodeLibrary:
    """The dynamic library interface over one `KeywordLibrary` for the whole run."""

    def __init__(self) -> None:
        self._library = KeywordLibrary()
        if os.environ.get(SHOW_LOG):
            self._library.context.monitor.log_book.add("console", _show)
        self.ROBOT_LIBRARY_LISTENER = _Closer(self._library)

    def get_keyword_names(self) -> list[str]:
        return self._library.keyword_names()

    def get_keyword_documentation(self, name: str) -> str:
        if name == "__intro__":
            return "Keywords of Renode on the built-in engine."
        return "" if name == "__init__" else self._library.documentation(name)

    def run_keyword(self, name: str, args: list[Any]) -> Any:
        try:
            result = self._library.run_keyword(name, args)
        except KeywordError as error:
            suggestion = getattr(error.__cause__, "suggestion", "")
            if not suggestion:
                raise
            raise KeywordError(f"{error.message.rstrip()}\n{suggestion}", error.kind) from error
        if result is None:
            return ""  # what Renode's remote library returns for keywords without a result
        return DotDict(result) if isinstance(result, dict) else result


def _show(entry: LogEntry) -> None:
    # Robot Framework keeps what a keyword prints; this is for who watches.
    print(format_entry(entry), file=sys.__stdout__, flush=True)


class _Closer:
    """Closes the library at the end of the run."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self, keywords: KeywordLibrary) -> None:
        self._keywords = keywords

    def close(self) -> None:
        self._keywords.close()
