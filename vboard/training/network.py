"""The network: its shape, and the same as a PyTorch module.

Local patterns in time and frequency first; then frequency becomes the channel dimension, and convolutions
along time follow. The average over time goes to one fully connected layer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from vboard.evaluation.frontend import CHANNELS, CLIP_SLICES

if TYPE_CHECKING:
    import torch

INPUT_SCALE = 666 / 256 / 25.6
"""An int8 input q stands for (q + 128) * INPUT_SCALE: 666 / 256 feature units of 1 / 25.6 each."""
MODULE_SCALE = 1 / 64
"""The module takes (q + 128) * MODULE_SCALE, which keeps its inputs near 1."""


@dataclass(frozen=True)
class Layer:
    """A convolution of `kernel` slices with a stride along time, then ReLU."""

    filters: int
    kernel: int
    stride: int = 1


@dataclass(frozen=True)
class Shape:
    """A network. The stem is a convolution of `stem_kernel` (time, frequency) with `stem_stride`."""

    stem_filters: int
    stem_kernel: tuple[int, int]
    stem_stride: tuple[int, int]
    layers: tuple[Layer, ...]

    @property
    def stem_size(self) -> tuple[int, int]:
        """(time, frequency) behind the stem, which pads like SAME."""
        return -(-CLIP_SLICES // self.stem_stride[0]), -(-CHANNELS // self.stem_stride[1])


STUDENT = Shape(8, (5, 8), (2, 4), (Layer(32, 1), Layer(32, 5), Layer(32, 5, 2), Layer(24, 3)))
TEACHER = Shape(16, (5, 8), (2, 2), (Layer(96, 1), Layer(96, 5), Layer(96, 5, 2), Layer(96, 5)))


def to_real(features: npt.NDArray[np.int8]) -> torch.Tensor:
    """int8 [n, 49, 40] as the module takes it: [n, 1, 49, 40]."""
    import torch

    real = torch.from_numpy(features.astype(np.float32)).add_(128).mul_(MODULE_SCALE)
    return real[:, None].contiguous(memory_format=torch.channels_last)


def build(shape: Shape, labels: int, dropout: float = 0.05) -> torch.nn.Module:
    """A module: [n, 1, 49, 40] -> logits [n, labels]."""
    import torch
    from torch import nn

    def convolution(
        ins: int, outs: int, kernel: tuple[int, int], stride: tuple[int, int] = (1, 1)
    ) -> list[nn.Module]:
        before = (kernel[0] // 2, max(0, (kernel[1] - stride[1]) // 2))
        made = nn.Conv2d(ins, outs, kernel, stride, before, bias=False)
        return [made, nn.BatchNorm2d(outs, momentum=0.05)]

    class Network(nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.stem = nn.Sequential(
                *convolution(1, shape.stem_filters, shape.stem_kernel, shape.stem_stride), nn.ReLU()
            )
            layers, ins = [], shape.stem_filters * shape.stem_size[1]
            for layer in shape.layers:
                made = convolution(ins, layer.filters, (layer.kernel, 1), (layer.stride, 1))
                layers.append(nn.Sequential(*made, nn.ReLU()))
                ins = layer.filters
            self.layers = nn.Sequential(*layers)
            self.drop = nn.Dropout(dropout)
            self.classify = nn.Linear(ins, labels)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = self.stem(x)
            # [n, filters, time, frequency] -> [n, frequency * filters, time, 1], as RESHAPE of NHWC does.
            x = x.permute(0, 3, 1, 2).reshape(x.shape[0], -1, x.shape[2], 1)
            out: torch.Tensor = self.classify(self.drop(self.layers(x).mean((2, 3))))
            return out

    return Network().to(memory_format=torch.channels_last)
