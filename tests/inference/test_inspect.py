"""`vboard inspect`: what the file says, and the figures that a run gives."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from tests.inference.conftest import HOTWORD, dense, infer_json, needs_compiler
from tests.support.command_line import Cli
from vboard.inference.model import read_model
from vboard.inference.shapes import ds_cnn_shaped, micro_speech_shaped
from vboard.inference.writer import ModelWriter


@needs_compiler
def test_it_predicts_what_infer_counts(cli: Cli) -> None:
    found = json.loads(cli("inspect", HOTWORD, "--json").out)
    assert sorted(found["cores"]) == ["m3", "m4", "m7"]
    for core, figures in found["cores"].items():
        counted = infer_json(cli, HOTWORD, "--board", f"bench_{core}", "--input", "random:0")
        assert figures["instructions"] == counted["instructions"]
        assert figures["arena_bytes"] == counted["arena_bytes"]
        assert figures["operators"] == counted["operators"]


@needs_compiler
def test_the_predicted_arena_is_what_a_real_board_needs(cli: Cli) -> None:
    found = json.loads(cli("inspect", HOTWORD, "--json").out)
    board = infer_json(cli, HOTWORD, "--board", "bluepill", "--input", "random:0")
    assert found["cores"]["m3"]["arena_bytes"] == board["arena_bytes"]


@needs_compiler
def test_text_tells_shapes_quantisation_and_cores(cli: Cli, tmp_path: Path) -> None:
    text = cli("inspect", dense(tmp_path / "m.tflite", 12, 5)).out
    for words in ("input 0: int8 1x12 (0.5, 0)", "FULLY_CONNECTED", "1x5", "5x12", "Cortex-M4", "60"):
        assert words in text


def test_the_reader_reads_what_the_writer_wrote(tmp_path: Path) -> None:
    writer = ModelWriter()
    weights = np.arange(-3, 3).reshape(2, 3)
    given = writer.tensor([1, 3], "int8", 0.25, -7)
    constant = writer.tensor([2, 3], "int8", [0.5, 2.0], 0, weights)
    made = writer.tensor([1, 2], "int16", 1.0)
    writer.operator("FULLY_CONNECTED", [given, constant, -1], [made])
    writer.operator("Mine", [made], [made])
    path = tmp_path / "m.tflite"
    path.write_bytes(writer.finish([given], [made]))
    model = read_model(path)
    assert (model.inputs[0].shape, model.inputs[0].type) == ((1, 3), "int8")
    assert (model.inputs[0].scales, model.inputs[0].zero_points) == ((0.25,), (-7,))
    assert model.subgraphs[0].tensors[constant].scales == (0.5, 2.0)
    assert model.subgraphs[0].tensors[constant].constant_bytes == 6
    assert weights.astype(np.int8).tobytes() in model.content
    assert [(o.name, o.custom, o.inputs) for o in model.operators] == [
        ("FULLY_CONNECTED", False, (0, 1, -1)),
        ("Mine", True, (2,)),
    ]


def test_shaped_models_have_the_published_costs(tmp_path: Path) -> None:
    from vboard.inference.inspection import multiplications

    costs = {}
    for name, content in (("speech", micro_speech_shaped()), ("ds_cnn", ds_cnn_shaped())):
        path = tmp_path / name
        path.write_bytes(content)
        graph = read_model(path).subgraphs[0]
        costs[name] = sum(multiplications(o, graph) or 0 for o in graph.operators)
    assert costs == {"speech": 336_000, "ds_cnn": 2_656_768}  # 2.66 M in the literature
    assert ds_cnn_shaped() == ds_cnn_shaped()
