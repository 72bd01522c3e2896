#!/usr/bin/env python3
"""Writes a folder that needs nothing but a C++17 compiler (GCC or Clang) and make: the micro runtime
with its portable kernels, the audio front end, the bundled model and an application for recordings.

    python -m firmware.mk.make_reference FOLDER

The folder is made anew each time.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from firmware.mk.embed_model import embed

ROOT = Path(__file__).resolve().parents[2]
FIRMWARE = ROOT / "firmware"
MODEL = FIRMWARE / "models" / "hotword.tflite"
# Written for certain cores: not part of the reference.
SPECIAL = {"dsp", "fast", "fast_m3"}
HOTWORD = ["classifier", "labels", "listener", "noise_gate", "recognize_commands", "runtime_log"]
HOTWORD += ["spectrogram", "word_end"]
HEADERS_ONLY = ["model"]

MAKEFILE = """\
# Builds ./hotword: `make`, or `make CXX=clang++`. `make check` runs it.
CXX ?= c++
CXXFLAGS ?= -O2
SOURCES := \\
{sources}
OBJECTS := $(SOURCES:.cc=.o)

hotword: $(OBJECTS)
\t$(CXX) $(CXXFLAGS) $(OBJECTS) -o $@

%.o: %.cc
\t$(CXX) -std=c++17 $(CXXFLAGS) -I. -Iruntime -c $< -o $@

check: hotword
\t./hotword example.wav

clean:
\trm -f hotword $(OBJECTS)

.PHONY: check clean
"""

README = """\
# Reference sources

`make` builds `hotword` with any C++17 compiler of the GCC or Clang kind; `make check` lets it listen to
`example.wav`. No library is needed.

| folder | what |
|---|---|
| `runtime/` | runs TensorFlow Lite models: `core/` graph and memory, `kernels/` operators |
| `runtime/tensorflow/lite/` | the headers that applications include |
| `frontend/` | from samples to features |
| `apps/` | from features to words; `apps/reference/main.cc` is the program |
| `model.cc` | the model, a .tflite file as an array |

For a microcontroller: compile `runtime/` with `-ffunction-sections -fno-exceptions -fno-rtti`, link with
`--gc-sections`, and define `DebugLog` (`tensorflow/lite/micro/debug_log.h`).
"""


def listed(include: Path, variable: str, folder: str) -> list[str]:
    """What a make variable of an included file holds."""
    script = f"RUNTIME_DIR := {folder}\ninclude {include}\nall:\n\t@echo $({variable})\n"
    done = subprocess.run(["make", "-s", "-f", "-"], input=script, capture_output=True, text=True, check=True)
    return done.stdout.split()


def copy(relative: str, target: Path) -> None:
    place = target / relative
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(FIRMWARE / relative, place)


def write_reference(target: Path) -> list[str]:
    """Fills `target`; returns the translation units."""
    if target.exists():
        if any(target.iterdir()) and not (target / "Makefile").is_file():
            raise SystemExit(f"{target}: is not empty and no reference folder")
        shutil.rmtree(target)
    sources = listed(FIRMWARE / "runtime" / "runtime.mk", "RUNTIME_SOURCES", "runtime")
    sources += listed(FIRMWARE / "frontend" / "frontend.mk", "FRONTEND_SOURCES", "runtime")
    sources += [f"apps/hotword/{name}.cc" for name in HOTWORD] + ["apps/reference/main.cc"]
    headers = [
        str(path.relative_to(FIRMWARE))
        for folder in ("runtime", "frontend")
        for path in sorted((FIRMWARE / folder).rglob("*"))
        if path.suffix in (".h", ".inc") and not SPECIAL & set(path.parts)
    ]
    headers += [f"apps/hotword/{name}.h" for name in HOTWORD + HEADERS_ONLY]
    for relative in sources + headers:
        copy(relative, target)
    text = embed(MODEL.read_bytes(), MODEL.name, "g_model")
    text += f'extern const char* const kModelName;\nconst char* const kModelName = "{MODEL.name}";\n'
    (target / "model.cc").write_text(text)
    sources.append("model.cc")
    (target / "Makefile").write_text(MAKEFILE.format(sources=" \\\n".join(f"    {s}" for s in sources)))
    (target / "README.md").write_text(README)
    shutil.copyfile(ROOT / "LICENSE", target / "LICENSE")
    shutil.copyfile(ROOT / "robot_tests" / "audio" / "yes.wav", target / "example.wav")
    return sources


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: make_reference.py FOLDER", file=sys.stderr)
        return 2
    sources = write_reference(Path(arguments[0]))
    print(f"{arguments[0]}: {len(sources)} sources; make -C {arguments[0]} check")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
