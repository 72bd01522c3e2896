"""Whatever the line, the monitor answers or raises MonitorError."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vboard.builtin.monitor.monitor import Monitor, MonitorError
from vboard.builtin.monitor.script_lines import logical_lines
from vboard.builtin.monitor.tokenizer import scan
from vboard.builtin.monitor.variables import text_token

# Without `python`, `include` and `logFile`: they run code and write files, as they should.
WORDS = st.sampled_from(
    [
        *(
            "mach",
            "create",
            "set",
            "rem",
            "add",
            "clear",
            "using",
            "path",
            "echo",
            "string",
            "macro",
            "alias",
        ),
        *("runMacro", "execute", "help", "log", "logLevel", "lastLog", "peripherals", "numbersMode", "Both"),
        *("start", "pause", "version", "currentTime", "require", "showAnalyzer", "analyzers", "Clear", "x"),
        *("sysbus", "machine", "emulation", "connector", "Connect", "dev", "sysbus.dev", "dev.led", "State"),
        *(
            "Note",
            "Speed",
            "Shade",
            "Red",
            "IRQ",
            "IsSet",
            "ReadByte",
            "WriteBytes",
            "Tag",
            "RunFor",
            "Reset",
        ),
        *(
            '"0.001"',
            '"text"',
            "$x",
            "$y=",
            "$x=5",
            "?=",
            "=",
            "1",
            "-1",
            "0x20000000",
            "1.5",
            "true",
            "null",
        ),
        *("<0x0, 0x10>", "<0 4>", "[", "]", ",", ";", "`echo 1`", "@none", '"', "'", '"""', "`", "#"),
    ]
)
LINES = st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=40)


@given(st.lists(LINES, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_monitor_raises_nothing_else(monitor: Monitor, lines: list[str]) -> None:
    for line in lines:
        with contextlib.suppress(MonitorError):
            monitor.execute(line)


@given(st.text())
def test_scanning_loses_nothing(text: str) -> None:
    found = scan(text)
    assert text.endswith(found.rest)
    for token in found.tokens:
        assert token.text in text


@given(st.text(st.characters(exclude_characters="\\", exclude_categories=["Cs"])))
def test_a_string_token_reads_back(text: str) -> None:
    (token,) = scan(text_token(text).text).tokens
    assert token.value == text


@given(st.lists(st.sampled_from(["a", '"""', "", "b c", '"""x"""', "macro m"]), max_size=12))
def test_logical_lines_keep_every_word_in_order(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    found = list(logical_lines(text))
    assert " ".join(line.text for line in found).split() == text.split()
    assert [line.number for line in found] == sorted(line.number for line in found)
