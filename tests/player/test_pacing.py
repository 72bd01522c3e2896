"""Whatever the pace, a run is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.fake_session import FakeSession, banner
from vboard.boards.table import BOARDS
from vboard.engine.events import MILLISECOND, SECOND, UartLine
from vboard.images.image import read_image
from vboard.player.audio import Clip
from vboard.player.pacing import Realtime
from vboard.player.playback import Job, Run, play
from vboard.player.sounds import STEP_BYTES


class Host:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.ns = 0

    def now(self) -> int:
        return self.ns

    def sleep(self, seconds: float) -> None:
        self.ns += max(1, round(seconds * 1e9))


class ServingSession(FakeSession):
    """One with ports: waiting serves them, and ends early as often as a port has something to do."""

    def __init__(self, host: Host, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self._host = host

    def serve_ports(self, seconds: float) -> None:
        self._host.sleep(min(seconds, 0.001))


FATAL = UartLine(300 * MILLISECOND, "console", "FATAL: arena too small")
SESSIONS: dict[str, Callable[[], FakeSession]] = {
    "sound": lambda: FakeSession([banner()]),
    "fatal": lambda: FakeSession([banner(), FATAL]),
    "halted": lambda: FakeSession([banner()], halts_at=100 * MILLISECOND),
    "broken": lambda: FakeSession([banner()], breaks_at=110 * MILLISECOND),
    "silent": lambda: FakeSession(),
    "deaf": lambda: FakeSession([banner()], listens_at=100 * SECOND),
}


def play_paced(session: FakeSession, firmware: Path, pace: Realtime | None) -> Run:
    clip = Clip("a", b"\1" * STEP_BYTES, "")
    return play(session, Job(BOARDS["bluepill"], "app", read_image(firmware), [clip]), lambda *_: None, pace)


@pytest.mark.parametrize("kind", SESSIONS)
def test_pace_changes_nothing_of_a_run(firmware: Path, kind: str) -> None:
    host = Host()
    sessions = SESSIONS[kind](), SESSIONS[kind]()
    free = play_paced(sessions[0], firmware, None)
    paced = play_paced(sessions[1], firmware, Realtime(host.now, host.sleep))
    assert paced == free
    assert sessions[0].fed == sessions[1].fed


def test_virtual_time_is_never_ahead_of_the_hosts(firmware: Path) -> None:
    host = Host()
    seen = []
    play(
        FakeSession([banner()]),
        Job(BOARDS["bluepill"], "app", read_image(firmware), duration=SECOND),
        lambda run, _: seen.append((run.end, host.ns)),
        Realtime(host.now, host.sleep),
    )
    assert len(seen) == 50
    assert all(virtual <= real for virtual, real in seen)


def test_ports_are_served_while_the_host_catches_up(firmware: Path) -> None:
    host = Host()
    job = Job(BOARDS["bluepill"], "app", read_image(firmware), duration=SECOND)
    run = play(ServingSession(host, [banner()]), job, lambda *_: None, Realtime(host.now, host.sleep))
    assert run.end == SECOND
    assert host.ns >= SECOND
