"""C++ names in failure lines; GNU c++filt is the oracle."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection
from hypothesis import given
from hypothesis import strategies as st

from vboard.boards.table import BOARDS
from vboard.images.names import demangle

FILTER = "arm-none-eabi-c++filt"


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("main", "main"),
        ("_Z5startv", "start()"),
        ("_ZN5board10SetUpClockEv", "board::SetUpClock()"),
        ("_ZNK3abc4SizeEv", "abc::Size() const"),
        ("_ZN12_GLOBAL__N_14TickEv", "(anonymous namespace)::Tick()"),
        ("_ZN3AppC2Ei", "App::App(int)"),
        ("_Z3maxIiET_S0_S0_", "int max<int>(int, int)"),
        ("_ZN99short", "_ZN99short"),
        ("", ""),
    ],
)
def test_names(symbol: str, name: str) -> None:
    assert demangle(symbol) == name


@given(st.text(st.sampled_from("_ZNKLEICDSt0123456789abvé."), max_size=20))
def test_whatever_is_no_name_stays(text: str) -> None:
    assert demangle(text) == text or text.startswith("_Z")
    assert demangle(f"_Z{text}")  # never nothing


def test_every_name_of_the_firmware_is_as_cxxfilt_writes_it() -> None:
    elf = BOARDS["bluepill"].image("hotword")
    if shutil.which(FILTER) is None or not elf.is_file():
        pytest.skip(f"needs {FILTER} and the built firmware: run 'make firmware'")
    with elf.open("rb") as stream:
        table = ELFFile(stream).get_section_by_name(".symtab")
        assert isinstance(table, SymbolTableSection)
        symbols = sorted({s.name for s in table.iter_symbols() if s.name.startswith("_Z")})
    done = subprocess.run([FILTER], input="\n".join(symbols), capture_output=True, text=True, check=True)
    assert len(symbols) > 100
    assert [demangle(symbol) for symbol in symbols] == done.stdout.splitlines()
