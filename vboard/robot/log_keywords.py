"""Keywords about the emulation's log: waiting for entries, writing it to files."""

from __future__ import annotations

from pathlib import Path

from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.log_book import LogBook
from vboard.builtin.terminals.log_file import LogFile
from vboard.builtin.terminals.log_tester import MOST_ENTRIES, LogMatch, LogTester
from vboard.builtin.terminals.pattern import PatternError
from vboard.builtin.terminals.waiting import PausedWhileWaitingError
from vboard.robot.context import Context
from vboard.robot.keyword import KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError, invalid_operation

_TESTER = "Log Tester"
_CACHE = "cache"
"""Names of the log's backends, as `logLevel` shows them."""
_SHOWN_ENTRIES = 1000
"""Most entries that a failure text shows."""


class LogKeywords(KeywordFamily):
    """One log tester at a time; `Reset Emulation` removes it, files and the cache stay."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tester: LogTester | None = None
        self._pause = False
        self._cache: LogFile | None = None
        context.before_reset.append(self._drop_tester)
        context.on_new_emulation(self._attach)

    @keyword("CreateLogTester")
    def create_log_tester(
        self,
        timeout: float,
        defaultPauseEmulation: bool | None = None,
        maxLogEntries: int = MOST_ENTRIES,
    ) -> None:
        """Start to keep log entries; `timeout` is the default of the waits, in virtual seconds.

        `maxLogEntries` (newer than Renode 1.16.1) is how many are kept, the newest.
        """
        self._drop_tester()
        self._pause = bool(defaultPauseEmulation)
        self._tester = LogTester(self.context.emulation, timeout, maxLogEntries)
        self._book.add(_TESTER, self._tester.take)

    @keyword("WaitForLogEntry")
    def wait_for_log_entry(
        self,
        pattern: str,
        timeout: float | None = None,
        keep: bool = False,
        treatAsRegex: bool = False,
        pauseEmulation: bool | None = None,
        level: LogLevel | None = None,
        startEmulation: bool = True,
    ) -> str:
        """Wait for an entry and return it as `source: message`.

        Without `startEmulation` (newer than Renode 1.16.1) a paused emulation stays so: the wait only looks.
        """
        if not (startEmulation or self.context.emulation.started):
            timeout = 0
        match = self._wait(pattern, timeout, keep, treatAsRegex, pauseEmulation, level)
        if match is None:
            entries = self._checked().buffered()[-_SHOWN_ENTRIES:]
            shown = "\n ".join(entries)
            raise KeywordError(
                f'Expected pattern "{pattern}" did not appear in the log\n'
                f"Last {len(entries)} buffered log messages are: \n {shown}"
            )
        if match.is_failing_string:
            raise invalid_operation(
                f"Log tester failed!\n\nTest failing entry has been found in log:\n{match.text}"
            )
        return match.text

    @keyword("ShouldNotBeInLog")
    def should_not_be_in_log(
        self,
        pattern: str,
        timeout: float | None = None,
        treatAsRegex: bool = False,
        pauseEmulation: bool | None = None,
        level: LogLevel | None = None,
    ) -> None:
        """Fail if an entry (or a failing string) is there or appears within the timeout."""
        match = self._wait(pattern, timeout, True, treatAsRegex, pauseEmulation, level)
        if match is not None:
            raise KeywordError(f"Unexpected line detected in the log: {match.text}")

    @keyword("ClearLogTesterHistory")
    def clear_log_tester_history(self) -> None:
        """Forget all entries."""
        self._checked().clear()

    @keyword("RegisterFailingLogString")
    def register_failing_log_string(self, pattern: str, treatAsRegex: bool = False) -> None:
        """Fail every log wait that meets the text."""
        try:
            self._checked().failing.register(pattern, treatAsRegex)
        except PatternError as error:
            raise KeywordError(str(error), "ArgumentException") from error

    @keyword("UnregisterFailingLogString")
    def unregister_failing_log_string(self, pattern: str, treatAsRegex: bool = False) -> None:
        """Undo `Register Failing Log String`."""
        try:
            self._checked().failing.unregister(pattern, treatAsRegex)
        except LookupError as error:
            raise KeywordError(str(error), "RecoverableException") from error

    @keyword("LogToFile", recorded=False)
    def log_to_file(self, filePath: str, flushAfterEveryWrite: bool = False) -> None:
        """Also write the log to a file; an older file of that name is kept under a number."""
        try:
            self._book.write_to(filePath, flushAfterEveryWrite)
        except OSError as error:
            raise KeywordError(f"Cannot write a log to '{filePath}': {error.strerror}") from error

    @keyword("EnableLoggingToCache", recorded=False)
    def enable_logging_to_cache(self) -> None:
        """Keep the log for `Save Cached Log`."""
        if self._cache is None:
            self._cache = LogFile(self.context.temporary_file())
            self._book.add(_CACHE, self._cache.take)

    @keyword("SaveCachedLog", recorded=False)
    def save_cached_log(self, filePath: str) -> None:
        """Write what the cache holds to a file."""
        if self._cache is None:
            raise KeywordError("Cannot save cached log, cached logging has not been enabled.")
        try:
            Path(filePath).write_text(self._cache.contents(), encoding="utf-8")
        except OSError as error:
            raise KeywordError(f"Cannot save cached log to '{filePath}': {error.strerror}") from error

    @keyword("ClearCachedLog", recorded=False)
    def clear_cached_log(self) -> None:
        """Empty the cache."""
        if self._cache is not None:
            self._cache.clear()

    def close(self) -> None:
        """Close all files."""
        self._book.close()
        if self._cache is not None:
            self._book.remove(_CACHE)
            self._cache.close()
            self._cache = None

    @property
    def _book(self) -> LogBook:
        return self.context.monitor.log_book

    def _checked(self) -> LogTester:
        if self._tester is None:
            raise KeywordError("Log tester is not available. Create it with the `CreateLogTester` keyword")
        return self._tester

    def _wait(
        self,
        pattern: str,
        timeout: float | None,
        keep: bool,
        regex: bool,
        pause: bool | None,
        level: LogLevel | None,
    ) -> LogMatch | None:
        tester = self._checked()
        try:
            return tester.wait_for_entry(
                pattern, timeout, keep, regex, self._pause if pause is None else pause, level
            )
        except PatternError as error:
            raise KeywordError(str(error), "ArgumentException") from error
        except PausedWhileWaitingError as error:
            raise KeywordError(str(error)) from error

    def _drop_tester(self) -> None:
        if self._tester is not None:
            self._book.remove(_TESTER)
        self._tester = None

    def _attach(self, emulation: Emulation) -> None:
        """Continue in the log of a new emulation."""
        if self._tester is not None:
            self._tester.move_to(emulation)
