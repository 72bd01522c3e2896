"""Sizes against their record, and components from linker maps."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.boards.table import BENCH_BOARDS, BOARDS
from vboard.errors import RunFailedError, VBoardError
from vboard.images.image import measure, read_image
from vboard.images.linkmap import read_components
from vboard.paths import ROOT
from vboard.report import sizes
from vboard.report.record import write_figures


def test_growth_fails_and_names_what_grew() -> None:
    recorded = {"core_m3": 100, "speech_m3": 200, "gone": 1}
    sizes.check_growth({"core_m3": 100, "speech_m3": 199, "new": 5}, recorded)
    with pytest.raises(RunFailedError, match=r"speech_m3 by 1 to 201.*RECORD=1"):
        sizes.check_growth({"core_m3": 90, "speech_m3": 201}, recorded)


def test_a_size_above_what_is_claimed_fails_whatever_the_record_says() -> None:
    sizes.check_claims({"core_m4": 16 * 1024, "speech_bluepill": 22 * 1024, "hotword_bluepill_flash": 60_000})
    with pytest.raises(RunFailedError, match=r"core_m4 takes 16,385 bytes of 16,384"):
        sizes.check_claims({"core_m4": 16 * 1024 + 1})


def test_the_record_keeps_every_claim_for_each_core_and_board() -> None:
    recorded = sizes.read_record()
    for place in ("m0plus", "m3", "m4", "m7", "m33", *BOARDS):
        for word, claim in sizes.CLAIMS.items():
            assert 0 < recorded[f"{word}_{place}"] <= claim


def test_the_record_of_the_repository_is_readable() -> None:
    recorded = sizes.read_record()
    assert recorded["core_m3"] < recorded["speech_m3"] < recorded["hotword_bluepill_flash"] <= 64 * 1024
    assert recorded["hotword_bluepill_ram"] <= 20 * 1024


@pytest.mark.parametrize("content", ["", "[]", '{"core_m3": "8"}'])
def test_a_damaged_record_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str) -> None:
    (tmp_path / "size.json").write_text(content)
    monkeypatch.setattr(sizes, "RECORD", tmp_path / "size.json")
    with pytest.raises(VBoardError, match=r"size\.json"):
        sizes.read_record()


def test_the_command_fails_on_growth_until_it_is_recorded(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    measured = sizes.Sizes({"core_m3": 11}, {"core_m3": {"core": 11}})
    monkeypatch.setattr(sizes, "measure_sizes", lambda: measured)
    monkeypatch.setattr(sizes, "RECORD", tmp_path / "size.json")
    write_figures(tmp_path / "size.json", {"core_m3": 10})
    grown = cli("size", "--budget", "--json", tmp_path / "out.json")
    assert grown.status == 1
    assert "core_m3 by 1 to 11" in grown.err
    assert json.loads((tmp_path / "out.json").read_text()) == {"core_m3": 11}
    assert cli("size", "--budget", "--record").status == 0
    assert cli("size", "--budget").status == 0


def test_sizes_of_another_compiler_are_shown_and_not_judged(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    measured = sizes.Sizes({"core_m3": 11}, {"core_m3": {"core": 11}})
    monkeypatch.setattr(sizes, "measure_sizes", lambda: measured)
    for name in ("RECORD", "COMPILER_RECORD"):
        monkeypatch.setattr(sizes, name, tmp_path / name)
    monkeypatch.setattr(sizes, "read_compiler", lambda: "13.2.1")
    write_figures(tmp_path / "RECORD", {"core_m3": 10})
    (tmp_path / "COMPILER_RECORD").write_text("12.2.1\n", encoding="utf-8")
    result = cli("size", "--budget")
    assert result.status == 0
    assert "recorded with arm-none-eabi-gcc 12.2.1, measured with 13.2.1" in " ".join(result.out.split())
    assert cli("size", "--budget", "--record").status == 0
    assert (tmp_path / "COMPILER_RECORD").read_text(encoding="utf-8") == "13.2.1\n"


def test_record_and_json_need_a_budget(cli: Cli) -> None:
    cli("size", "--record").assert_refused("--budget")


MAP = """\
Discarded input sections

 .text          0x00000000      0x100 build/obj/runtime/core/unused.o

Linker script and memory map

.text           0x08000000       0x40
 *(.vectors)
 .vectors       0x08000000        0x8 build/obj/boards/one/board.o
 .text._ZN6tflite4LongNameEv
                0x08000008       0x10 build/obj/runtime/kernels/conv.o
                0x08000008                tflite::LongName()
 *fill*         0x08000018        0x4
 .rodata.str    0x0800001c       0x14 build/obj/runtime/core/log.o
                                 0x30 (size before relaxing)
 .rodata.str    0x08000024       0x1c /usr/lib/libc_nano.a(lib_a-memcpy.o)

.data           0x20000000        0x0

/DISCARD/
 .ARM.exidx     0x00000000       0x99 build/obj/runtime/core/log.o
"""


def test_a_map_counts_each_byte_of_a_section_once(tmp_path: Path) -> None:
    (tmp_path / "a.map").write_text(MAP)
    parts = read_components(tmp_path / "a.map")
    assert parts == {"libc": 0x1C, "kernels": 0x10, "board": 8, "core": 8, "alignment": 4}
    assert sum(parts.values()) == 0x40


@pytest.mark.skipif(shutil.which("arm-none-eabi-g++") is None, reason="no arm-none-eabi-g++")
def test_components_sum_to_what_the_image_takes(tmp_path: Path) -> None:
    from vboard.inference.runner import FOLDER, build_into

    board = BENCH_BOARDS["bench_m3"]
    elf = build_into(FOLDER / "size-small", board, "size_core", ["BUILD_ID=size", "KERNELS=small"])
    parts = read_components(elf.with_suffix(".map"))
    assert sum(parts.values()) == measure(read_image(elf), board).flash
    assert parts["core"] > sum(parts.values()) // 2
    assert ROOT in elf.parents
