"""What an application is made of: one of the repository (`firmware/mk/apps.mk`), or a user's own folder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from vboard import __version__
from vboard.errors import VBoardError, nearest
from vboard.inference.closure import FIRMWARE, make_variable, operators_of
from vboard.inference.model import Model, read_model
from vboard.paths import ROOT
from vboard.projects.c_array import initialiser, name_from, why_no_name
from vboard.projects.embedding import embed

_SOURCES = (".cc", ".cpp", ".c")
_HEADERS = (".h", ".hpp", ".inc")
_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*")
"""A name that every build tool takes as it is."""
_TAKEN = frozenset(
    (
        *(
            "all",
            "check",
            "clean",
            "depend",
            "edit_cache",
            "help",
            "install",
            "package",
            "rebuild_cache",
            "test",
        ),
        *("apps", "boards", "build", "frontend", "ports", "runtime"),
    )
)
"""Targets of build tools and folders of a project: no names for its program."""
_NOT_OURS = ("build", "tests", "test")
"""Folders of an application that are no part of its firmware."""
_CLASSIFIER = "apps/hotword/classifier.cc"
_FEATURES = 49 * 40
BUNDLED_MODEL = FIRMWARE / "models" / "hotword.tflite"
DEMO = ROOT / "robot_tests" / "audio" / "yes.wav"


@dataclass(frozen=True)
class Application:
    """Files by their path in a project, sources in the order of linking; `model`: what is embedded."""

    name: str
    files: dict[str, bytes]
    sources: tuple[str, ...]
    model: Model | None

    @property
    def text(self) -> str:
        """All sources and headers, one after another."""
        return "\n".join(
            content.decode("utf-8", errors="replace")
            for name, content in self.files.items()
            if name.endswith((*_SOURCES, *_HEADERS))
        )

    @property
    def uses_runtime(self) -> bool:
        return '#include "tensorflow/' in self.text

    @property
    def uses_frontend(self) -> bool:
        return '#include "frontend/' in self.text

    @property
    def hears(self) -> bool:
        """Whether it takes audio."""
        return "board::StartAudio(" in self.text or self.uses_microphone

    @property
    def uses_microphone(self) -> bool:
        """Whether its audio comes from the board's own microphone."""
        return "board::StartMicrophone(" in self.text


def known_applications() -> tuple[str, ...]:
    """Applications of the repository."""
    return make_variable("mk/apps.mk", "APPS", "MICROPHONE := yes")


def find_application(app: str, model: Path | None) -> Application:
    """The application that APP means.

    Args:
        app: a name, or a folder with sources.
        model: a .tflite file that is embedded.

    Raises:
        VBoardError: no such application; a folder without sources; a model that it cannot take.
    """
    if "/" in app or app in (".", ".."):
        return _own(Path(app), model)
    if app not in known_applications():
        if Path(app).is_dir():
            return _own(Path(app), model)
        names = ", ".join(known_applications())
        raise VBoardError(
            f"unknown application '{app}'{nearest(app, known_applications())} (applications: {names}; "
            "one of your own is a folder)"
        )
    return _known(app, model)


def _known(app: str, given: Path | None) -> Application:
    sources = [
        source
        for source in make_variable("mk/apps.mk", f"{app}_SOURCES", "BUILD := .")
        if not source.startswith("boards/")  # the target's
    ]
    takes_model = bool(make_variable("mk/apps.mk", f"{app}_MODEL", "MODEL := m", "BUILD := ."))
    if given is not None and not takes_model:
        raise VBoardError(f"--model {given}: the application {app} has no model")
    folder = FIRMWARE / "apps" / app.partition("_")[0]
    files = {source: (FIRMWARE / source).read_bytes() for source in sources}
    files |= {f"apps/{folder.name}/{path.name}": path.read_bytes() for path in sorted(folder.glob("*.h"))}
    model = None
    if takes_model:
        model = read_model(given or BUNDLED_MODEL)
        _check_registered(app, model, "".join(text.decode() for text in files.values()))
        if _CLASSIFIER in files:
            _check_speech(app, model)
        files["model.cc"] = _model_source(model)
        sources.append("model.cc")
    return Application(app, files, tuple(sources), model)


def _check_registered(app: str, model: Model, text: str) -> None:
    registered = operators_of(text)
    missing = [name for name in model.operator_names if name not in registered]
    if missing:
        raise VBoardError(
            f"{model.path}: needs {', '.join(missing)}, which the application {app} does not register "
            f"(it registers {', '.join(sorted(registered))})"
        )


def _check_speech(app: str, model: Model) -> None:
    """Refuse what the classifier would refuse on the board (`firmware/apps/hotword/classifier.cc`)."""
    why = ""
    if (len(model.inputs), len(model.outputs)) != (1, 1):
        why = f"{len(model.inputs)} inputs and {len(model.outputs)} outputs"
    elif model.inputs[0].type not in ("int8", "uint8") or model.inputs[0].elements != _FEATURES:
        shape = " x ".join(map(str, model.inputs[0].shape)) or "1"
        why = f"an input of {shape} {model.inputs[0].type}"
    elif model.outputs[0].type != model.inputs[0].type:
        why = f"an output of {model.outputs[0].type}, the input is {model.inputs[0].type}"
    if why:
        wanted = "one input of 49 x 40 elements and one output, both int8 or both uint8"
        raise VBoardError(f"{model.path}: has {why}; the application {app} needs {wanted}")


def _model_source(model: Model) -> bytes:
    size = len(model.content)
    name = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in model.path.name)
    lines = [
        '#include "apps/hotword/model.h"',
        "",
        f"const unsigned int g_model_size = {size};",
        f'const char* const kModelName = "{name}";',
        "// clang-format off",
        f"alignas(16) const unsigned char g_model[{size}] = {{",
        *initialiser(model.content),
        "};",
        "",
    ]
    return "\n".join(lines).encode()


def why_no_application(name: str) -> str:
    """Why `name` cannot be that of an application and its program; empty when it can."""
    return "it is a target or a folder of projects" if name in _TAKEN else why_no_name(name)


def _own(folder: Path, given: Path | None) -> Application:
    if not folder.is_dir():
        raise VBoardError(f"{folder}: no such folder (expected one with the application's sources)")
    name = folder.resolve().name
    if why := why_no_application(name.replace("-", "_")):
        raise VBoardError(f"{folder}: the folder's name is the application's: {why}")
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") or part in _NOT_OURS for part in inside.parts) or not path.is_file():
            continue
        if path.suffix in (*_SOURCES, *_HEADERS) and not path.stem.endswith("_test"):
            if not all(_PATH.fullmatch(part) for part in inside.parts):
                raise VBoardError(
                    f"{path}: build tools take no such name (expected letters, digits, _ . + -)"
                )
            files[f"apps/{name}/{inside.as_posix()}"] = path.read_bytes()
    model = None
    if given is not None:
        model = read_model(given)
        for file, text in embed(model, name_from(given.stem)).items():
            files[f"apps/{name}/{file}"] = text.encode("ascii")
    sources = tuple(file for file in files if file.endswith(_SOURCES))
    if not sources:
        raise VBoardError(f"{folder}: no sources (expected {', '.join(_SOURCES)} files)")
    if not any(re.search(rb"\bmain\s*\(", files[source]) for source in sources):
        raise VBoardError(f"{folder}: no main() in its sources")
    return Application(name, files, sources, model)


def build_id_source() -> bytes:
    """The text that banners show as the build."""
    return (
        f'#include "apps/common/build_id.h"\nconst char* const kBuildId = "vboard {__version__}";\n'.encode()
    )
