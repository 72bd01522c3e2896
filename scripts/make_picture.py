#!/usr/bin/env python3
"""Write the README's picture, docs/run.svg, from a real run of the hotword application on the Blue Pill.

    scripts/make_picture.py [FILE]

It is what `vboard run bluepill --plot FILE` writes, without the build's name in the banner, which is
another for every commit. Two runs give equal bytes.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from pathlib import Path

from vboard.engine.events import Event, UartLine
from vboard.engine.selection import open_session
from vboard.errors import VBoardError
from vboard.paths import ROOT
from vboard.player.audio import load_clip
from vboard.player.playback import Job, play
from vboard.report.picture import write_picture
from vboard.targets.applications import find_listener
from vboard.targets.target import find_target

PICTURE = ROOT / "docs" / "run.svg"
_BUILD = re.compile(r", build \S+$")


def _without_build(event: Event) -> Event:
    if isinstance(event, UartLine):
        return dataclasses.replace(event, text=_BUILD.sub("", event.text))
    return event


def make_picture(path: Path) -> None:
    """Run the board and write its picture.

    Raises:
        VBoardError: the application is not built, or the run failed.
    """
    target = find_target("bluepill", "hotword")
    listener = find_listener(target.image.path)
    assert listener is not None
    session = open_session("builtin", ROOT)
    try:
        job = Job(target.board, "hotword", target.image, (load_clip(listener.clip),))
        run = play(session, job, lambda run, events: None)
    finally:
        session.close()
    if run.failure is not None:
        raise VBoardError(run.failure)
    run.events = [_without_build(event) for event in run.events]
    write_picture([run], path)


if __name__ == "__main__":
    try:
        make_picture(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
    except VBoardError as error:
        sys.exit(f"make_picture: {error}")
