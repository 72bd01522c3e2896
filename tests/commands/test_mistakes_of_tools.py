"""What users get wrong around models, suites and boards. One line, exit status 2, nothing written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.command_line import Cli, assert_only_refused
from tests.support.elf import make_firmware
from vboard.paths import ROOT

GARBAGE = bytes(range(256)) * 40
MODEL = ROOT / "firmware" / "models" / "hotword.tflite"
SUITE = "*** Test Cases ***\nWorks\n    Log    hello\n"
MISTAKES = """
evaluate
evaluate bluepill
evaluate blupill --data words
evaluate bluepill --data absent
evaluate bluepill --data folder
evaluate bluepill --data garbage.wav
evaluate bluepill --data empty.txt
evaluate bluepill hotwrod --data words
evaluate bluepill garbage.elf --data words
evaluate bluepill app.elf --data words --minutes 0
evaluate bluepill app.elf --data words --minutes x
evaluate bluepill app.elf --data words --condition claen
evaluate bluepill app.elf --data words --speakers nobody
evaluate bluepill app.elf --data words --words
evaluate bluepill app.elf --data words --words maybe
evaluate bluepill app.elf --data words --words ,
evaluate bluepill app.elf --data words --jobs 0
evaluate bluepill app.elf --data words --seed -1
evaluate bluepill app.elf --data words --words yes --json absent/file
evaluate bluepill app.elf --data words --words yes --html folder
evaluate bluepill app.elf --data words --words yes --work app.elf
evaluate bluepill app.elf --data words --words yes --cluster absent.json
evaluate bluepill app.elf --data words --words yes --console-uart usart9
evaluate bluepill app.elf --data words --words yes --audio-uart usart9
train
train --words yes
train --words yes --data absent
train --words yes --data folder
train --words yes --data model.tflite
train --words , --data words
train --words yes,yes --data words
train --words a,b,c,d,e,f --data words
train --words maybe --data words
train --words ../x --data words
train --words yes --data words --board blupill
train --words yes --data words --each 0
train --words yes --data words --jobs 0
train --words yes --data words --seed -1
train --words yes --data words --out app.elf
train --words yes --data words --ful
train --words yes --data words --out app.elf/deep
fit
fit absent.tflite
fit folder
fit empty.tflite
fit garbage.tflite
fit model.tflite --board blupill
fit model.tflite --board garbage.toml
fit model.tflite --kernels fastt
fit model.tflite extra.tflite
embed
embed absent.tflite
embed folder
embed empty.tflite
embed garbage.tflite
embed model.tflite --out app.elf
embed model.tflite --name 3d
embed model.tflite --name a-b
embed model.tflite --name while
embed model.tflite --name ../x
embed model.tflite --own-op Nope
embed model.tflite --own-op a-b
project
project hotword
project hotword --for mkae --out out
project hotword --for make --out out
project hotword --board blupill --for make --out out
project hotword --board bluepill --for arduino --out out
project hotwrod --board bluepill --for make --out out
project hotword --board bluepill --for make --out words
project hotword --board bluepill --for make --out app.elf
project hotword --board bluepill --for make --out app.zip
project hotword --board bluepill --for make --out out --model garbage.tflite
project hotword --board bluepill --for make --out out --model absent.tflite
project folder --board bluepill --for make --out out
project absent/folder --board bluepill --for make --out out
project hello --board bluepill --for make --out out --model model.tflite
new
new gesture
new gesture --model absent.tflite
new gesture --model garbage.tflite
new words --model model.tflite
new app.elf --model model.tflite
new 3d --model model.tflite
new a/b/while --model model.tflite
new gesture --model model.tflite --own-op Nope
new gesture --model model.tflite --board bluepill
new-op
new-op 3d
new-op a-b
new-op while
new-op ../x
new-op Cube --out app.elf
new-board
new-board my_board
new-board bluepill --like bluepill
new-board my_board --like blupill
new-board my-board --like bluepill
new-board 3d --like bluepill
new-board ../x --like bluepill
new-board my_board --from-renode absent.repl
new-board my_board --from-renode folder
new-board my_board --from-renode garbage.repl
new-board my_board --from-renode empty.repl
new-board my_board --from-renode @platforms/boards/nowhere.repl
check
check absent.repl
check app.elf
check folder
check my.repl --against absent
check my.repl --against app.elf
check platforms/cpus/stm32f44.repl
renode --port 99999
renode --install app.elf
renode --pid-file absent/pid --console
renode-test folder
renode-test app.elf
renode-test empty.robot
renode-test my.robot --jobs 0
renode-test my.robot -j x
renode-test my.robot -n x
renode-test my.robot -T nunt
renode-test my.robot --variable x
renode-test my.robot --save-logs never
renode-test my.robot --results-dir app.elf
renode-test --bogus
robot-server --port x
robot-server --port 99999
robot-server --port -1
robot-server extra
run bluepill app.elf --also absent.repl
run bluepill app.elf --also folder
run bluepill app.elf --also garbage.repl
run bluepill app.elf --also app.elf
console bluepill app.elf --also absent.repl
debug bluepill app.elf --also garbage.repl
compare bluepill app.elf --also absent.repl --against run.json
test my.robot --board bluepill --elf app.elf --also absent.repl
test my.robot --also my.repl
test my.robot --shard 3/2
test my.robot --shard 0/2
test my.robot --shard 1
test my.robot --shard a/b
test my.robot --shard 1/2 --durations absent
test my.robot --shard 1/2 --durations garbage.json
test my.robot --durations folder
test my.robot --rerun-failed absent
test my.robot --rerun-failed folder
test my.robot --rerun-failed garbage.json
test my.robot --rerun-failed empty.xml
test my.robot --jobs x
test my.robot --jobs -3
test my.robot --repeat 0
test my.robot --results-dir app.elf
test my.robot --results-dir app.elf/deep
test my.robot --board bluepill --elf hotwrod
test my.robot --board bluepill --elf app.elf --console-uart usart9
test my.robot --fixture
merge-results
merge-results absent
merge-results folder
merge-results garbage.json
merge-results empty.xml
merge-results my.robot
stream /dev/null
stream /dev/null absent.wav
stream /dev/null garbage.wav
stream /dev/null speech.wav --baud 0
stream /dev/null speech.wav --tail -1
stream /dev/null speech.wav --until x
stream http://nowhere speech.wav
infer model.tflite --board blupill
infer model.tflite --host --input absent.npy
infer model.tflite --host --input garbage.npy
infer model.tflite --host --input random:x
infer model.tflite --host --board bluepill
inspect model.tflite --core m33
check-models model.tflite absent.tflite
doctor extra
evalute bluepill
new-borad x
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speech: Path) -> Path:
    """A working directory with a good image, model, recording and suite, and much that is none."""
    folder = tmp_path / "work"
    (folder / "folder").mkdir(parents=True)
    for word in ("yes", "no"):
        (folder / "words" / word).mkdir(parents=True)
        (folder / "words" / word / "one.wav").write_bytes(speech.read_bytes())
    for suffix in ("elf", "wav", "tflite", "repl", "toml", "json", "npy", "robot", "xml", "txt"):
        (folder / f"empty.{suffix}").write_bytes(b"")
        (folder / f"garbage.{suffix}").write_bytes(GARBAGE)
    (folder / "app.elf").write_bytes(make_firmware())
    (folder / "app.zip").write_bytes(b"mine")
    (folder / "my.repl").write_text(
        "ram: Memory.MappedMemory @ sysbus 0x20000000\n    size: 0x1000\n", encoding="utf-8"
    )
    (folder / "my.robot").write_text(SUITE, encoding="utf-8")
    (folder / "run.json").write_text("{}", encoding="utf-8")
    (folder / "speech.wav").write_bytes(speech.read_bytes())
    shutil.copy(MODEL, folder / "model.tflite")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("line", MISTAKES.strip().splitlines())
def test_a_mistake_is_one_line(cli: Cli, folder: Path, line: str) -> None:
    assert_only_refused(cli, folder, line)
