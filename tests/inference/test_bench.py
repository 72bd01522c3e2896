"""`vboard bench --only models` and its record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.inference.conftest import dense, infer_json, needs_compiler, with_operator
from tests.support.command_line import Cli
from vboard.inference import benchmark

pytestmark = needs_compiler


@pytest.fixture
def few_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder with a model, and nothing but it to measure."""
    found = benchmark.find_models

    def only_given(folder: Path | None) -> tuple[dict[str, Path], list[str]]:
        models, missing = found(folder)
        return {n: p for n, p in models.items() if folder is not None and p.parent == folder}, missing

    monkeypatch.setattr(benchmark, "find_models", only_given)
    dense(tmp_path / "mine.tflite", 16, 4)
    return tmp_path


def test_the_record_has_a_figure_for_each_core_and_kernels(
    cli: Cli, few_models: Path, tmp_path: Path
) -> None:
    result = cli("bench", "--only", "models", "--models", few_models, "--json", tmp_path / "o" / "bench.json")
    assert result.status == 0, result.err
    record = json.loads((tmp_path / "o" / "bench.json").read_text())
    for core in ("m3", "m4", "m7"):
        for kernels, prefix in (("fast", f"mine.{core}."), ("small", f"mine.{core}.small.")):
            counted = infer_json(
                cli, few_models / "mine.tflite", "--board", f"bench_{core}", "--kernels", kernels,
                "--input", "random:0",
            )  # fmt: skip
            assert record[f"{prefix}instructions"] == counted["instructions"]
            assert record[f"{prefix}arena_bytes"] == counted["arena_bytes"]
            assert record[f"{prefix}operators"] == counted["operators"]


def test_it_says_what_it_skipped(cli: Cli, few_models: Path) -> None:
    with_operator(few_models / "odd.tflite", "HASHTABLE_LOOKUP")
    text = " ".join(cli("bench", "--only", "models", "--models", few_models).out.split())
    assert "micro_speech, ds_cnn, hello_world, tiny_conv_2019" in text
    assert "skipped, odd:" in text
    assert "HASHTABLE_LOOKUP" in text


def test_models_of_the_repository_are_always_found() -> None:
    models, missing = benchmark.find_models(None)
    assert {"hotword", "micro_speech_shaped", "ds_cnn_shaped"} == set(models)
    assert missing == list(benchmark.PUBLISHED)  # whatever lies beside the repository


def test_bad_arguments(cli: Cli, tmp_path: Path) -> None:
    cli("bench", "--only", "modles").assert_refused("did you mean 'models'?")
    cli("bench", "--only", "models", "--models", tmp_path / "no").assert_refused("no such folder")
