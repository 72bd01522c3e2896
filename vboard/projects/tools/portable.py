"""The portable reference: any C++17 compiler, a plain Makefile, Visual Studio Code, Visual Studio."""

from __future__ import annotations

import hashlib
from xml.sax.saxutils import quoteattr

from vboard.projects.application import DEMO
from vboard.projects.bundle import make_bundle, port_target
from vboard.projects.readme import readme
from vboard.projects.templates import fill
from vboard.projects.tools.tool import Files, Request, Tool, lines

CHECKED = (
    "Built and run with g++ by the project's tests; the Visual Studio project "
    "was checked as XML only, no Visual Studio opened it."
)


def guid_of(name: str) -> str:
    """A project's GUID that is the same each time."""
    digest = hashlib.sha256(f"vboard {name}".encode()).hexdigest().upper()
    return "{" + "-".join((digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:32])) + "}"


def make(request: Request) -> Files:
    application = request.application
    app = application.name
    bundle = make_bundle(application, port_target("host"))
    files = dict(bundle.files)
    example = " < example.wav" if application.hears else ""
    if application.hears:
        files["example.wav"] = DEMO.read_bytes()
    files["Makefile"] = fill(
        "portable/Makefile",
        app=app,
        includes=" ".join(f"-I{each}" for each in bundle.includes),
        sources=lines(bundle.sources),
        check=f"\ncheck: {app}\n\t./{app}{example}\n",
    )
    arguments = '"<", "${workspaceFolder}/example.wav"' if example else ""
    files[".vscode/tasks.json"] = fill("portable/tasks.json")
    files[".vscode/launch.json"] = fill("portable/launch.json", app=app, arguments=arguments)
    backslashed = [each.replace("/", "\\") for each in bundle.sources]
    files[f"{app}.vcxproj"] = fill(
        "portable/project.vcxproj",
        app=app,
        guid=guid_of(app),
        include_folders=";".join(each.replace("/", "\\") for each in bundle.includes),
        compiled="\n".join(f"    <ClCompile Include={quoteattr(each)} />" for each in backslashed),
    ).replace(b"\n", b"\r\n")
    steps = f"""\
`make` builds `{app}` with any C++17 compiler of the GCC or Clang kind; `make check` runs it{
        " on `example.wav`" if example else ""
    }. No library is needed.

    ./{app}{example}

Visual Studio Code: the tasks `build` and `clean`, and a launch file for its C/C++ extension.

Visual Studio 2019 and newer: `{app}.vcxproj`, with the component "C++ Clang tools for Windows".
"""
    files["README.md"] = readme(application, "any computer", steps, files, CHECKED)
    return files


TOOL = Tool("portable", "the portable reference", (), make, CHECKED)
