"""An Arduino library with the application and `hello` as example sketches.

Rules of the library format: https://arduino.github.io/arduino-cli/latest/library-specification/. Sources are
`.cpp` and `.h` only, everything lies below `src/`, which is the only include folder.
"""

from __future__ import annotations

import re

from vboard import __version__
from vboard.errors import VBoardError
from vboard.projects.application import Application, find_application
from vboard.projects.bundle import Bundle, Target, make_bundle
from vboard.projects.readme import readme
from vboard.projects.tools.tool import Files, Request, Tool

_NANO = ("-mcpu=cortex-m4", "-mthumb", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard")
_BOARDS = {
    "nano33ble": ("mbed_nano", Target("arduino", "ports/arduino", "cortex-m4", _NANO)),
    "generic": ("*", Target("arduino", "ports/arduino")),
}
"""Board -> architectures that the library is for, and what it is compiled for."""
_INCLUDE_ROOTS = ("runtime/kernels/convolution/dsp/", "runtime/", "ports/arduino/")
"""Folders that become `src/` itself, so that includes find what is in them."""
_MAIN = re.compile(r"\bint\s+main\s*\(\s*(?:void)?\s*\)")
_AS_HEADERS = re.compile(r"\.(inc|hpp)$")
"""Endings that the library's format lacks; such a file becomes a header."""
CHECKED = (
    "The layout was held against the rules of arduino-lint, and the sources compiled with arm-none-eabi-g++ "
    "against a stand-in of the Arduino core by the project's tests; no Arduino IDE built it here."
)


def library_name(app: str) -> str:
    """Name of the library and its folder: letters, digits, `_`; at most 63; not beginning with "arduino"."""
    return f"TinyML_{re.sub('[^A-Za-z0-9_]', '_', app)}"[:63]


def place(name: str) -> str:
    """Where a file of a bundle lies in the library."""
    for root in _INCLUDE_ROOTS:
        name = name.removeprefix(root)
    if name.endswith((".cc", ".c")):
        name = f"{name.rpartition('.')[0]}.cpp"
    return f"src/{_as_header(name)}"


def _as_header(name: str) -> str:
    return _AS_HEADERS.sub(r"_\1.h", name)


def _function(application: Application) -> str:
    """What takes the place of main()."""
    return f"{application.name.replace('-', '_')}_main"


def _rewrite(application: Application, name: str, content: bytes) -> bytes:
    text = content.decode("utf-8", "surrogateescape")
    text = re.sub(r'(#include ")([^"]+)"', lambda found: f'{found[1]}{_as_header(found[2])}"', text)
    if name in application.sources:
        text = _MAIN.sub(f"int {_function(application)}()", text)
    return text.encode("utf-8", "surrogateescape")


def _guarded(library: str, name: str, content: bytes) -> bytes:
    """A source that says in one line what it lacks where a core compiles as C++11."""
    if not name.endswith(".cpp"):
        return content
    before = f"""\
#if __cplusplus < 201402L
#error "{library} needs -std=gnu++14 or newer: compiler.cpp.extra_flags in platform.local.txt of the core"
#else
""".encode()
    return before + content + (b"" if content.endswith(b"\n") else b"\n") + b"#endif\n"


def _sources(library: str, application: Application, bundle: Bundle) -> Files:
    """Files of the library.

    Raises:
        VBoardError: two files have one name there; no main() without arguments, which a sketch could call.
    """
    if not any(
        _MAIN.search(application.files[name].decode("utf-8", "replace")) for name in application.sources
    ):
        raise VBoardError(f"{application.name}: a sketch calls main(): expected int main() without arguments")
    files: Files = {}
    for name, content in bundle.files.items():
        if name.endswith((".cc", ".cpp", ".c", ".h", ".hpp", ".inc")):
            if place(name) in files:
                raise VBoardError(f"{name}: another file is {place(name)} too in a library of Arduino")
            text = _rewrite(application, name, content)
            files[place(name)] = _guarded(library, place(name), text)
    return files


def _sketch(library: str, application: Application) -> bytes:
    return f"""\
// The application {application.name}: its console is Serial at 115200 baud.
#include <{library}.h>

void setup() {{ {_function(application)}(); }}  // does not return

void loop() {{}}
""".encode()


def make(request: Request) -> Files:
    application = request.application
    architectures, target = _BOARDS[request.board]
    applications = [application]
    if application.name != "hello":
        applications.append(find_application("hello", None))
    library = library_name(application.name)
    files: Files = {}
    for each in applications:
        files |= {
            name: text
            for name, text in _sources(library, each, make_bundle(each, target)).items()
            if name not in files
        }
        files[f"examples/{each.name}/{each.name}.ino"] = _sketch(library, each)
    declared = "\n".join(f"int {_function(each)}();" for each in applications)
    guard = f"{library.upper()}_H_"
    files[f"src/{library}.h"] = (
        f"// Applications that do not return, for setup() of a sketch.\n#ifndef {guard}\n#define {guard}\n\n"
        f"{declared}\n\n#endif  // {guard}\n"
    ).encode()
    files["library.properties"] = f"""\
name={library}
version={__version__}
author=vboard
maintainer=vboard
sentence=The application {application.name} with a small runtime for TensorFlow Lite models
paragraph=Runs quantised neural networks on microcontrollers, with the operators that the application uses.
category=Data Processing
url=https://www.tensorflow.org/lite/microcontrollers
architectures={architectures}
includes={library}.h
""".encode()
    files["LICENSE"] = make_bundle(application, target).files["LICENSE"]
    steps = f"""\
1. Arduino IDE: Sketch, Include Library, Add .ZIP Library (`vboard project … --out {library}.zip`).
2. File, Examples, {library}, {application.name}.
3. Choose the board and upload; open the serial monitor at 115200 baud.

With arduino-cli:

    arduino-cli config set library.enable_unsafe_install true
    arduino-cli lib install --zip-path {library}.zip
    arduino-cli compile --fqbn {"arduino:mbed_nano:nano33ble" if request.board == "nano33ble" else "FQBN"} \\
        ~/Arduino/libraries/{library}/examples/{application.name}

Audio comes from the microphone of a Nano 33 BLE Sense, elsewhere on Serial1 (s16, 16 kHz, 921600 baud).

The sources are C++17 and compile with GCC as gnu++14 too, which the core of the Nano asks for. For a core
that asks for gnu++11, put `compiler.cpp.extra_flags=-std=gnu++17` into its `platform.local.txt`.
"""
    files["README.md"] = readme(application, "Arduino", steps, files, CHECKED)
    return {f"{library}/{name}": content for name, content in files.items()}


TOOL = Tool("arduino", "Arduino", tuple(_BOARDS), make, CHECKED)
