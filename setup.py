"""What pyproject.toml cannot say: the processor core in C++, and the files that the wheel carries.

The wheel has the board files and the demo clip as vboard/files/. Their one place is the repository's top
level, where Renode and the scenarios find them.
"""

from __future__ import annotations

import os
import re
import runpy
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.errors import CompileError, LinkError, PlatformError

PACKED = (
    "renode/boards/*.toml",
    "renode/platforms/*.repl",
    "renode/scripts/*.resc",
    "renode/peripherals/*",
    "renode/library/**/*.repl",
    "renode/library/**/*.resc",
    "renode/library/**/*.py",
    "firmware/apps/applications.toml",
    "firmware/models/hotword.tflite",
    "firmware/runtime/tensorflow/lite/**/*.inc",
)
STAGED = Path("packed")
"""What `scripts/pack_images.py` took from the build: images and licence notes. A wheel works without."""
DEMO = "robot_tests/audio/demo.wav"

NATIVE = "vboard/native"
LIMITED_API = "0x030B0000"
"""Python 3.11: one build serves it and everything newer."""


class BuildWithFiles(build_py):
    """Copies modules, then what `vboard.paths.FILES` names. An editable install uses the repository's."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "vboard", "files")
        shutil.rmtree(target, ignore_errors=True)
        for pattern in (*PACKED, DEMO):
            for path in sorted(Path().glob(pattern)):
                copy = target / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
        if STAGED.is_dir():
            shutil.copytree(STAGED, target, dirs_exist_ok=True)


class BuildNative(build_ext):
    """Compiles with any C++17 compiler, several files at a time, only what changed."""

    def copy_extensions_to_source(self) -> None:
        for ext in self.extensions:  # processes that execute the old one keep it
            Path(self.get_ext_fullpath(ext.name)).unlink(missing_ok=True)
        super().copy_extensions_to_source()

    def build_extension(self, ext: Extension) -> None:
        ext.sources = [*ext.sources, _write_fingerprint(Path(self.build_temp))]
        self.compiler.compile = _parallel(self.compiler)
        if self.compiler.compiler_type == "msvc":
            ext.extra_compile_args = ["/std:c++17", "/O2", "/EHsc", "/GR-", "/W3"]
        else:
            ext.extra_compile_args = [
                "-std=c++17", "-O2", "-g0", "-fno-exceptions", "-fno-rtti", "-fvisibility=hidden",
                "-Wall", "-Wextra", "-Wno-missing-field-initializers",
            ]  # fmt: skip
        try:
            super().build_extension(ext)
        except (CompileError, LinkError, PlatformError) as error:
            raise SystemExit(_how_to_build(error)) from error


def _write_fingerprint(folder: Path) -> str:
    """A source that says what the others are, so that an import notices a core of older ones."""
    digest = runpy.run_path(f"{NATIVE}/fingerprint.py")["fingerprint"](Path(NATIVE))
    path = folder / "fingerprint.cc"
    text = f'extern const char* const kSources;\nconst char* const kSources = "{digest}";\n'
    if not path.exists() or path.read_text() != text:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(path)


def _how_to_build(error: Exception) -> str:
    headers = f"python{sys.version_info[0]}.{sys.version_info[1]}-dev"
    return (
        "vboard: the processor core could not be compiled: a C++17 compiler and Python's headers are needed "
        f"(Debian, Ubuntu: apt-get install g++ {headers}; macOS: xcode-select --install; "
        f"Windows: Build Tools for Visual Studio): {error}"
    )


def _parallel(compiler: Any) -> Any:
    """`compile` of a compiler object that runs a process for each processor and skips what is up to date."""
    compile_all = type(compiler).compile
    newest_header = max(path.stat().st_mtime for path in Path(NATIVE).rglob("*.h"))

    def is_current(source: str, output_dir: str) -> bool:
        obj = Path(compiler.object_filenames([source], output_dir=output_dir)[0])
        return obj.exists() and obj.stat().st_mtime > max(Path(source).stat().st_mtime, newest_header)

    def compile(sources: list[str], output_dir: str = "", **options: Any) -> list[str]:
        stale = [source for source in sources if not is_current(source, output_dir)]

        def one(source: str) -> None:
            compile_all(compiler, [source], output_dir=output_dir, **options)

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(one, stale))
        return list(compiler.object_filenames(sources, output_dir=output_dir))

    return compile


def _description() -> str:
    """The README as a package index shows it, without files beside it: links into the repository are text."""
    text = Path("README.md").read_text(encoding="utf-8")
    text = re.sub(r"^\[!\[.*?\]\(.*?\)\]\(.*?\)\n", "", text, flags=re.MULTILINE)  # pictures
    return re.sub(r"\[([^\]]+)\]\((?!https?:)([^)]+)\)", r"\1", text)


native = Extension(
    "vboard.native.core",
    sources=sorted(str(path) for path in Path(NATIVE).rglob("*.cc")),
    depends=sorted(str(path) for path in Path(NATIVE).rglob("*.h")),
    include_dirs=[NATIVE],
    define_macros=[("Py_LIMITED_API", LIMITED_API)],
    language="c++",
    py_limited_api=True,
)

setup(
    long_description=_description(),
    long_description_content_type="text/markdown",
    cmdclass={"build_py": BuildWithFiles, "build_ext": BuildNative},
    ext_modules=[native],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
