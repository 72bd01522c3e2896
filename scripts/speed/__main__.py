"""`make bench`: the engine's speed, row by row, beside older engines'.

    python -m scripts.speed FOLDER [--yardstick PYTHON] [--types] [--suites]

FOLDER gets programs and `speed.json`. `--yardstick` is the Python of another revision's virtual environment,
whose engine is measured in turn; `--types` polls every modelled type; `--suites` runs the scenarios.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from scripts.speed import programs
from scripts.speed.table import print_table

ROOT = Path(__file__).resolve().parents[2]
BLUEPILL = ROOT / "renode" / "platforms" / "bluepill.repl"
FIRMWARE = ROOT / "build" / "firmware" / "bluepill"


def rows(folder: Path) -> list[dict[str, Any]]:
    """What is measured; programs are built into `folder`."""
    systick = 100_000  # clocks of a millisecond at 100 MIPS
    loops: list[tuple[str, str, float, Path | None]] = [
        ("200 M integer instructions", programs.INTEGER, 2.0, None),
        ("200 M, a quarter loads and stores", programs.MEMORY, 2.0, None),
        ("integer with a 1 kHz SysTick", programs.with_ticks(programs.INTEGER, systick), 2.0, None),
        ("loads and stores with a 1 kHz SysTick", programs.with_ticks(programs.MEMORY, systick), 2.0, None),
        ("100,000 interrupts from SysTick", programs.with_ticks(programs.sleep(), 720), 0.2, BLUEPILL),
        ("100,000 interrupts from TIM2", programs.timer_interrupts(720), 0.2, BLUEPILL),
        ("toggling a pin with a LED", programs.TOGGLE, 0.01, BLUEPILL),
        ("polling a UART", programs.poll(0x40013800, 1 << 5), 0.01, BLUEPILL),
        (
            "polling a timer",
            programs.poll(0x40000010, 1, programs.write(0x4000002C, 0xFFFF) + programs.write(0x40000000, 1)),
            0.01,
            BLUEPILL,
        ),
        ("polling an ADC", programs.poll(0x40012400, 2), 0.01, BLUEPILL),
    ]
    result: list[dict[str, Any]] = []
    for number, (name, code, virtual, board) in enumerate(loops):
        image = programs.assemble(folder, f"loop{number}", code).name
        result.append({"name": name, "image": image, "virtual": virtual, "board": board and str(board)})
    image = programs.compile_kernels(folder).name
    result.append({"name": "C -O2: CRC, filter, convolution", "image": image, "virtual": 1.0, "board": None})
    clip = str(ROOT / "robot_tests" / "audio" / "demo.wav")
    hotword = ["run", "bluepill", str(FIRMWARE / "hotword.elf"), "--audio", clip]
    result.append({"name": "hotword with audio", "command": hotword})
    hello = ["run", "bluepill", str(FIRMWARE / "hello.elf"), "--no-audio", "--for", "0.001"]
    result.append({"name": "start of hello", "command": hello})
    return result


def measure(python: str, folder: Path, where: Path) -> dict[str, Any]:
    """Figures of the engine that `python` has."""
    done = subprocess.run(
        [python, str(Path(__file__).with_name("measure.py")), str(folder)],
        stdout=subprocess.PIPE, text=True, check=True, cwd=where,
    )  # fmt: skip
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def written(record: dict[str, Any], *folders: Path) -> str:
    """The record as JSON to keep and compare: files below `folders` are named from there."""
    text = json.dumps(record, indent=2)
    for folder in folders:
        text = text.replace(f'"{folder}/', '"')
    return text + "\n"


def main() -> None:
    """Build, measure, print, write."""
    parser = argparse.ArgumentParser(prog="python -m scripts.speed", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--yardstick", default="", metavar="PYTHON")
    parser.add_argument("--types", action="store_true")
    parser.add_argument("--suites", action="store_true")
    options = parser.parse_args()
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    wanted = rows(folder)
    if options.suites:
        suites = ["test", "robot_tests", "--results-dir", str(folder / "robot")]
        wanted.append({"name": "vboard test robot_tests", "command": suites, "once": True})
    (folder / "rows.json").write_text(json.dumps(wanted))
    record: dict[str, Any] = {"rows": wanted, "engine": measure(sys.executable, folder, ROOT)}
    if options.yardstick:
        # Not resolved: a virtual environment's Python is a link, and is known by its place.
        python = Path(options.yardstick).absolute()
        record["yardstick"] = measure(str(python), folder, python.parents[2])
    with contextlib.suppress(ImportError):
        from scripts.speed import bare_unicorn

        record["unicorn"] = {row["name"]: bare_unicorn.measure(folder / row["image"]) for row in wanted[:2]}
    if options.types:
        from scripts.speed.polled_types import ADDRESS, empty_places, polls

        types = []
        for name, poll in {**polls(folder), **empty_places(folder)}.items():
            code = programs.poll(ADDRESS + poll.offset, 0, width=poll.width)
            image = programs.assemble(folder, f"poll_{poll.offset:x}_{poll.width}", code).name
            row = {"name": f"{name} {poll.register}".rstrip(), "image": image, "virtual": 0.01}
            types.append({**row, "board": str(poll.board)})
        (folder / "rows.json").write_text(json.dumps(types))
        record["types"] = measure(sys.executable, folder, ROOT)
    print_table(record)
    (folder / "speed.json").write_text(written(record, folder, ROOT))


if __name__ == "__main__":
    main()
