"""The packed corpus: small parts, the same bytes from the same answers, no words of Renode's."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from tests.conformance import pack
from tests.conformance.corpus import NO_TEXTS, PACKED, WHOLE, folder, load, names

GROUPS = ("", "cpu", "registers")


def test_each_part_is_small() -> None:
    assert {path.name for path in PACKED.glob("*.tar.xz")} == {f"{part}.tar.xz" for part in pack.PARTS}
    assert all(path.stat().st_size < pack.LARGEST_PART for path in PACKED.iterdir())


@pytest.mark.parametrize("group", GROUPS)
def test_scenarios_are_complete(group: str, tmp_path: Path) -> None:
    """Every file that a scenario names is there, and every step is a number or left out."""
    found = [load(name, tmp_path) for name in names(group)]
    assert found
    for scenario in found:
        assert scenario.steps
        for step in scenario.steps:
            for argument in step.arguments:
                _, corpus, rest = str(argument).partition(f"@{folder()}/")
                assert not corpus or Path(folder(), rest.rstrip('"')).is_file(), step
            assert not (step.left_out and {"return", "error"} & step.expected.keys()), step
            assert step.left_out or "error" not in step.expected, step
            assert pack.is_number(step.expected.get("return")), step


@pytest.mark.parametrize(
    "value", [None, True, 7, 1.5, "", "0x2C", "False\n\n", "-3", "[\n0x01, 0x02\n]", {"Line": "a"}]
)
def test_numbers_and_lines_are_kept(value: object) -> None:
    step = {"keyword": "k", "args": [], "result": {"status": "PASS", "return": value}}
    assert pack.without_words(step) == step


def test_words_are_left_out() -> None:
    said = {"keyword": "k", "args": ["x"], "result": {"status": "PASS", "return": "Possible values are: 1"}}
    failed = {"keyword": "k", "args": ["x"], "result": {"status": "FAULT", "code": 2, "error": "No keyword"}}
    assert pack.without_words(said)["result"] == {"status": "PASS"}
    assert pack.without_words(failed) == {
        "keyword": "k",
        "args": ["x"],
        "result": {"status": "FAULT", "code": 2},
        "left_out": True,
    }


def test_a_program_output_is_taken_from_a_report() -> None:
    report = (
        "failed\n\nFull report:\n[host: *, virt:   0.5] ready\n[host: *, virt: 10] cpuid 1\n([host: *] x)"
    )
    assert pack.program_output([{"result": {"error": report}}]) == "ready\ncpuid 1\n"


def test_a_scenario_that_writes_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="give a folder"):
        load("cpu/m3.ops_v6")
    scenario = load("cpu/m3.ops_v6", tmp_path)
    assert any(str(tmp_path) in str(step.arguments) for step in scenario.steps)
    assert scenario.transcript is not None
    assert scenario.transcript.endswith("done 00000000\n")


@pytest.mark.skipif(not WHOLE.is_dir(), reason=NO_TEXTS)
@pytest.mark.parametrize("part", pack.PARTS)
def test_packing_again_gives_the_same_files(part: str) -> None:
    with tarfile.open(PACKED / f"{part}.tar.xz") as archive:
        stored = {entry.name: archive.extractfile(entry).read() for entry in archive}  # type: ignore[union-attr]
    assert dict(pack.packed_files(WHOLE, pack.PARTS[part])) == stored
