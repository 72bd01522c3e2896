"""The launch.json of docs/debugger.md: its fields are the adapters' own, and what it makes them do works.

The two adapters are Microsoft's C/C++ extension (`cppdbg`) and Cortex-Debug. Neither runs outside the
editor; their orders to GDB are repeated here over its machine interface, in the adapters' sequence.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.builtin.gdb.support import MachineInterface, image_of, needs_gdb, served
from tests.docs.page import read_page
from vboard.boards.table import BOARDS
from vboard.paths import ROOT

CPPDBG = re.findall(
    r"\w+",
    "name type request program args cwd environment MIMode miDebuggerPath miDebuggerArgs "
    "miDebuggerServerAddress useExtendedRemote debugServerPath debugServerArgs serverStarted filterStdout "
    "filterStderr serverLaunchTimeout stopAtEntry stopAtConnect setupCommands postRemoteConnectCommands "
    "svdPath hardwareBreakpoints preLaunchTask",
)
"""Properties that the C/C++ extension reads."""
CORTEX_DEBUG = re.findall(
    r"\w+",
    "name type request executable cwd servertype gdbTarget gdbPath objdumpPath toolchainPrefix "
    "armToolchainPath runToEntryPoint breakAfterReset device svdFile preLaunchTask postDebugTask "
    "preLaunchCommands postLaunchCommands preResetCommands postResetCommands "
    "overrideLaunchCommands showDevDebugOutput",
)
"""Properties that Cortex-Debug reads."""
BOTH = pytest.mark.parametrize("board", list(BOARDS))


def blocks() -> dict[str, Any]:
    """The page's JSON files by name."""
    text = read_page("docs/debugger.md")
    found = re.findall(r"`\.vscode/(\w+\.json)`[^\n]*\n\n```json\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return {name: json.loads(block) for name, block in found}


def configuration(kind: str, board: str = "bluepill") -> dict[str, Any]:
    """The configuration for an adapter, variables of the editor filled in."""
    text = json.dumps(next(c for c in blocks()["launch.json"]["configurations"] if c["type"] == kind))
    text = text.replace("${workspaceFolder}", str(ROOT)).replace("bluepill", board)
    found: dict[str, Any] = json.loads(text)
    return found


def test_every_field_is_one_that_the_adapter_reads() -> None:
    launch = blocks()["launch.json"]
    assert launch["version"] == "0.2.0"
    assert {each["type"] for each in launch["configurations"]} == {"cppdbg", "cortex-debug"}
    for each in launch["configurations"]:
        assert each["request"] == "launch"
        unknown = each.keys() - {*(CPPDBG if each["type"] == "cppdbg" else CORTEX_DEBUG)}
        assert not unknown


@BOTH
def test_paths_and_programs_exist(board: str) -> None:
    image = image_of(board)
    cppdbg, cortex = configuration("cppdbg", board), configuration("cortex-debug", board)
    assert Path(cppdbg["program"]) == Path(cortex["executable"]) == image
    assert Path(cppdbg["cwd"]) == ROOT
    assert shutil.which(cppdbg["miDebuggerPath"]) or shutil.which("arm-none-eabi-gdb")
    assert cppdbg["miDebuggerPath"] == cortex["gdbPath"] == "gdb-multiarch"
    assert cppdbg["miDebuggerServerAddress"] == cortex["gdbTarget"] == "localhost:3333"


def first_line(command: list[str]) -> str:
    """What a server says first; it is ended then."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        return process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


def here(arguments: str) -> list[str]:
    """A command line of `vboard debug` with this interpreter and a free port."""
    return [sys.executable, "-m", "vboard", *arguments.split(), "--port", "0"]


def test_the_adapters_see_when_the_server_is_there() -> None:
    """cppdbg starts it and waits for `serverStarted`; Cortex-Debug's task waits for `endsPattern`."""
    image_of("bluepill")
    cppdbg = configuration("cppdbg")
    assert Path(cppdbg["debugServerPath"]).relative_to(ROOT) == Path(".venv/bin/vboard")
    assert cppdbg["filterStdout"] is True
    assert re.search(cppdbg["serverStarted"], first_line(here(cppdbg["debugServerArgs"])))

    task = next(
        each
        for each in blocks()["tasks.json"]["tasks"]
        if each["label"] == configuration("cortex-debug")["preLaunchTask"]
    )
    program, _, arguments = task["command"].partition(" ")
    assert program == ".venv/bin/vboard"
    assert task["isBackground"] is True
    assert re.search(task["problemMatcher"]["background"]["endsPattern"], first_line(here(arguments)))


@needs_gdb
@BOTH
def test_what_the_c_extension_does(board: str) -> None:
    """Setup commands, symbols, a breakpoint at main, the connection, the commands behind it, run."""
    image_of(board)
    wanted = configuration("cppdbg", board)
    with served(board) as port:
        mi = MachineInterface(shutil.which(wanted["miDebuggerPath"]) or "arm-none-eabi-gdb")
        for each in wanted["setupCommands"]:
            mi.console(each["text"])
        mi.do(f"-environment-cd {wanted['cwd']}")
        mi.do(f"-file-exec-and-symbols {wanted['program']}")
        assert wanted["stopAtEntry"]
        mi.do("-break-insert main")
        address = wanted["miDebuggerServerAddress"].replace("3333", str(port))
        mi.do(
            f"-target-select {'extended-remote' if wanted.get('useExtendedRemote') else 'remote'} {address}"
        )
        for each in wanted["postRemoteConnectCommands"]:
            mi.console(each["text"])
        mi.forget_stops()
        mi.do("-exec-continue")
        assert 'func="main"' in mi.stop()
        look_around(mi, board)
        mi.do("-target-detach")
        mi.end()


@needs_gdb
@BOTH
def test_what_cortex_debug_does(board: str) -> None:
    """Extended remote, reset, the image into flash, reset, a temporary breakpoint at the entry point, run;
    then a restart."""
    image_of(board)
    wanted = configuration("cortex-debug", board)
    assert wanted["servertype"] == "external"
    with served(board) as port:
        mi = MachineInterface(shutil.which(wanted["gdbPath"]) or "arm-none-eabi-gdb")
        mi.do(f'-file-exec-and-symbols "{wanted["executable"]}"')
        mi.do(f"-target-select extended-remote {wanted['gdbTarget'].replace('3333', str(port))}")
        mi.console("monitor reset halt")
        mi.do("-target-download")
        for start in ("launch", "restart"):
            mi.console("monitor reset halt")
            mi.do(f"-break-insert -t --function {wanted['runToEntryPoint']}")
            mi.forget_stops()
            mi.do("-exec-continue")
            assert 'func="main"' in mi.stop(), start
        look_around(mi, board)
        mi.console("monitor halt")
        mi.do("-target-detach")
        mi.end()


def look_around(mi: MachineInterface, board: str) -> None:
    """What an editor's panes ask for: threads, stack, registers, memory, variables, disassembly; a step."""
    assert 'id="1"' in mi.do("-thread-info")
    assert 'func="main"' in mi.do("-stack-list-frames")
    names = mi.do("-data-list-register-names")
    assert '"xpsr"' in names
    values = mi.do("-data-list-register-values x 15")
    counter = re.search(r'number="15",value="(0x[0-9a-f]+)"', values)
    flash = BOARDS[board].flash
    assert counter
    assert flash.start <= int(counter[1], 16) < flash.end
    assert 'contents="' in mi.do(f"-data-read-memory-bytes {flash.start:#x} 64")
    assert "value=" in mi.do('-data-evaluate-expression "$sp"')
    assert "asm_insns=" in mi.do("-data-disassemble -s $pc -e $pc+8 -- 0")
    mi.forget_stops()
    mi.do("-exec-step-instruction")
    assert 'reason="end-stepping-range"' in mi.stop()
