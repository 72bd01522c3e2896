"""Playing audio into a session: pacing, failure causes, ends."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.support.fake_session import FakeSession, banner
from vboard.boards.board import Microphone
from vboard.boards.table import BOARDS
from vboard.engine.events import MILLISECOND, SECOND, Event, LogMessage, UartLine
from vboard.images.image import read_image
from vboard.player.audio import Clip
from vboard.player.playback import Job, Run, play
from vboard.player.sounds import GAP, STEP, STEP_BYTES

BOARD = BOARDS["bluepill"]


def job(firmware: Path, clips: Sequence[Clip] = (), duration: int | None = None) -> Job:
    return Job(BOARD, "app", read_image(firmware), clips, duration)


def play_quietly(session: FakeSession, what: Job) -> Run:
    return play(session, what, lambda run, events: None)


def test_image_is_chosen_before_the_script_runs(firmware: Path) -> None:
    session = FakeSession([banner()])
    play_quietly(session, job(firmware))
    assert session.commands[:2] == [f"$bin=@{firmware}", "include @bluepill.resc"]


def test_spaces_in_the_image_path_are_escaped_for_the_monitor(firmware: Path, tmp_path: Path) -> None:
    path = tmp_path / "my app.elf"
    path.write_bytes(firmware.read_bytes())
    session = FakeSession([banner()])
    play_quietly(session, job(path))
    assert session.commands[0].endswith("my\\ app.elf")


def test_audio_flows_in_20_ms_steps_to_the_audio_uart_after_the_banner(firmware: Path) -> None:
    session = FakeSession([banner(at=10 * MILLISECOND), banner(at=35 * MILLISECOND)])
    pcm = bytes(range(256)) * 5
    run = play_quietly(session, job(firmware, [Clip("a", pcm, "")]))

    times, uarts, data = zip(*session.fed, strict=True)
    assert run.audio_start == times[0] == 3 * STEP  # the first step without a line has passed
    assert [b - a for a, b in itertools.pairwise(times)] == [STEP] * (len(times) - 1)
    assert set(uarts) == {BOARD.audio}
    assert {len(chunk) for chunk in data} == {STEP_BYTES}
    assert b"".join(data) == pcm + bytes(GAP // STEP * STEP_BYTES)


def test_a_firmware_that_never_stops_printing_gets_its_audio(firmware: Path) -> None:
    session = FakeSession([banner(at=n * MILLISECOND) for n in range(1, 1000, 5)])
    run = play_quietly(session, job(firmware, [Clip("a", bytes(STEP_BYTES), "")]))
    assert run.audio_start is not None
    assert run.audio_start < 300 * MILLISECOND


def test_recordings_are_played_with_silence_between(firmware: Path) -> None:
    session = FakeSession([banner()])
    play_quietly(
        session, job(firmware, [Clip("a", b"\1" * STEP_BYTES, ""), Clip("b", b"\2" * STEP_BYTES, "")])
    )
    stream = b"".join(data for _, _, data in session.fed)
    assert stream.strip(b"\0") == b"\1" * STEP_BYTES + bytes(GAP // STEP * STEP_BYTES) + b"\2" * STEP_BYTES


def test_duration_ends_the_run_to_the_nanosecond(firmware: Path) -> None:
    run = play_quietly(FakeSession([banner()]), job(firmware, duration=50 * MILLISECOND + 1))
    assert run.end == 50 * MILLISECOND + 1
    assert run.failure is None


def test_silence_follows_when_the_duration_outlasts_the_recording(firmware: Path) -> None:
    session = FakeSession([banner()])
    play_quietly(session, job(firmware, [Clip("a", b"\1" * STEP_BYTES, "")], duration=5 * STEP))
    assert [data for _, _, data in session.fed] == [b"\1" * STEP_BYTES] + [bytes(STEP_BYTES)] * 2


def test_a_silent_firmware_fails_at_the_bound_with_its_position(firmware: Path) -> None:
    run = play_quietly(FakeSession(partial="boo"), job(firmware, [Clip("a", bytes(64), "")]))
    assert run.failure == (
        "no line on the console within 2 s of virtual time; the processor is at 0x8000123 (main); "
        "last output: 'boo' (no line end)"
    )
    assert run.end < 3 * SECOND


def test_a_short_run_fails_at_its_end_when_nothing_was_printed(firmware: Path) -> None:
    run = play_quietly(FakeSession(), job(firmware, duration=100 * MILLISECOND))
    assert run.failure is not None
    assert "within 0.1 s" in run.failure


def test_a_fatal_line_fails_soon_after_it(firmware: Path) -> None:
    fatal = UartLine(300 * MILLISECOND, "console", "FATAL: arena too small")
    rest = UartLine(310 * MILLISECOND, "console", "at 0x1234")
    run = play_quietly(FakeSession([banner(), fatal, rest]), job(firmware, duration=SECOND))
    assert run.failure == (
        "the firmware stopped at 0.300 s: FATAL: arena too small; last output: 'at 0x1234'"
    )
    assert run.end < 500 * MILLISECOND


def test_a_halted_processor_ends_the_run_with_cause_and_last_output(firmware: Path) -> None:
    run = play_quietly(FakeSession([banner()], halts_at=100 * MILLISECOND), job(firmware, duration=SECOND))
    assert run.failure == "the processor stopped at 0.100 s: lockup; last output: 'hello'"
    assert run.end == 100 * MILLISECOND


def test_an_engine_that_gives_up_keeps_what_was_seen(firmware: Path) -> None:
    run = play_quietly(FakeSession([banner()], breaks_at=100 * MILLISECOND), job(firmware, duration=SECOND))
    assert run.failure == "the engine gave up; last output: 'hello'"
    assert [line.text for line in run.lines] == ["hello"]


def test_progress_sees_every_event_once(firmware: Path) -> None:
    seen: list[Event] = []
    run = play(
        FakeSession([banner(), banner(at=SECOND)]), job(firmware), lambda _, events: seen.extend(events)
    )
    assert seen == run.events


def test_sound_waits_for_the_receiver(firmware: Path) -> None:
    session = FakeSession([banner()], listens_at=500 * MILLISECOND)
    run = play_quietly(session, job(firmware, [Clip("a", bytes(STEP_BYTES), "")]))
    assert run.audio_start == 500 * MILLISECOND
    assert session.fed[0][0] == 500 * MILLISECOND
    assert run.failure is None


def test_a_receiver_that_stays_off_fails_a_run_that_has_no_end_of_its_own(firmware: Path) -> None:
    session = FakeSession([banner()], listens_at=100 * SECOND)
    run = play_quietly(session, job(firmware, [Clip("a", bytes(STEP_BYTES), "")]))
    assert (
        run.failure
        == "the receiver of the audio UART (usart2) is off after 2 s of virtual time; last output: 'hello'"
    )
    assert session.fed == []


def test_a_mute_firmware_that_listens_gets_its_sound(firmware: Path) -> None:
    """One that prints nothing before it has heard something."""
    heard = UartLine(SECOND, "console", "Heard yes")
    run = play_quietly(FakeSession([heard]), job(firmware, [Clip("a", bytes(STEP_BYTES), "")]))
    assert run.audio_start == 200 * MILLISECOND
    assert run.failure is None


def test_the_user_ends_a_run_and_keeps_it(firmware: Path) -> None:
    asked = itertools.count()
    run = play(FakeSession([banner()]), job(firmware), lambda *_: None, None, lambda: next(asked) == 3)
    assert run.interrupted
    assert run.end == 3 * STEP
    assert [line.text for line in run.lines] == ["hello"]
    assert run.failure is None


def test_an_endless_run_neither_ends_nor_fails_by_itself(firmware: Path) -> None:
    asked = itertools.count()
    endless = replace(job(firmware), endless=True, first_line_bound=None)
    run = play(FakeSession(), endless, lambda *_: None, None, lambda: next(asked) == 500)
    assert (run.end, run.failure) == (10 * SECOND, None)


def test_a_microphone_gets_its_file_before_time_passes(firmware: Path) -> None:
    session = FakeSession([banner()], listens_at=40 * MILLISECOND)
    board = replace(BOARD, microphone=Microphone("sysbus.pdm", Path("extra file.repl")))
    clip = Clip("a.wav", bytes(2 * STEP_BYTES), "")
    run = play_quietly(session, replace(job(firmware, [clip]), board=board, microphone=True))
    added, given = session.commands[2:4]
    assert added == "machine LoadPlatformDescription @extra\\ file.repl"
    assert given.startswith("sysbus.pdm SetInputFile @")
    assert not session.fed
    assert run.audio_start == 40 * MILLISECOND
    assert run.end == 40 * MILLISECOND + 2 * STEP + GAP


def test_a_microphone_that_stays_off_is_a_failure(firmware: Path) -> None:
    session = FakeSession([banner()], listens_at=9 * SECOND)
    board = replace(BOARD, microphone=Microphone("sysbus.pdm"))
    run = play_quietly(
        session, replace(job(firmware, [Clip("a.wav", b"00", "")]), board=board, microphone=True)
    )
    assert run.failure is not None
    assert run.failure.startswith("the microphone (pdm) is off after 2 s of virtual time")


def test_a_silent_firmware_that_polls_in_vain_is_told_by_the_log(firmware: Path) -> None:
    polled = "sysbus: [cpu: 0x8000100] ReadDoubleWord from non existing peripheral at 0x40007000."
    session = FakeSession([LogMessage(n, "warning", polled) for n in range(1, 1001)])
    run = play_quietly(session, job(firmware, duration=SECOND))
    assert run.failure is not None
    assert f"; over and over: {polled}" in run.failure


def test_a_few_warnings_are_not_why_a_firmware_is_silent(firmware: Path) -> None:
    session = FakeSession([LogMessage(1, "warning", "usart1: odd")])
    run = play_quietly(session, job(firmware, duration=SECOND))
    assert run.failure is not None
    assert "odd" not in run.failure
