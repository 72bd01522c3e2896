"""Each member of a board's objects, with arguments that do not fit: an answer or an error of the monitor."""

from __future__ import annotations

import contextlib
import random
import re
from pathlib import Path

import pytest

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.monitor.monitor import Monitor, MonitorError

ARGUMENTS = (
    *(
        "0",
        "-1",
        '"a"',
        "true",
        "0x100000000000000000",
        "1.5",
        "-0.5",
        "@x",
        "<0 10>",
        "<10,0>",
        '""',
        "[1,2]",
    ),
    *(
        "`version`",
        '"00:00:01"',
        "$a",
        "sysbus",
        "cpu",
        "sysbus.cpu",
        "None",
        '"\\""',
        "99999999999999999999",
    ),
    *("0x20000000", "4", '"0x8000000"', "{a:1}", "usart1", "a=b", "value=1", ";", ",", "()"),
)
OBJECTS = (
    *(
        "machine",
        "sysbus",
        "cpu",
        "nvic",
        "usart2",
        "connector",
        "gpioPortA",
        "flash",
        "dma1",
        "rcc",
        "timer2",
    ),
    *("emulation", "plugins", "EmulationManager", "gpioPortD.UserLED", "gpioPortA.UserButton"),
)
SKIPPED = re.compile(r"RunFor|Start|Open|Create|Server|Exit|Log|Load|Save|Dump")
"""They wait, open ports or write files, as they should."""


@pytest.fixture
def board(tmp_path: Path) -> Monitor:
    monitor = Monitor(tmp_path)
    monitor.execute("using sysbus")
    monitor.execute("mach create")
    monitor.execute("machine LoadPlatformDescription @platforms/boards/stm32f4_discovery-kit.repl")
    return monitor


@pytest.mark.parametrize("name", OBJECTS)
def test_members_take_or_refuse_any_arguments(board: Monitor, name: str) -> None:
    dice = random.Random(name)
    members = sorted(set(re.findall(r"\b([A-Z]\w+) ?\(|^ - \S+ (\w+)$", board.execute(name), re.MULTILINE)))
    assert members
    tried = 0
    for member in filter(None, (word for pair in members for word in pair)):
        if SKIPPED.search(member):
            continue
        for count in (0, 1, 1, 2, 3):
            arguments = " ".join(dice.choice(ARGUMENTS) for _ in range(count))
            tried += 1
            with contextlib.suppress(MonitorError, EscapedError):
                board.execute(f"{name} {member} {arguments}")
    assert tried
