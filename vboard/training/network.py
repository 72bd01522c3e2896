"""The network: its shape, and the same as a PyTorch module.

Local patterns in time and frequency first; then frequency becomes the channel dimension, and blocks along
time follow: a depthwise convolution, a pointwise one, and the input of the block added.
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
_MODULE_UNIT = 1 / 64 / INPUT_SCALE
"""The module takes features in a unit that keeps them near 1."""


@dataclass(frozen=True)
class Block:
    """Depthwise `kernel` x 1 with a stride along time, then pointwise to `filters`."""

    filters: int
    kernel: int
    stride: int = 1


@dataclass(frozen=True)
class Shape:
    """A network. The stem is a convolution of `stem_kernel` (time, frequency) with `stem_stride`."""

    stem_filters: int = 10
    stem_kernel: tuple[int, int] = (5, 8)
    stem_stride: tuple[int, int] = (2, 4)
    width: int = 44
    blocks: tuple[Block, ...] = (Block(44, 9), Block(44, 9), Block(44, 9), Block(48, 5))

    @property
    def stem_size(self) -> tuple[int, int]:
        """(time, frequency) behind the stem, which pads like SAME."""
        return -(-CLIP_SLICES // self.stem_stride[0]), -(-CHANNELS // self.stem_stride[1])

    def residual(self, index: int) -> bool:
        """Whether block `index` adds its input."""
        block = self.blocks[index]
        before = self.blocks[index - 1].filters if index else self.width
        return block.filters == before and block.stride == 1


STUDENT = Shape()
TEACHER = Shape(16, (5, 8), (2, 2), 128, (Block(128, 9), Block(128, 9), Block(128, 9), Block(128, 9)))


def to_real(features: npt.NDArray[np.int8]) -> torch.Tensor:
    """int8 [n, 49, 40] as the module takes it: [n, 1, 49, 40]."""
    import torch

    real = torch.from_numpy(features.astype(np.float32)).add_(128).mul_(1 / 64)
    return real[:, None].contiguous(memory_format=torch.channels_last)


def build(shape: Shape, labels: int, dropout: float = 0.05) -> torch.nn.Module:
    """A module: [n, 1, 49, 40] -> logits [n, labels]."""
    import torch
    from torch import nn

    def convolution(
        ins: int, outs: int, kernel: tuple[int, int], stride: tuple[int, int] = (1, 1), groups: int = 1
    ) -> list[nn.Module]:
        before = (kernel[0] // 2, max(0, (kernel[1] - stride[1]) // 2))
        made = nn.Conv2d(ins, outs, kernel, stride, before, groups=groups, bias=False)
        return [made, nn.BatchNorm2d(outs, momentum=0.05)]

    class TimeBlock(nn.Module):
        def __init__(self, ins: int, block: Block, residual: bool) -> None:
            super().__init__()
            self.residual = residual
            self.depthwise = nn.Sequential(
                *convolution(ins, ins, (block.kernel, 1), (block.stride, 1), ins), nn.ReLU()
            )
            self.pointwise = nn.Sequential(*convolution(ins, block.filters, (1, 1)))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y = self.pointwise(self.depthwise(x))
            return torch.relu(x + y if self.residual else y)

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stem = nn.Sequential(
                *convolution(1, shape.stem_filters, shape.stem_kernel, shape.stem_stride), nn.ReLU()
            )
            packed = shape.stem_filters * shape.stem_size[1]
            self.widen = nn.Sequential(*convolution(packed, shape.width, (1, 1)), nn.ReLU())
            ins = [shape.width, *(block.filters for block in shape.blocks)]
            self.blocks = nn.Sequential(
                *(TimeBlock(ins[i], block, shape.residual(i)) for i, block in enumerate(shape.blocks))
            )
            self.drop = nn.Dropout(dropout)
            self.classify = nn.Linear(ins[-1], labels)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = self.stem(x)
            # [n, filters, time, frequency] -> [n, frequency * filters, time, 1], as RESHAPE of NHWC does.
            x = x.permute(0, 3, 1, 2).reshape(x.shape[0], -1, x.shape[2], 1)
            x = self.blocks(self.widen(x))
            return self.classify(self.drop(x.mean((2, 3))))

    return Network().to(memory_format=torch.channels_last)  # type: ignore[call-overload,no-any-return]
