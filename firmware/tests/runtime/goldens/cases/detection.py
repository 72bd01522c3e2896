"""Golden cases of TFLite_Detection_PostProcess: random boxes around a grid of anchors."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.cases.signal import flexbuffer
from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder

Rng = np.random.Generator
NAME = "TFLite_Detection_PostProcess"


class Detections(Case):
    """Outputs behind the detections are not the oracle's in the fast variant: the runtime writes zeros."""

    def run(self) -> None:
        super().run()
        for boxes, classes, scores, count in self.outputs:
            for output in (boxes, classes, scores):
                output[:, int(count[0]) :] = 0


def anchors(rows: int) -> Array:
    places = (np.arange(rows) + 0.5) / rows
    y, x = np.meshgrid(places, places, indexing="ij")
    size = np.full(rows * rows, 1.5 / rows)
    return np.stack([y.ravel(), x.ravel(), size, size * 1.2], axis=1).astype(np.float32)


def options(most: int, classes: int, by_class: bool, threshold: float, **more: float) -> bytes:
    values: dict[str, float] = {
        "max_detections": most,
        "max_classes_per_detection": 1,
        "nms_score_threshold": threshold,
        "nms_iou_threshold": 0.4,
        "num_classes": classes,
        "use_regular_nms": by_class,
        "y_scale": 10.0,
        "x_scale": 10.0,
        "h_scale": 5.0,
        "w_scale": 5.0,
    }
    return flexbuffer(**(values | more))


def detection_case(
    rng: Rng,
    rows: int,
    classes: int,
    most: int,
    by_class: bool,
    background: bool,
    levels: int = 0,
    **more: float,
) -> Case:
    """`levels`: scores are that many values only, so that many are equal."""
    b = ModelBuilder()
    count, columns = rows * rows, classes + background
    grid = anchors(rows)
    encodings = b.tensor((1, count, 4), "float32")
    scores = b.tensor((1, count, columns), "float32")
    places = b.tensor(grid.shape, "float32", data=grid)
    shapes = ((1, most, 4), (1, most), (1, most), (1,))
    outputs = [b.tensor(shape, "float32") for shape in shapes]
    b.custom_operator(
        NAME, [encodings, scores, places], outputs, options(most, classes, by_class, 0.3, **more)
    )
    runs = []
    for _ in range(3):
        drawn = rng.random((1, count, columns)).astype(np.float32)
        if levels:
            drawn = (np.floor(drawn * levels) / levels).astype(np.float32)
        runs.append([rng.normal(0, 2, (1, count, 4)).astype(np.float32), drawn])
    kind = "by class" if by_class else "best"
    return Detections(f"{kind} {rows} {classes} {levels}", b.finish([encodings, scores], outputs), runs)


def unsigned_case(rng: Rng, by_class: bool) -> Case:
    """Boxes, scores and anchors of unsigned bytes, as LiteRT takes them."""
    b = ModelBuilder()
    rows, classes, most = 5, 3, 8
    count = rows * rows
    grid = np.round(anchors(rows) / np.float32(1 / 128)).astype(np.uint8)
    encodings = b.tensor((1, count, 4), "uint8", 0.05, 130)
    scores = b.tensor((1, count, classes + 1), "uint8", 1 / 256, 0)
    places = b.tensor(grid.shape, "uint8", 1 / 128, 0, data=grid)
    outputs = [b.tensor(shape, "float32") for shape in ((1, most, 4), (1, most), (1, most), (1,))]
    chosen = options(most, classes, by_class, 0.3)
    b.custom_operator(NAME, [encodings, scores, places], outputs, chosen)
    drawn = [
        rng.integers(90, 170, (1, count, 4)).astype(np.uint8),
        rng.permuted(np.arange(count * (classes + 1)) * 2 + 20).reshape(1, count, -1).astype(np.uint8),
    ]
    kind = "by class" if by_class else "best"
    return Detections(f"unsigned {kind}", b.finish([encodings, scores], outputs), [drawn], "litert")


def detection(rng: Rng) -> list[Case]:
    return [
        detection_case(rng, 3, 2, 5, False, True),
        detection_case(rng, 3, 2, 5, True, True, detections_per_class=3),
        detection_case(rng, 6, 4, 10, False, False),
        detection_case(rng, 6, 4, 10, True, False),
        detection_case(rng, 6, 3, 12, False, True, levels=4),
        detection_case(rng, 6, 3, 12, True, True, levels=4),
        detection_case(rng, 5, 1, 40, True, True, nms_iou_threshold=1.0),
        detection_case(rng, 5, 3, 30, False, True, nms_iou_threshold=0.05, levels=6),
        unsigned_case(rng, False),
        unsigned_case(rng, True),
    ]


GROUPS: dict[str, Callable[[Rng], list[Case]]] = {"detection_postprocess": detection}
