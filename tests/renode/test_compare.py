"""`vboard compare`: agreement, every way to part, and records without a Renode."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.commands.test_run_board import built
from tests.support.command_line import Cli
from vboard.engine.events import MILLISECOND, SECOND
from vboard.report.comparison import compare, report

Record = dict[str, Any]


def sample() -> Record:
    return {
        "console": [{"time": n * SECOND, "text": f"line {n}"} for n in range(1, 4)],
        "leds": [
            {"time": 0, "led": "red", "on": True},
            {"time": 0, "led": "green", "on": False},
            {"time": 2 * SECOND, "led": "red", "on": False},
        ],
        "failure": None,
    }


def changed(change: Callable[[Record], object]) -> list[str]:
    """Texts of the differences after a change of the right record."""
    right = copy.deepcopy(sample())
    change(right)
    return [difference.text for difference in compare(sample(), right)]


def test_equal_records_agree() -> None:
    assert compare(sample(), sample()) == []


def test_the_first_line_that_parts_is_told() -> None:
    texts = changed(lambda record: record["console"][1].update(text="other"))
    assert texts == ["console 2 parts: 'line 2' @2.000000s | 'other' @2.000000s"]


@pytest.mark.parametrize(
    ("right", "texts"),
    [
        ("cycles per inference 1010, per slice 99, stack 80 of 200", []),
        ("cycles per inference 1011, per slice 99, stack 80 of 200", ["cycles per inference: 1000 | 1011"]),
        (
            "cycles per inference 1000, per slice 98, stack 74 of 200",
            ["per slice: 100 | 98", "stack: 100 | 74"],
        ),
    ],
)
def test_what_a_firmware_measures_of_itself_may_be_off_like_a_time(right: str, texts: list[str]) -> None:
    left = sample()
    left["console"][0]["text"] = "cycles per inference 1000, per slice 100, stack 100 of 200"
    other = copy.deepcopy(left)
    other["console"][0]["text"] = right
    assert [difference.text for difference in compare(left, other)] == [
        f"console 1, {text}" for text in texts
    ]


def test_any_other_number_must_be_the_same() -> None:
    left, right = sample(), sample()
    left["console"][0]["text"] = "Heard yes (231) @1000ms, stack 100 of 200"
    right["console"][0]["text"] = "Heard yes (232) @1000ms, stack 100 of 200"
    assert [difference.what for difference in compare(left, right)] == ["console"]


def test_a_missing_line_is_told() -> None:
    (text,) = changed(lambda record: record["console"].pop())
    assert text == "console 3 on the left side alone: 'line 3' @3.000000s (3 | 2 in all)"


def test_a_led_that_parts_is_told() -> None:
    (text,) = changed(lambda record: record["leds"][2].update(on=True))
    assert text.startswith("led 2 parts: red off @2.000000s | red on")


def test_the_order_of_two_leds_does_not_matter() -> None:
    assert changed(lambda record: record["leds"].insert(0, record["leds"].pop(1))) == []


@pytest.mark.parametrize(
    ("shift", "parts"),
    [(MILLISECOND, False), (20 * MILLISECOND, False), (21 * MILLISECOND, True), (-21 * MILLISECOND, True)],
)
def test_a_late_time_may_be_off_by_one_percent(shift: int, parts: bool) -> None:
    texts = changed(lambda record: record["console"][1].update(time=2 * SECOND + shift))
    assert bool(texts) is parts


@pytest.mark.parametrize(("time", "parts"), [(MILLISECOND, False), (MILLISECOND + 1, True)])
def test_an_early_time_may_be_off_by_a_millisecond(time: int, parts: bool) -> None:
    assert bool(changed(lambda record: record["leds"][0].update(time=time))) is parts


def test_a_failure_on_one_side_is_told() -> None:
    assert changed(lambda record: record.update(failure="lockup")) == ["no failure | lockup"]


def test_a_report_is_short() -> None:
    right = sample()
    for line in right["console"]:
        line["time"] *= 2
    right["console"] += right["console"]
    left = sample()
    left["console"] += left["console"]
    lines = list(report(compare(left, right)))
    assert len(lines) == 4
    assert lines[-1] == "... and 3 more of this kind"


@pytest.fixture
def arguments() -> list[object]:
    return ["bluepill", built("bluepill", "hotword"), "--no-audio", "--for", "0.1"]


def test_both_engines_agree(cli: Cli, renode: Path, arguments: list[object]) -> None:
    result = cli("compare", *arguments, "--renode", renode)
    assert result.status == 0, result
    assert "right = Renode v1.16.1.17033" in result.out
    assert "identical: 5 console lines" in result.out


def test_a_record_needs_no_renode(
    cli: Cli, renode: Path, tmp_path: Path, arguments: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record.json"
    assert cli("compare", *arguments, "--renode", renode, "--record", record).status == 0
    monkeypatch.setenv("RENODE_ROOT", str(tmp_path / "nowhere"))
    result = cli("compare", *arguments, "--against", record)
    assert result.status == 0
    assert "recorded in record.json" in result.out

    stored = json.loads(record.read_text(encoding="utf-8"))
    stored["run"]["console"][2]["text"] = "model: another"
    record.write_text(json.dumps(stored), encoding="utf-8")
    result = cli("compare", *arguments, "--against", record)
    assert result.status == 1
    assert "console 3 parts: 'model: hotword" in result.out
    assert "the engines part in 1 places" in result.err


def test_a_record_of_another_scenario_is_refused(
    cli: Cli, renode: Path, tmp_path: Path, arguments: list[object]
) -> None:
    record = tmp_path / "record.json"
    assert cli("compare", *arguments, "--renode", renode, "--record", record).status == 0
    cli("compare", *arguments[:-1], "0.2", "--against", record).assert_refused("another length (--for)")
    stored = json.loads(record.read_text(encoding="utf-8"))
    stored["scenario"]["image"] = "0"
    record.write_text(json.dumps(stored), encoding="utf-8")
    cli("compare", *arguments, "--against", record).assert_refused("another firmware image", "--record")


@pytest.mark.parametrize(
    ("content", "words"), [("{", "not JSON"), ("{}", "not a record"), (None, "No such file")]
)
def test_a_bad_record_is_refused(
    cli: Cli, tmp_path: Path, arguments: list[object], content: str | None, words: str
) -> None:
    record = tmp_path / "record.json"
    if content is not None:
        record.write_text(content, encoding="utf-8")
    cli("compare", *arguments, "--against", record).assert_refused("record.json", words)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda record: record.update(run=[]), "run: expected an object"),
        (lambda record: record["run"].pop("leds"), "run.leds: missing"),
        (lambda record: record["run"]["console"][1].update(time="1"), "run.console[1].time: expected int"),
        (lambda record: record["run"]["console"][0].update(time=True), "run.console[0].time: expected int"),
        (lambda record: record["run"].update(console={}), "run.console: expected a list"),
        (lambda record: record["run"].update(failure=3), "run.failure: expected str or null"),
        (lambda record: record.update(scenario="x"), "scenario: expected an object"),
        (lambda record: record.update(format=2), "record of format 2, expected 1"),
    ],
)
def test_a_record_that_was_damaged_is_refused_and_the_place_is_told(
    cli: Cli, tmp_path: Path, arguments: list[object], change: Callable[[Record], object], words: str
) -> None:
    run = {"board": "bluepill", "app": "x", **sample()}
    stored: Record = {
        "format": 1,
        "renode": "Renode v1.16.1",
        "scenario": {"image": "", "audio": "", "duration": None},
        "run": run,
    }
    change(stored)
    record = tmp_path / "record.json"
    record.write_text(json.dumps(stored), encoding="utf-8")
    cli("compare", *arguments, "--against", record).assert_refused("record.json", words)


def test_record_and_against_exclude_each_other(cli: Cli, tmp_path: Path) -> None:
    cli("compare", "bluepill", "x", "--record", "a", "--against", "b").assert_refused("--record", "--against")


def test_a_record_that_cannot_be_written_is_refused_before_anything_runs(
    cli: Cli, tmp_path: Path, arguments: list[object]
) -> None:
    path = tmp_path / "nowhere" / "a.json"
    cli("compare", *arguments, "--record", path).assert_refused("a.json: no such folder")
