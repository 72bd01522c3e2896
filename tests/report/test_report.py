"""What a run is turned into: timeline, figures, JSON, VCD, SVG."""

from __future__ import annotations

import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from tests.support.elf import make_elf
from vboard.boards.table import BOARDS
from vboard.engine.events import MILLISECOND, SECOND, LedChange, LedTimes, LogMessage, UartLine
from vboard.errors import VBoardError
from vboard.images.image import measure, read_image
from vboard.player.audio import RATE, Clip
from vboard.player.playback import Job, Run
from vboard.report import timeline, transcript
from vboard.report.figures import Figures, read_figures
from vboard.report.picture import CHARACTER, RIGHT, led_spans, write_picture
from vboard.report.record import write_json
from vboard.report.vcd import write_vcd


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Two seconds on Blue Pill: a loud second of audio, one word, LED lit from 1.0 s to 1.5 s."""
    path = tmp_path / "a.elf"
    path.write_bytes(make_elf([(0x08000000, 0x08000000, bytes(100), 100)]))
    image = read_image(path)
    board = BOARDS["bluepill"]
    clip = Clip("a.wav", b"\xff\x7f" * RATE, "16000 Hz")
    return Run(
        job=Job(board, "hotword", image, (clip,)),
        usage=measure(image, board),
        events=[
            LedChange(0, "led", False),
            UartLine(1000, "console", "model: m, 10 bytes, arena 6000 of 8000 bytes"),
            LogMessage(2000, "warning", "usart1: odd"),
            LedChange(SECOND, "led", True),
            UartLine(SECOND, "console", "Heard yes (231) @980ms"),
            LedChange(1500 * MILLISECOND, "led", False),
        ],
        audio_start=0,
        end=2 * SECOND,
        instructions=144_000_000,
    )


def test_figures_come_from_the_lines_that_the_firmware_prints() -> None:
    lines = [
        UartLine(0, "console", "model: m, 10 bytes, arena 6000 of 8000 bytes"),
        UartLine(
            1,
            "console",
            "stats @1000ms: 48 inferences, cycles per inference 1200, per slice 310, 0 samples lost",
        ),
        UartLine(
            2,
            "console",
            "stats @2000ms: 1 inferences, cycles per inference 1300, per slice 300, 0 samples lost",
        ),
        UartLine(
            3,
            "console",
            "stats @3000ms: 50 inferences, cycles per inference 1250, per slice 305, 0 samples lost",
        ),
    ]
    assert read_figures(lines) == Figures(6000, 8000, 1250, 305)


def test_a_second_without_inference_does_not_count() -> None:
    assert (
        read_figures(
            [UartLine(1, "console", "stats @1000ms: 0 inferences, cycles per inference 0, per slice 0, x")]
        )
        == Figures()
    )


def test_other_firmware_has_no_figures() -> None:
    assert read_figures([UartLine(0, "console", "hello")]) == Figures()


@pytest.mark.parametrize(
    ("end", "width", "cell"),
    [(SECOND, 100, 10), (SECOND, 99, 20), (7 * SECOND, 80, 100), (1, 80, 1), (300 * SECOND, 80, 5000)],
)
def test_a_character_stands_for_a_round_time_and_all_fit(end: int, width: int, cell: int) -> None:
    assert timeline.cell_time(end, width) == cell * MILLISECOND


@given(end=st.integers(1, 10**7 * SECOND), width=st.integers(-5, 300))
def test_an_axis_fits_any_run_and_any_width(end: int, width: int) -> None:
    cell = timeline.cell_time(end, width)
    cells = -(-end // cell)
    labels, ticks = timeline.axis(cells, cell)
    assert len(ticks) == cells <= max(width, 1)
    marks = [index for index, mark in enumerate(ticks) if mark == "┼"]
    assert [labels[index] for index in marks if index] == [
        f"{index * cell / SECOND:g}"[0] for index in marks if index
    ]


def test_axis_labels_stand_above_their_ticks() -> None:
    labels, ticks = timeline.axis(30, 100 * MILLISECOND)
    assert labels == "0s        1s        2s"
    assert ticks == "┼─────────┼─────────┼─────────"


def test_led_row_shows_on_off_and_toggling() -> None:
    times = [(0, True), (210, False), (330, True), (360, False), (370, True)]
    changes = [LedChange(time, "led", on) for time, on in times]
    assert timeline.led_row(LedTimes(changes, "led"), 500, 100) == "██·▒█"


def test_console_row_marks_the_time_of_each_line() -> None:
    assert timeline.console_row([0, 199, 450], 500, 100) == "••  •"


def test_loudness_is_logarithmic_and_starts_with_the_audio() -> None:
    samples = [32767] * 16 + [0] * 16 + [255] * 16
    row = timeline.loudness_row(samples, MILLISECOND, 4 * MILLISECOND, MILLISECOND, RATE)
    assert row == " █ ▁"


def test_timeline_of_a_run(run: Run) -> None:
    assert dict(timeline.rows(run, 40)) == {
        "": "┼─────────┼─────────┼─────────┼─────────",
        "audio": "█" * 20 + " " * 20,
        "console": "•" + " " * 19 + "•" + " " * 19,
        "led": "·" * 20 + "█" * 10 + "·" * 10,
    }


def test_summary_shows_figures_and_sizes(run: Run) -> None:
    out = io.StringIO()
    transcript.summary(Console(file=out, width=100, color_system=None), [run])
    cells = [re.split(r" {2,}", line.strip()) for line in out.getvalue().splitlines()]
    rows = dict(each for each in cells if len(each) == 2)
    assert rows["flash, bytes"] == "100 of 65,536 (0 %)"
    assert rows["arena, bytes"] == "6,000 of 8,000 (75 %)"
    assert "instructions per inference" not in rows  # nobody said
    assert rows["virtual time"] == "2.000 s"


def test_many_boards_are_rows_of_one_table(run: Run) -> None:
    out = io.StringIO()
    transcript.summary(Console(file=out, width=100, color_system=None), [run] * 5)
    _, _, headings, *rows = out.getvalue().splitlines()
    assert headings.split()[:3] == ["flash", "RAM", "arena"]
    assert [row.split()[:2] for row in rows] == [["bluepill", "100"]] * 5


def test_repeated_warnings_are_counted(run: Run) -> None:
    out = io.StringIO()
    run.events += [LogMessage(3000, "warning", "usart1: odd"), LogMessage(4000, "error", "cpu: worse")]
    transcript.warnings(Console(file=out, width=100), run, limit=1)
    assert out.getvalue() == (
        "     0.000002s  [warning] usart1: odd (2 times)\n  and 1 other message (--log shows all)\n"
    )


def test_the_whole_log_has_the_levels_of_the_scripts(run: Run) -> None:
    run.events += [
        LogMessage(3000, "noisy", "usart1: read DR"),
        LogMessage(4000, "info", "usart1: [host: 0s (+0s)|virt: 4µs (+4µs)] ready"),
        LogMessage(5000, "info", "cpu: started"),
    ]
    whole, problems = io.StringIO(), io.StringIO()
    transcript.warnings(Console(file=whole, width=100), run, limit=None)
    transcript.warnings(Console(file=problems, width=100), run, limit=5)
    assert whole.getvalue() == (
        "     0.000002s  [warning] usart1: odd\n"
        "     0.000003s  [noisy] usart1: read DR\n"
        "     0.000005s  [info] cpu: started\n"
    )
    assert problems.getvalue() == "     0.000002s  [warning] usart1: odd\n"
    assert len(run.log) == 1


def test_warnings_that_a_row_knows_of_are_not_counted(run: Run) -> None:
    known = replace(run.job.board, known_warnings=("usart1: od",))
    run.job = replace(run.job, board=known)
    run.events.append(LogMessage(3000, "warning", "usart2: odd"))
    out = io.StringIO()
    transcript.summary(Console(file=out, width=100, color_system=None), [run])
    assert "engine warnings 1" in " ".join(out.getvalue().split())
    assert len(run.log) == 2


def test_console_text_is_never_taken_for_markup(run: Run) -> None:
    out = io.StringIO()
    transcript.line(Console(file=out, width=100), UartLine(0, "console", "[red]x[/] [bold"))
    assert "[red]x[/] [bold" in out.getvalue()


def test_json_has_every_event_and_no_host_time(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    write_json([run], path)
    record = json.loads(path.read_text(encoding="utf-8"))["runs"][0]
    assert record["console"][1] == {"time": SECOND, "text": "Heard yes (231) @980ms"}
    assert record["leds"][1] == {"time": SECOND, "led": "led", "on": True}
    assert record["arena"] == {"used": 6000, "size": 8000}
    assert not any("host" in key for key in record)


def test_vcd_is_read_back_by_the_tokenizer(run: Run, tmp_path: Path) -> None:
    from vcd.reader import TokenKind, tokenize

    path = tmp_path / "run.vcd"
    write_vcd([run], path)
    with path.open("rb") as stream:
        tokens = list(tokenize(stream))
    variables = {t.var.reference: t.var.id_code for t in tokens if t.kind is TokenKind.VAR}
    time, led = 0, []
    for token in tokens:
        if token.kind is TokenKind.CHANGE_TIME:
            time = token.time_change
        elif token.kind is TokenKind.CHANGE_SCALAR and token.scalar_change.id_code == variables["led"]:
            led.append((time, token.scalar_change.value))
    assert led == [(0, "0"), (SECOND, "1"), (1500 * MILLISECOND, "0")]


def test_picture_is_well_formed_and_names_what_was_heard(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "run.svg"
    write_picture([run], path)
    texts = [element.text for element in ET.parse(path).iter() if element.text and element.text.strip()]
    assert "Heard yes (231) @980ms" in texts
    assert "yes (231)" in texts
    assert "Blue Pill" in texts
    assert "STM32F103C8T6 · Cortex-M3 · a.elf" in texts


@pytest.mark.parametrize("end", [SECOND, 2 * SECOND, 10 * SECOND, 100 * SECOND])
def test_the_labels_of_the_axis_stay_in_the_picture(run: Run, tmp_path: Path, end: int) -> None:
    run.end = end
    write_picture([run], tmp_path / "run.svg")
    labels = [each for each in ET.parse(tmp_path / "run.svg").iter() if (each.text or "").endswith(" s")]
    at_the_end = [each for each in labels if each.text == f"{end / SECOND:g} s"]
    assert len(at_the_end) == 1
    assert float(at_the_end[0].get("x", "")) + len(at_the_end[0].text or "") * CHARACTER <= RIGHT


def test_a_led_that_is_lit_at_reset_says_why(run: Run) -> None:
    run.events[0] = LedChange(0, "led", True)
    console = Console(file=io.StringIO(), width=100)
    transcript.timeline(console, run)
    assert "led: on at the start (the state of its pin after reset)" in console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("first", "said"), [(1.5, "first console line after 1.500 s"), (None, "no console line")]
)
def test_host_times_tell_of_a_silent_run(run: Run, first: float | None, said: str) -> None:
    stream = io.StringIO()
    times = transcript.HostTimes(2.0)
    times.first_line = first
    transcript.host_times(Console(file=stream, width=200), run, times)
    assert stream.getvalue().rstrip().endswith(said)


def test_short_states_of_a_led_are_drawn_as_flickering() -> None:
    edges = (0, 100, 110, 120, 130, 1000)
    changes = [LedChange(at * MILLISECOND, "led", index % 2 == 1) for index, at in enumerate(edges)]
    found = [
        (span.state, span.start // MILLISECOND, span.end // MILLISECOND)
        for span in led_spans(changes, SECOND)
    ]
    assert found == [("dark", 0, 100), ("flicker", 100, 130), ("dark", 130, 1000), ("flicker", 1000, 1000)]


def test_a_picture_of_many_lines_ends_in_time(run: Run, tmp_path: Path) -> None:
    run.events += [UartLine(SECOND, "console", "x" * 200) for _ in range(100)]
    write_picture([run], tmp_path / "run.svg")
    texts = [element.text for element in ET.parse(tmp_path / "run.svg").iter() if element.text]
    assert "x" * 107 + "…" in texts
    assert "… and 86 more lines" in texts


@pytest.mark.parametrize("write", [write_json, write_vcd, write_picture])
def test_an_unwritable_file_is_a_designed_error(write: object, run: Run, tmp_path: Path) -> None:
    with pytest.raises(VBoardError, match=str(tmp_path)):
        write([run], tmp_path)  # type: ignore[operator]


def test_what_fills_the_log_is_among_the_shown(run: Run) -> None:
    out = io.StringIO()
    polled = [LogMessage(9000 + n, "warning", "sysbus: nothing at 0x40007000") for n in range(100)]
    run.events += [*(LogMessage(4000 + n, "warning", f"usart1: bit {n}") for n in range(9)), *polled]
    transcript.warnings(Console(file=out, width=100), run, limit=3)
    lines = out.getvalue().splitlines()
    assert len(lines) == 4
    assert lines[2].endswith("[warning] sysbus: nothing at 0x40007000 (100 times)")
