"""Shards of a collection, what failed before, and one report of several runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_line import Cli
from vboard.errors import VBoardError
from vboard.robot.selection import (
    NothingLeftError,
    Shard,
    key_of,
    parse_shard,
    read_durations,
    take_failed,
    take_shard,
)
from vboard.robot.suites import SuiteFile

FILES = [SuiteFile(Path(f"/somewhere/tests/{name}.robot")) for name in "abcdef"]
SECONDS = {"tests/a.robot": 60.0, "tests/b.robot": 10.0, "tests/c.robot": 10.0, "tests/d.robot": 20.0}


@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize("durations", [{}, SECONDS])
def test_shards_are_the_whole_and_share_nothing(count: int, durations: dict[str, float]) -> None:
    shards = [take_shard(FILES, Shard(number, count), durations) for number in range(1, count + 1)]

    assert sorted(file.path for shard in shards for file in shard) == [file.path for file in FILES]
    for shard in shards:
        assert shard == sorted(shard, key=FILES.index)


def test_shards_last_alike() -> None:
    """e and f count as the mean, 25 s: 60 + 10 + 10 and 25 + 25 + 20."""
    first, second = (take_shard(FILES, Shard(number, 2), SECONDS) for number in (1, 2))

    assert [file.path.stem for file in first] == ["a", "b", "c"]
    assert [file.path.stem for file in second] == ["d", "e", "f"]


def test_boards_are_told_apart() -> None:
    files = [SuiteFile(Path("/x/tests/a.robot"), board) for board in ("one", "two")]

    assert key_of(files[0].path, files[0].board) == "tests/a.robot (one)"
    assert [take_shard(files, Shard(number, 2), {})[0].board for number in (1, 2)] == ["one", "two"]


def test_more_shards_than_suites() -> None:
    with pytest.raises(NothingLeftError, match="shard 7/7: nothing to run, 6 suites in all"):
        take_shard(FILES, Shard(7, 7), {})


@pytest.mark.parametrize("text", ["", "2", "0/2", "3/2", "a/b", "1/0", "-1/2", "1/2/3"])
def test_what_is_no_shard(text: str) -> None:
    with pytest.raises(VBoardError, match="expected K/N"):
        parse_shard(text)


def test_what_is_no_result(tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text('{"tests": [{"name": "old"}]}', encoding="utf-8")

    for wrong in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(VBoardError, match=r"summary\.json"):
            read_durations([wrong])
        with pytest.raises(VBoardError, match=r"summary\.json"):
            take_failed(FILES, [wrong])


# -- through the command ---------------------------------------------------------------------------

SUITE = """*** Test Cases ***
First
    [Tags]    quick
    Should Be Equal    ${{{name}}}    good    the reason of {name}
Second
    No Operation
"""


@pytest.fixture
def suites(tmp_path: Path) -> Path:
    """Two suites; the first test of each needs a variable to be `good`."""
    folder = tmp_path / "collection"
    folder.mkdir()
    for name in ("left", "right"):
        (folder / f"{name}.robot").write_text(SUITE.format(name=name), encoding="utf-8")
    return folder


def run(cli: Cli, suites: Path, results: Path, *options: object, right: str = "good") -> int:
    variables = ("--variable", "left:good", "--variable", f"right:{right}")
    return cli("test", suites, "-r", results, *variables, *options).status


def names(results: Path) -> list[str]:
    summary = json.loads((results / "summary.json").read_text(encoding="utf-8"))
    return [test["name"] for test in summary["tests"]]


def test_two_shards_make_one_report(cli: Cli, suites: Path, tmp_path: Path) -> None:
    shards = [tmp_path / "one", tmp_path / "two"]
    statuses = [run(cli, suites, shards[index], "--shard", f"{index + 1}/2", right="bad") for index in (0, 1)]
    assert sorted(statuses) == [0, 1]

    done = cli("merge-results", *shards, "-r", tmp_path / "whole")

    assert done.status == 1
    assert "3 passed, 1 failed, 0 skipped" in done.out
    assert len(names(tmp_path / "whole")) == 4
    kept = {path.name for path in (tmp_path / "whole").iterdir()}
    assert kept == {"output.xml", "log.html", "report.html", "xunit.xml", "summary.json"}
    assert read_durations([tmp_path / "whole"]).keys() == {"collection/left.robot", "collection/right.robot"}


def test_one_result_can_be_merged(cli: Cli, suites: Path, tmp_path: Path) -> None:
    run(cli, suites, tmp_path / "all")

    assert cli("merge-results", tmp_path / "all" / "output.xml", "-r", tmp_path / "copy").status == 0
    assert (tmp_path / "copy" / "output.xml").is_file()


def test_times_of_an_earlier_run_divide(cli: Cli, suites: Path, tmp_path: Path) -> None:
    run(cli, suites, tmp_path / "all")

    status = run(cli, suites, tmp_path / "one", "--shard", "1/2", "--durations", tmp_path / "all")

    assert status == 0
    assert len(names(tmp_path / "one")) == 2


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_failed_runs_again(cli: Cli, suites: Path, tmp_path: Path, jobs: int) -> None:
    (suites / "third.robot").write_text(SUITE.format(name="right"), encoding="utf-8")
    assert run(cli, suites, tmp_path / "all", right="bad") == 1

    status = run(cli, suites, tmp_path / "again", "--rerun-failed", tmp_path / "all", "--jobs", jobs)

    assert status == 0
    assert names(tmp_path / "again") == ["Suites.Right.First", "Suites.Third.First"]


def test_nothing_failed_is_no_failure(cli: Cli, suites: Path, tmp_path: Path) -> None:
    run(cli, suites, tmp_path / "all")

    done = cli("test", suites, "-r", tmp_path / "again", "--rerun-failed", tmp_path / "all")

    assert done.status == 0
    assert "no test of these suites failed" in done.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--shard", "3/2"), "expected K/N"),
        (("--durations", "x"), "needs --shard"),
        (("--shard", "1/2", "--durations", "none.json"), "none.json"),
        (("--rerun-failed", "none.json"), "none.json"),
        (("--rerun-failed", "none.json", "--engine", "renode"), "builtin"),
    ],
)
def test_mistakes_are_one_line(cli: Cli, suites: Path, options: tuple[str, ...], words: str) -> None:
    cli("test", suites, *options).assert_refused(words)


def test_mistakes_in_merging(cli: Cli, suites: Path, tmp_path: Path) -> None:
    run(cli, suites, tmp_path / "all")
    (tmp_path / "bad.xml").write_text("<no-output/>", encoding="utf-8")

    cli("merge-results", tmp_path / "none").assert_refused("output.xml")
    cli("merge-results", tmp_path / "all", "-r", tmp_path / "all").assert_refused("another folder")
    cli("merge-results", tmp_path / "bad.xml", "-r", tmp_path / "out").assert_refused("bad.xml")
