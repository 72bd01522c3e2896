"""What an archive holds, as the golden list of it says: files of build tools by name, our sources by folder.

python -m tests.projects.golden > tests/projects/golden.txt
"""

from __future__ import annotations

import zipfile
from pathlib import Path

_OURS = ("apps/", "boards/", "ports/", "runtime/", "frontend/")
GOLDEN = Path(__file__).parent / "golden.txt"
ARCHIVES = (
    *(("hotword", "bluepill", tool) for tool in ("make", "cmake", "platformio", "zephyr")),
    *(("hotword", "stm32f746g_disco", tool) for tool in ("make", "cmake", "keil", "mbed")),
    *(("hotword", "apollo3_evb", "platformio"), ("hotword", "ecm3531_evb", "make")),
    *(("hotword", "nano33ble", tool) for tool in ("make", "arduino")),
    *(("hotword", "m0plus", "keil"), ("hotword", "generic", "arduino"), ("hello", "generic", "arduino")),
    *(("hotword_microphone", "nano33ble", "make"), ("hotword_microphone", "", "portable")),
    *(("hotword", "", "portable"), ("hello", "", "portable"), ("hello", "bluepill", "make")),
)


def listed(archive: Path) -> list[str]:
    """Lines of an archive."""
    with zipfile.ZipFile(archive) as content:
        names = content.namelist()
    lines = set()
    for name in names:
        inside = name.partition("/src/")[2] if "/src/" in name else name
        folders = inside.split("/")[:-1]
        ours = ("/src/" in name and folders) or name.startswith(_OURS)
        lines.add(f"{name[: name.index(inside)]}{'/'.join(folders[:2])}/*" if ours else name)
    return sorted(lines)


def golden_text(folder: Path) -> str:
    """The golden list of all archives, written into `folder`."""
    from vboard.projects.project import archive_name, write_project

    parts = []
    for app, board, tool in ARCHIVES:
        out = folder / archive_name(app, board, tool)
        write_project(app, board, tool, None, out)
        parts.append(f"{out.name}\n" + "".join(f"  {line}\n" for line in listed(out)))
    return "\n".join(parts)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        print(golden_text(Path(made)), end="")
