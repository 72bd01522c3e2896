"""The README of a project."""

from __future__ import annotations

from vboard.projects.application import Application

_FOLDERS = {
    "apps": "the application, and the console that it prints to",
    "boards": "start-up code, pins and memories of the board",
    "ports": "what an application asks of a board (`boards/board.h`), answered by something else",
    "runtime": "runs TensorFlow Lite models: `core/` graph and memory, `kernels/` the operators",
    "frontend": "from samples to features",
}


def readme(application: Application, where: str, steps: str, files: dict[str, bytes], checked: str) -> bytes:
    """Title, steps, folders, the model, what was checked; `steps` is Markdown."""
    rows = [
        f"| `{folder}/` | {what} |"
        for folder, what in _FOLDERS.items()
        if any(name.startswith(f"{folder}/") for name in files)
    ]
    model = ""
    if application.model is not None:
        content = application.model
        operators = ", ".join(content.operator_names)
        model = f"The model is `{content.path.name}`, {len(content.content):,} bytes: {operators}.\n"
    told = steps.strip("\n")  # its first line may be indented
    text = f"# {application.name} for {where}\n\n{told}\n\n"
    text += "| folder | what |\n|---|---|\n" + "\n".join(rows) + "\n\n" if rows else ""
    text += f"{model}\n" if model else ""
    return (text + f"{checked} Licence: MIT (`LICENSE`).\n").encode()
