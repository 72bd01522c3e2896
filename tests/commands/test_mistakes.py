"""What users get wrong: names, folders for files, garbage. One line, exit status 2, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command_line import Cli, assert_only_refused
from tests.support.elf import make_firmware

GARBAGE = bytes(range(256)) * 40
SUFFIXES = (
    "elf",
    "hex",
    "bin",
    "uf2",
    "srec",
    "wav",
    "tflite",
    "robot",
    "repl",
    "resc",
    "toml",
    "json",
    "npy",
)
MISTAKES = """
run blupill
run bluepill hotwrod
run bluepill absent.elf
run bluepill folder
run bluepill folder/
run bluepill empty.elf
run bluepill empty.bin
run bluepill garbage.elf
run bluepill garbage.hex
run bluepill garbage.bin
run bluepill garbage.uf2
run bluepill garbage.srec
run bluepill garbage.wav
run bluepill cut.elf
run bluepill /dev/null
run bluepill app.elf --audio empty.wav
run bluepill app.elf --audio garbage.wav
run bluepill app.elf --audio folder
run bluepill app.elf --audio absent.wav
run bluepill app.elf --for abc
run bluepill app.elf --for -1
run bluepill app.elf --json folder
run bluepill app.elf --json absent/file
run bluepill app.elf --json app.elf
run bluepill app.elf --plot x.png
run bluepill app.elf --json x --vcd x
run bluepill app.elf --uart console
run bluepill app.elf --uart console=tcp:99999
run bluepill app.elf --engine renod
run bluepill app.elf --renode absent
run bluepill app.elf --engine renode --renode absent
run bluepill app.elf --console-uart usart9 --quiet
run bluepill app.elf --audio-uart usart9 --audio speech.wav --quiet
run bluepill app.elf extra
run bluepill app.elf --base 0
run empty.toml app.elf
run empty.repl app.elf
run empty.resc app.elf
run garbage.toml app.elf
run garbage.repl app.elf
run garbage.resc app.elf
run absent.repl app.elf
run folder.repl app.elf
run app.elf bluepill
test absent.robot
test folder
test empty.robot
test garbage.robot
test app.elf
test --board bluepil
test --elf app.elf
test --jobs 0
test --variable x
console blupill
console bluepill absent.elf
console bluepill app.elf --record folder
console --audio speech.wav
debug bluepill app.elf --port 99999
debug bluepill app.elf --port x
debug nope
debug bluepill garbage.elf
compare bluepill app.elf --against absent.json
compare bluepill app.elf --against garbage.json
compare bluepill app.elf --against empty.json
compare bluepill app.elf --against folder
inspect absent.tflite
inspect folder
inspect empty.tflite
inspect garbage.tflite
inspect garbage.tflite --core m9
infer garbage.tflite --host --input random:1
infer garbage.tflite
check-models absent
check-models folder
size blupill
size bluepill garbage.elf
size --record
bench blupill
bench --only x
stream absent absent.wav
stream absent
boards x
rnu
run --bogus
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speech: Path) -> Path:
    """A working directory with one good image and one good recording, and much that is neither."""
    folder = tmp_path / "work"
    (folder / "folder").mkdir(parents=True)
    (folder / "folder.repl").mkdir()
    for suffix in SUFFIXES:
        (folder / f"empty.{suffix}").write_bytes(b"")
        (folder / f"garbage.{suffix}").write_bytes(GARBAGE)
    (folder / "app.elf").write_bytes(make_firmware())
    (folder / "cut.elf").write_bytes(make_firmware()[:40])
    (folder / "speech.wav").write_bytes(speech.read_bytes())
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("line", MISTAKES.strip().splitlines())
def test_a_mistake_is_one_line(cli: Cli, folder: Path, line: str) -> None:
    assert_only_refused(cli, folder, line)
