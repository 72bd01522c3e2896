"""The record of a model and the figures of its card, by the command that makes them."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from vboard.evaluation.__main__ import main
from vboard.evaluation.clips import is_last_look, is_validation
from vboard.paths import ROOT

AUDIO = ROOT / "robot_tests" / "audio"
MODEL = ROOT / "firmware" / "models" / "hotword.tflite"
SPEAKER = next(n for n in (f"s{i}" for i in range(999)) if is_validation(n) and not is_last_look(n))


def test_a_record_and_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for module in ("soundfile", "scipy"):
        pytest.importorskip(module, reason="evaluation needs the extra audio")
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    for word in ("yes", "no", "other_words"):
        (tmp_path / word).mkdir()
        shutil.copy(AUDIO / f"{word}.wav", tmp_path / word / f"{SPEAKER}_nohash_0.wav")
    report, figures = tmp_path / "record.json", tmp_path / "figures"
    extent = ["--each", "2", "--hours", "0.01", "--jobs", "2"]
    arguments = [
        str(MODEL),
        "--data",
        str(tmp_path),
        *extent,
        "--report",
        str(report),
        "--figures",
        str(figures),
    ]
    assert main(arguments) == 0
    assert "other words" in capsys.readouterr().out
    record = json.loads(report.read_text())
    assert [sum(row) for row in record["clips"]["confusion"]] == [0, 1, 1, 1]
    # The recogniser of the application, given the scores again, hears what it heard at first.
    step = next(each for each in record["trade_off"] if each["threshold"] == record["threshold"])
    assert step["false_accepts_per_hour"] == record["streams"]["other words"]["false_accepts_per_hour"]
    assert step["recall"] == {name: record["streams"][name]["recall"] for name in step["recall"]}
    assert step["recall"]["clean"] > 0
    # A higher threshold hears no more.
    heard = [each["recall"]["clean"] for each in record["trade_off"]]
    assert heard[0] >= heard[-1]
    names = {"roc", "detection", "reliability", "noise", "trade-off"}
    assert {path.stem for path in figures.iterdir()} == names
    svg = "{http://www.w3.org/2000/svg}"
    drawn = {name: ElementTree.parse(figures / f"{name}.svg").getroot() for name in names}
    assert (
        len(drawn["roc"].findall(f"{svg}polyline")) == len(drawn["detection"].findall(f"{svg}polyline")) == 2
    )
    assert len(drawn["trade-off"].findall(f"{svg}circle")) == 4 * len(record["trade_off"])
    # A bar for each condition on a white ground.
    assert len(drawn["noise"].findall(f"{svg}rect")) == 9 + 1
