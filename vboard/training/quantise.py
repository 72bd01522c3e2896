"""A trained module as an int8 .tflite file: weights per channel, activations by what they were seen to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from vboard.evaluation.frontend import CHANNELS, CLIP_SLICES
from vboard.inference.writer import ModelWriter, Scalar, Table, Vector
from vboard.training.network import INPUT_SCALE, MODULE_SCALE, Shape, to_real

if TYPE_CHECKING:
    import torch

Array = npt.NDArray[np.float64]
_RELU = 1
_CONV, _POOL, _FULLY_CONNECTED, _SOFTMAX, _RESHAPE = 1, 5, 8, 9, 17
"""Numbers of the options tables in their union."""
_QUANTILE = 0.99995
LABELS = "labels"
"""Name of the metadata that holds a line for each output."""


@dataclass(frozen=True)
class Finish:
    """What is changed in the last layer after training: confidence, and how readily each label is given."""

    sharpen: float = 1.0
    bias: tuple[float, ...] = ()


@dataclass
class Ranges:
    """The lowest and highest value of every activation, by name."""

    seen: dict[str, tuple[float, float]] = field(default_factory=dict)

    def see(self, name: str, values: torch.Tensor) -> None:
        """Widen the range of `name`; the outermost 0.005 % are left to saturate."""
        import torch

        flat = values.detach().flatten()
        order = torch.sort(flat).values
        skip = int(len(order) * (1 - _QUANTILE))
        low, high = float(order[skip]), float(order[-1 - skip])
        old = self.seen.get(name, (0.0, 0.0))
        self.seen[name] = (min(old[0], low), max(old[1], high))

    def scale(self, name: str) -> tuple[float, int]:
        """Scale and zero point; 0 is exact."""
        low, high = self.seen[name]
        scale = (high - low) / 255 or 1.0
        return scale, int(np.clip(np.round(-128 - low / scale), -128, 127))


def observe(module: Any, shape: Shape, windows: npt.NDArray[np.int8], finish: Finish) -> Ranges:
    """Run windows [n, 49, 40] through the module, activation by activation."""
    import torch

    ranges = Ranges()
    module.eval()
    with torch.no_grad():
        x = module.stem(to_real(windows))
        ranges.see("stem", x)
        x = x.permute(0, 3, 1, 2).reshape(x.shape[0], -1, x.shape[2], 1)
        for i, layer in enumerate(module.layers):
            x = layer(x)
            ranges.see(f"layer{i}", x)
        pooled = x.mean((2, 3))
        logits = module.classify(pooled) * finish.sharpen
        if finish.bias:
            logits = logits + torch.tensor(finish.bias)
        ranges.see("logits", logits)
    return ranges


def fold(convolution: Any, norm: Any) -> tuple[Array, Array]:
    """Weights [outs, ins, h, w] and bias of a convolution with its batch normalisation in it."""
    gain = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach().double().numpy()
    bias = norm.bias.detach().double().numpy() - norm.running_mean.double().numpy() * gain
    weights = convolution.weight.detach().double().numpy() * gain[:, None, None, None]
    return weights, bias


class _Graph:
    """Layers one after another."""

    def __init__(self, ranges: Ranges) -> None:
        self.ranges = ranges
        self.writer = ModelWriter(compact=True)
        self.input = self.writer.tensor([1, CLIP_SLICES * CHANNELS], "int8", INPUT_SCALE, -128)
        self.last, self.scale, self.zero = self.input, INPUT_SCALE, -128

    def constants(self, weights: Array, bias: Array, axis: int) -> tuple[int, int]:
        """Weights with a scale for each entry of `axis`, and their bias."""
        rest = tuple(i for i in range(weights.ndim) if i != axis)
        top = np.abs(weights).max(axis=rest)
        scales = np.float32(np.maximum(top, 1e-8) / 127).astype(np.float64)
        form = [1] * weights.ndim
        form[axis] = -1
        whole = np.round(weights / scales.reshape(form)).clip(-127, 127)
        made = self.writer.tensor(weights.shape, "int8", scales.tolist(), 0, whole, axis)
        # A bias counts in steps of its weights and its input: runtimes do not read a scale of its own.
        total = np.round(bias / (scales * self.scale))
        return made, self.writer.tensor([len(bias)], "int32", data=total)

    def layer(
        self, name: str, inputs: list[int], dims: list[int], options: tuple[int, Table], seen: str = ""
    ) -> None:
        """An operator on the last tensor; its output has the range `seen`, or that of its input."""
        if seen:
            self.scale, self.zero = self.ranges.scale(seen)
        output = self.writer.tensor(dims, "int8", float(self.scale), self.zero)
        self.writer.operator(name, [self.last, *inputs], [output], options)
        self.last = output

    def reshape(self, dims: list[int]) -> None:
        target = self.writer.tensor([len(dims)], "int32", data=np.array(dims))
        self.layer("RESHAPE", [target], dims, (_RESHAPE, {0: Vector("i", dims)}))

    def convolution(
        self, weights: Array, bias: Array, dims: list[int], seen: str, stride: tuple[int, int]
    ) -> None:
        """CONV_2D with ReLU; weights [outs, ins, h, w]."""
        made = self.constants(weights.transpose(0, 2, 3, 1), bias, 0)
        options: dict[int, Any] = {1: Scalar("i", stride[1]), 2: Scalar("i", stride[0])}
        options[3] = Scalar("b", _RELU)
        self.layer("CONV_2D", list(made), dims, (_CONV, options), seen)


def convert(
    module: Any, shape: Shape, labels: tuple[str, ...], windows: npt.NDArray[np.int8], finish: Finish
) -> bytes:
    """The .tflite file: int8 [1, 1960] -> int8 [1, labels]; `windows` [n, 49, 40] set the ranges.

    The labels are its metadata `labels`, one a line.
    """
    module = module.eval()
    graph = _Graph(observe(module, shape, windows, finish))
    graph.reshape([1, CLIP_SLICES, CHANNELS, 1])
    time, frequency = shape.stem_size
    # The module's unit of features is not that of the file.
    weights, bias = fold(module.stem[0], module.stem[1])
    dims = [1, time, frequency, shape.stem_filters]
    graph.convolution(weights * (MODULE_SCALE / INPUT_SCALE), bias, dims, "stem", shape.stem_stride)
    ins = frequency * shape.stem_filters
    graph.reshape([1, time, 1, ins])
    for i, (layer, made) in enumerate(zip(shape.layers, module.layers, strict=True)):
        time, ins = -(-time // layer.stride), layer.filters
        graph.convolution(*fold(made[0], made[1]), [1, time, 1, ins], f"layer{i}", (layer.stride, 1))
    pool = {
        0: Scalar("b", 1),
        1: Scalar("i", 1),
        2: Scalar("i", time),
        3: Scalar("i", 1),
        4: Scalar("i", time),
    }
    graph.layer("AVERAGE_POOL_2D", [], [1, 1, 1, ins], (_POOL, pool))
    dense = module.classify.weight.detach().double().numpy() * finish.sharpen
    shift = np.array(finish.bias) if finish.bias else np.zeros(len(labels))
    offset = module.classify.bias.detach().double().numpy() * finish.sharpen + shift
    top = float(np.float32(np.abs(dense).max() / 127))
    whole = np.round(dense / top).clip(-127, 127)
    w = graph.writer.tensor(dense.shape, "int8", top, 0, whole)
    step = float(np.float32(top * graph.scale))
    b = graph.writer.tensor([len(labels)], "int32", step, 0, np.round(offset / step))
    graph.layer("FULLY_CONNECTED", [w, b], [1, len(labels)], (_FULLY_CONNECTED, {}), "logits")
    graph.ranges.seen["scores"] = (0.0, 255 / 256)
    graph.layer("SOFTMAX", [], [1, len(labels)], (_SOFTMAX, {0: Scalar("f", 1.0)}), "scores")
    graph.writer.metadata(LABELS, "\n".join(labels).encode())
    return graph.writer.finish([graph.input], [graph.last])
