"""`--watch`: again after each change, whatever went wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.commands import watching
from vboard.errors import RunFailedError, VBoardError


def test_it_waits_until_a_changed_file_is_written(tmp_path: Path) -> None:
    path = tmp_path / "app.elf"
    path.write_bytes(b"1")
    steps: Iterator[Callable[[], object]] = iter(
        [lambda: None, path.unlink, lambda: path.write_bytes(b"22"), lambda: path.write_bytes(b"333")]
    )
    looks = 0

    def sleep(seconds: float) -> None:
        nonlocal looks
        looks += 1
        if step := next(steps, None):
            step()

    watching.wait_for_change(watching.look([path]), sleep)
    assert looks == 5  # the fifth look finds what the fourth found


def test_a_touched_file_of_the_same_size_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "app.elf"
    path.write_bytes(b"1")
    before = watching.look([path])
    os.utime(path, ns=(1, 1))
    watching.wait_for_change(before, lambda seconds: None)


def test_failures_are_told_and_the_next_change_counts(capsys: pytest.CaptureFixture[str]) -> None:
    turns = 0

    def action(note: watching.Note) -> None:
        nonlocal turns
        turns += 1
        note([Path("app.elf")])
        if turns == 1:
            raise RunFailedError("it crashed")

    def wait(state: watching.State) -> None:
        assert list(state) == [Path("app.elf")]
        if turns == 2:
            raise KeyboardInterrupt

    watching.repeat(action, wait)
    assert turns == 2
    assert capsys.readouterr().err.splitlines() == [
        "vboard: it crashed",
        "vboard: waiting for a change of app.elf; Ctrl-C ends",
        "vboard: waiting for a change of app.elf; Ctrl-C ends",
    ]


def test_a_mistake_at_the_start_ends_it() -> None:
    def action(note: watching.Note) -> None:
        raise VBoardError("unknown board")

    with pytest.raises(VBoardError, match="unknown board"):
        watching.repeat(action, lambda state: None)


def test_run_watches_image_and_recording(
    cli: Cli, firmware: Path, speech: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched: list[list[str]] = []

    def wait(state: watching.State) -> None:
        watched.append([path.name for path in state])
        if len(watched) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching.repeat, "__defaults__", (wait,))
    result = cli("run", "bluepill", firmware, "-a", speech, "--for", "0.01", "--first-line", "1", "--watch")
    assert result.status == 0
    assert watched == [["app.elf", "speech.wav"]] * 2
    assert result.out.count("virtual time") == 2
