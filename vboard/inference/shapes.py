"""Models with the shapes of two well-known keyword networks and drawn weights.

Their outputs mean nothing; their arena and their instructions are those of the networks themselves,
which this repository does not contain. `python -m vboard.inference.shapes FOLDER` writes both.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vboard.inference.writer import ModelWriter, Scalar, Table, Vector

_SEED = 20190610
_RELU = 1
_CONV, _DEPTHWISE, _POOL, _FULLY_CONNECTED, _SOFTMAX, _RESHAPE = 1, 2, 5, 8, 9, 17
"""Numbers of the options tables in their union."""
_SCALE = 0.05


class _Network:
    """Layers one after another; activations are int8, weights per channel."""

    def __init__(self, shape: Sequence[int]) -> None:
        self.writer = ModelWriter()
        self._generator = np.random.default_rng(_SEED)
        self.input = self.last = self.writer.tensor(shape, "int8", _SCALE, -128)

    def _weights(self, shape: Sequence[int], channels: int, dimension: int) -> tuple[int, int]:
        """Weights and bias. A scale of 1 / (127 * sqrt(fan-in)) keeps sums in range."""
        scale = 1 / (127 * max(1.0, (np.prod(shape) / channels) ** 0.5))
        drawn = self._generator.integers(-127, 128, shape)
        scales = [float(scale)] * channels
        weights = self.writer.tensor(shape, "int8", scales, 0, drawn, dimension)
        bias = self._generator.integers(-1000, 1000, channels)
        made = self.writer.tensor([channels], "int32", [_SCALE * s for s in scales], 0, bias)
        return weights, made

    def _layer(
        self,
        name: str,
        inputs: Sequence[int],
        shape: Sequence[int],
        options: tuple[int, Table],
        scale: float = _SCALE,
    ) -> None:
        output = self.writer.tensor(shape, "int8", scale, -128)
        self.writer.operator(name, [self.last, *inputs], [output], options)
        self.last = output

    def reshape(self, shape: Sequence[int]) -> None:
        new = self.writer.tensor([len(shape)], "int32", data=np.array(shape))
        self._layer("RESHAPE", [new], shape, (_RESHAPE, {0: Vector("i", list(shape))}))

    def convolution(self, shape: Sequence[int], kernel: Sequence[int], strides: int, inputs: int) -> None:
        made = self._weights([shape[3], *kernel, inputs], shape[3], 0)
        options = {1: Scalar("i", strides), 2: Scalar("i", strides), 3: Scalar("b", _RELU)}
        self._layer("CONV_2D", made, shape, (_CONV, options))

    def depthwise(
        self, shape: Sequence[int], kernel: Sequence[int], strides: int, multiplier: int = 1
    ) -> None:
        made = self._weights([1, *kernel, shape[3]], shape[3], 3)
        options = {1: Scalar("i", strides), 2: Scalar("i", strides)}
        options |= {3: Scalar("i", multiplier), 4: Scalar("b", _RELU)}
        self._layer("DEPTHWISE_CONV_2D", made, shape, (_DEPTHWISE, options))

    def average_pool(self, height: int, width: int, channels: int) -> None:
        options = {0: Scalar("b", 1), 1: Scalar("i", width), 2: Scalar("i", height)}
        options |= {3: Scalar("i", width), 4: Scalar("i", height)}
        self._layer("AVERAGE_POOL_2D", [], [1, 1, 1, channels], (_POOL, options))

    def classify(self, inputs: int, labels: int) -> bytes:
        weights = self.writer.tensor(
            [labels, inputs], "int8", 0.002, 0, self._generator.integers(-127, 128, [labels, inputs])
        )
        bias = self.writer.tensor([labels], "int32", _SCALE * 0.002, 0, np.zeros(labels))
        self._layer("FULLY_CONNECTED", [weights, bias], [1, labels], (_FULLY_CONNECTED, {}))
        self._layer("SOFTMAX", [], [1, labels], (_SOFTMAX, {0: Scalar("f", 1.0)}), 1 / 256)
        return self.writer.finish([self.input], [self.last])


def micro_speech_shaped() -> bytes:
    """[1, 1960] -> 49 x 40 -> 8 depthwise filters of 10 x 8, strides 2 -> 4 labels; 336,000 MACs."""
    network = _Network([1, 1960])
    network.reshape([1, 49, 40, 1])
    network.depthwise([1, 25, 20, 8], [10, 8], 2, multiplier=8)
    return network.classify(4000, 4)


def ds_cnn_shaped() -> bytes:
    """The DS-CNN of MLPerf Tiny keyword spotting: 49 x 10 features, 64 channels, 4 blocks, 12 labels."""
    network = _Network([1, 49, 10, 1])
    network.convolution([1, 25, 5, 64], [10, 4], 2, 1)
    for _ in range(4):
        network.depthwise([1, 25, 5, 64], [3, 3], 1)
        network.convolution([1, 25, 5, 64], [1, 1], 1, 64)
    network.average_pool(25, 5, 64)
    network.reshape([1, 64])
    return network.classify(64, 12)


def write_models(folder: Path) -> None:
    """Write `micro_speech_shaped.tflite` and `ds_cnn_shaped.tflite`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "micro_speech_shaped.tflite").write_bytes(micro_speech_shaped())
    (folder / "ds_cnn_shaped.tflite").write_bytes(ds_cnn_shaped())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m vboard.inference.shapes FOLDER")
    write_models(Path(sys.argv[1]))
