"""Inputs and outputs of published models; the models themselves stay where they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from firmware.tests.runtime.goldens.models import Case, write_goldens

PUBLISHED = {
    "hello_world_int8.tflite": "tflm",
    "micro_speech_quantized.tflite": "tflm",
    "kws_ref_model.tflite": "tflm",
    "tiny_conv_micro_features_2019.tflite": "litert",
}


def published_models(folder: Path, goldens: Path) -> None:
    """Asks the oracles about the models in `folder`; writes published/models.bin in `goldens`."""
    rng = np.random.default_rng(2019)
    cases = []
    for name, oracle in PUBLISHED.items():
        model = (folder / name).read_bytes()
        shape = schema_shape(model)
        dtype = "uint8" if oracle == "litert" else "int8"
        inputs = []
        for spread in (20, 80, 256):
            low = np.iinfo(dtype).min
            inputs.append([(rng.integers(0, spread, shape) + low).astype(dtype)])
        cases.append(Case(name, model, inputs, oracle))
    (goldens / "published").mkdir(parents=True, exist_ok=True)
    for case in cases:
        case.run()
    write_goldens(goldens / "published" / "models.bin", cases, with_models=False)


def schema_shape(model: bytes) -> list[int]:
    graph = schema.Model.GetRootAsModel(model, 0).Subgraphs(0)
    return list(graph.Tensors(graph.Inputs(0)).ShapeAsNumpy())
