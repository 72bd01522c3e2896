"""`vboard embed`: the compiled array is the file, the resolver has the model's operators, nothing is lost."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.projects.conftest import HOTWORD, custom, float_dense, needs_compiler
from tests.support.command_line import Cli
from vboard.inference.model import read_model
from vboard.paths import ROOT
from vboard.projects.c_array import name_from, why_no_name

RUNTIME = ROOT / "firmware" / "runtime"


def embed(cli: Cli, model: Path, out: Path, *options: object) -> dict[str, object]:
    result = cli("embed", model, "--out", out, "--json", *options)
    assert result.status == 0, result.err
    record: dict[str, object] = json.loads(result.out)
    return record


@needs_compiler
@pytest.mark.parametrize("compiler", [["gcc", "-std=c11"], ["g++", "-std=c++17", "-x", "c++"]])
def test_compiled_array_is_the_file_aligned_with_its_checksum(
    cli: Cli, tmp_path: Path, compiler: list[str]
) -> None:
    embed(cli, HOTWORD, tmp_path, "--name", "words")
    (tmp_path / "main.c").write_text(
        "#include <stdint.h>\n#include <stdio.h>\n"
        '#include "words.h"\n'
        "int main(void) {\n"
        "  if ((uintptr_t)words % 16 != 0 || words_size != WORDS_BYTES) return 1;\n"
        '  printf("%08x\\n", (unsigned)WORDS_CRC32);\n'
        "  return fwrite(words, 1, words_size, stdout) == words_size ? 0 : 1;\n}\n"
    )
    program = tmp_path / "program"
    flags = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", str(program)]
    subprocess.run([*compiler, *flags, "main.c", "words.c"], cwd=tmp_path, check=True)
    printed = subprocess.run([str(program)], capture_output=True, check=True).stdout
    content = HOTWORD.read_bytes()
    assert printed == f"{zlib.crc32(content):08x}\n".encode() + content
    assert hashlib.sha256(content).hexdigest() in (tmp_path / "words.h").read_text()


def registered(folder: Path) -> list[str]:
    (header,) = folder.glob("*_operators.h")
    return re.findall(r"resolver->(.+?) != kTfLiteOk", header.read_text())


@needs_compiler
def test_resolver_has_the_models_operators_and_no_others(cli: Cli, tmp_path: Path) -> None:
    record = embed(cli, HOTWORD, tmp_path)
    assert record["operators"] == list(read_model(HOTWORD).operator_names)
    assert registered(tmp_path) == [
        *("AddAveragePool2D()", "AddConv2D()", "AddFullyConnected()", "AddReshape()", "AddSoftmax()"),
    ]
    (tmp_path / "main.cc").write_text(
        '#include "hotword_model_operators.h"\n'
        "int main() { hotword_model_resolver r; return hotword_model_register(&r) != kTfLiteOk; }\n"
    )
    command = ["g++", "-std=c++17", "-Wall", "-Werror", "-fsyntax-only", f"-I{RUNTIME}", "main.cc"]
    subprocess.run(command, cwd=tmp_path, check=True)


@needs_compiler
def test_floats_register_the_kernel_of_floats_alone(cli: Cli, tmp_path: Path) -> None:
    embed(cli, float_dense(tmp_path / "dense.tflite"), tmp_path)
    assert registered(tmp_path) == ["AddFullyConnected(tflite::Register_FULLY_CONNECTED_FLOAT32())"]
    command = ["g++", "-std=c++17", "-fsyntax-only", f"-I{RUNTIME}", "-x", "c++", "dense_model_operators.h"]
    subprocess.run(command, cwd=tmp_path, check=True)


def test_same_model_gives_same_bytes_wherever_it_lies(cli: Cli, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / HOTWORD.name
    copy.parent.mkdir()
    shutil.copy(HOTWORD, copy)
    for model, out in ((HOTWORD, tmp_path / "a"), (copy, tmp_path / "b")):
        embed(cli, model, out)
    written = [{p.name: p.read_bytes() for p in (tmp_path / each).iterdir()} for each in "ab"]
    assert written[0] == written[1]
    assert len(written[0]) == 3


def test_own_operator_is_declared_and_registered_by_name(cli: Cli, tmp_path: Path) -> None:
    model = custom(tmp_path / "m.tflite", "Mine")
    result = cli("embed", model, "--out", tmp_path / "out")
    assert result.status == 2
    assert "not supported: Mine; a kernel of your own: --own-op Mine" in result.err
    embed(cli, model, tmp_path / "out", "--own-op", "Mine")
    assert registered(tmp_path / "out") == ['AddCustom("Mine", Register_Mine())']
    assert (
        "const TFLMRegistration* Register_Mine();" in (tmp_path / "out" / "m_model_operators.h").read_text()
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a .tflite model"),
        (b"\x7fELF then some text", "not a .tflite model"),
        (HOTWORD.read_bytes()[:2000], "damaged .tflite model"),
    ],
)
def test_no_model_is_refused_in_one_line(cli: Cli, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "m.tflite").write_bytes(content)
    result = cli("embed", tmp_path / "m.tflite", "--out", tmp_path / "out")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert message in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("while", "keyword"),
        ("co_await", "keyword"),
        ("_Model", "reserved"),
        ("my__model", "reserved"),
        ("main", "main()"),
        ("string", "header of the C library"),
        ("2nd", "no digit first"),
        ("a-b", "letters, digits"),
        ("größe", "letters, digits"),
        ("a::b", "letters, digits"),
        ("", "letters, digits"),
        ("int_least8_t", "C library"),
        ("printf", "C library"),
        ("tflite", "the runtime"),
        ("AUX", "device on Windows"),
    ],
)
def test_names_that_do_not_compile_are_refused(cli: Cli, tmp_path: Path, name: str, why: str) -> None:
    result = cli("embed", HOTWORD, "--name", name, "--out", tmp_path / "out")
    assert result.status == 2
    assert why in result.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("stem", ["float", "2019 model", "größe", "日本", "a__b", "_X", "main", "class", ""])
def test_names_from_files_compile(stem: str) -> None:
    assert why_no_name(name_from(stem)) == ""


def test_nothing_is_overwritten_but_by_force_and_then_only_our_own(cli: Cli, tmp_path: Path) -> None:
    embed(cli, HOTWORD, tmp_path)
    header = tmp_path / "hotword_model.h"
    again = cli("embed", HOTWORD, "--out", tmp_path)
    assert again.status == 2
    assert "exists (nothing was written)" in again.err
    embed(cli, HOTWORD, tmp_path, "--force")
    header.write_text("mine")
    refused = cli("embed", HOTWORD, "--out", tmp_path, "--force")
    assert refused.status == 2
    assert "hotword_model.h: exists" in refused.err
    assert header.read_text() == "mine"


def test_a_file_in_place_of_the_folder_is_named(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    result = cli("embed", HOTWORD, "--out", tmp_path / "out")
    assert (result.status, result.err.strip()) == (2, f"vboard: {tmp_path / 'out'}: is no folder")
