"""`python -m vboard.projects FOLDER`: every project of our applications as an archive (`make projects`).

The folder's archives are made anew; INDEX.md lists them with what was checked of each.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from vboard.errors import VBoardError
from vboard.projects.output import write_new
from vboard.projects.project import TOOLS, archive_name, boards_of, project_files

APPLICATIONS = ("hotword", "hello", "benchmark")
MICROPHONE = (
    *((board, tool) for board in ("apollo3_evb", "nano33ble") for tool in ("make", "cmake", "platformio")),
    ("", "portable"),
)
"""What there is a project of the hotword application with the board's own microphone for."""


def write_all(folder: Path) -> list[str]:
    """Write every archive; returns their names."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, names = [], []
    for name, tool in TOOLS.items():
        boards = boards_of(tool) or ("",)
        wanted = [(app, board) for app in APPLICATIONS for board in boards]
        wanted += [("hotword_microphone", board) for board in boards if (board, name) in MICROPHONE]
        for app, board in wanted:
            archive = archive_name(app, board, name)
            files = project_files(app, board, name, None)
            with tempfile.TemporaryDirectory(dir=folder) as made:
                write_new(files, Path(made) / archive)
                (Path(made) / archive).replace(folder / archive)
            names.append(archive)
            rows.append(f"| [{archive}]({archive}) | {app} | {board or 'any computer'} | {tool.title} |")
    text = "# Projects\n\n| archive | application | board | tool |\n|---|---|---|---|\n" + "\n".join(rows)
    text += "\n\n| tool | what was checked |\n|---|---|\n"
    text += "\n".join(f"| {tool.title} | {tool.checked} |" for tool in TOOLS.values())
    (folder / "INDEX.md").write_text(text + "\n", encoding="utf-8")
    return names


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: python -m vboard.projects FOLDER", file=sys.stderr)
        return 2
    try:
        names = write_all(Path(arguments[0]))
    except VBoardError as error:
        print(f"vboard: {error}", file=sys.stderr)
        return error.exit_status
    print(f"{arguments[0]}: {len(names)} archives, INDEX.md")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
