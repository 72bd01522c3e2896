"""Packs what is numbers in the corpus of recorded answers into `recorded/`.

    python -m tests.conformance.pack [CORPUS]

The same corpus gives the same bytes. Kept of a step's answer: its status, and a value that is a number, a
state (`True`), or a line that our own program sent. Everything else that Renode said is left out.
"""

from __future__ import annotations

import io
import json
import lzma
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conformance.corpus import PACKED, WHOLE

LARGEST_PART = 600 * 1024
"""Bytes."""
PARTS = {
    "boards": (
        "bp.repl",
        "disco.repl",
        "conformance*",
        *(f"{n}_*.json" for n in ("blink", "keywords", "led", "time")),
    ),
    "cpu": ("cpu/*.repl", "cpu/*.elf", "cpu/*.txt", "cpu/*.json", "cpu/src/*"),
    "registers": ("registers/*.repl", "registers/*.json"),
    "text": ("text/*.json", "text/*.resc", "text/data.*"),
    "runs_bluepill": ("runs/bluepill*",),
    "runs_stm32f746g_disco": ("runs/stm32f746g_disco*",),
}
"""Part -> files of the corpus."""
_NUMBER = r"(0x[0-9A-Fa-f]+|-?\d[\d.]*(E[-+]?\d+)?)"
_VALUE = re.compile(rf"\s*({_NUMBER}|True|False|\[?\s*{_NUMBER}(,?\s+{_NUMBER})*,?\s*\]?)?\s*")
"""A number, several, or the state of a switch."""
_REPORTED_LINE = re.compile(r"^\[host: \*, virt: +[\d.]+\] (.*)$", re.MULTILINE)


def is_number(value: Any) -> bool:
    """Whether an answer is a value rather than words."""
    if isinstance(value, str):
        return _VALUE.fullmatch(value) is not None
    if isinstance(value, dict):  # a line of a program: Line, Timestamp, Groups, IsFailingString
        return True
    return value is None or isinstance(value, (bool, int, float))


def without_words(step: dict[str, Any]) -> dict[str, Any]:
    """A step of a scenario as it is packed."""
    result: dict[str, Any] = step["result"]
    if "error" not in result and is_number(result.get("return")):
        return step
    kept = {key: value for key, value in result.items() if key in ("status", "code")}
    kept_step = {"keyword": step["keyword"], "args": step["args"], "result": kept, "left_out": True}
    return kept_step | {key: step[key] for key in ("varies",) if key in step}


def program_output(steps: list[dict[str, Any]]) -> str | None:
    """The lines of our program in the first whole report of a terminal tester, each with its end."""
    for step in steps:
        error = step["result"].get("error", "")
        if "Full report" in error:
            return "".join(f"{line}\n" for line in _REPORTED_LINE.findall(error))
    return None


def packed_files(corpus: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Names and contents of a part, sorted by name."""
    paths = sorted({path for pattern in patterns for path in corpus.glob(pattern)})
    for path in paths:
        name = path.relative_to(corpus).as_posix()
        if path.suffix != ".json":
            yield name, path.read_bytes()
            continue
        scenario = json.loads(path.read_text(encoding="utf-8"))
        if "run" in scenario:  # a record of `vboard compare`
            scenario["run"]["log"] = []
            yield name, encoded(scenario)
            continue
        output = program_output(scenario["steps"])
        if output is not None:
            scenario["transcript"] = f"{name.removesuffix('.json')}.txt"
            yield scenario["transcript"], output.encode()
        scenario["steps"] = [without_words(step) for step in scenario["steps"]]
        yield name, encoded(scenario)


def encoded(content: Any) -> bytes:
    """JSON without spaces."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def pack(corpus: Path, patterns: tuple[str, ...]) -> bytes:
    """One part: a tar archive without dates and owners, compressed."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in packed_files(corpus, patterns):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return lzma.compress(archive.getvalue(), preset=9 | lzma.PRESET_EXTREME)


def main() -> None:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else WHOLE
    if not corpus.is_dir():
        sys.exit(f"pack: {corpus}: no such folder (expected a corpus of recorded answers)")
    PACKED.mkdir(exist_ok=True)
    for part, patterns in PARTS.items():
        data = pack(corpus, patterns)
        if len(data) > LARGEST_PART:
            sys.exit(f"pack: {part} takes {len(data):,} bytes; at most {LARGEST_PART:,} are wanted: split it")
        (PACKED / f"{part}.tar.xz").write_bytes(data)
        print(f"{part:24} {len(data):9,} bytes")


if __name__ == "__main__":
    main()
