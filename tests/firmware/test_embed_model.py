"""firmware/mk/embed_model.py: the array that a compiler sees is the file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "firmware" / "mk" / "embed_model.py"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(shutil.which("g++") is None, reason="g++ is not installed")
def test_compiled_array_equals_the_file_and_is_aligned(tmp_path: Path) -> None:
    content = bytes(range(256)) + b"odd length"
    (tmp_path / "model.tflite").write_bytes(content)
    assert run(tmp_path / "model.tflite", tmp_path / "model.cc", "app::model").returncode == 0
    (tmp_path / "main.cc").write_text(
        "#include <cstdint>\n#include <cstdio>\n"
        "namespace app { extern const unsigned char model[]; extern const unsigned int model_size; }\n"
        "int main() {\n"
        "  if (reinterpret_cast<std::uintptr_t>(app::model) % 16 != 0) return 1;\n"
        "  return std::fwrite(app::model, 1, app::model_size, stdout) == app::model_size ? 0 : 1;\n}\n"
    )
    sources = [str(tmp_path / "main.cc"), str(tmp_path / "model.cc")]
    subprocess.run(["g++", "-std=c++17", "-o", str(tmp_path / "main"), *sources], check=True)
    assert subprocess.run([str(tmp_path / "main")], capture_output=True, check=True).stdout == content


def test_same_input_gives_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"\x00\x01\xff")
    for name in ("a.cc", "b.cc"):
        assert run(tmp_path / "m", tmp_path / name, "m").returncode == 0
    assert (tmp_path / "a.cc").read_bytes() == (tmp_path / "b.cc").read_bytes()


@pytest.mark.parametrize(
    ("file", "name", "message"),
    [("absent", "m", "No such file"), ("empty", "m", "is empty"), ("full", "2m", "is no C++ name")],
)
def test_mistakes_get_one_line_and_status_2(tmp_path: Path, file: str, name: str, message: str) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "full").write_bytes(b"x")
    result = run(tmp_path / file, tmp_path / "out.cc", name)
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
