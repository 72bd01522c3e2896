"""Training of a network: batches, a teacher, hard negatives, averaged weights; resumes where it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from vboard.training.corpus import WindowSet
from vboard.training.network import Shape, build, to_real
from vboard.training.streams import NEGATIVE, SILENCE, UNKNOWN

if TYPE_CHECKING:
    import torch

Array = npt.NDArray[Any]
Progress = Callable[[str, int, int, float], None]
"""Called with the network's name, batches done, batches in all, mean loss."""

SHARE_SILENCE, SHARE_UNKNOWN, SHARE_NEGATIVE = 0.10, 0.30, 0.16
"""Of a batch; the words share the rest."""
SINGLES = 0.12
"""Share of a batch that is clips of one second."""
HARD_SHARE = 0.3
"""Of the unknown windows of a batch: those that sounded most like a word."""
HARD_POOL, HARD_SAMPLE = 8000, 87_000
SAVE_EVERY = 250


@dataclass(frozen=True)
class Schedule:
    """How long and how fast. Hard negatives are sought from `mine_from` on, every `mine_every` batches."""

    steps: int
    rate: float
    batch: int = 256
    decay: float = 1e-3
    smoothing: float = 0.02
    average: float = 0.998
    mine_from: int = 1500
    mine_every: int = 1000


@dataclass(frozen=True)
class Distillation:
    """A teacher whose softened scores make `share` of the loss."""

    teacher: Any
    share: float = 0.7
    temperature: float = 2.0


class Sampler:
    """Draws batches of windows: each label its share, some clips alone, some hard negatives."""

    def __init__(self, data: WindowSet, labels: int, rng: np.random.Generator) -> None:
        self.data, self.labels, self.rng = data, labels, rng
        self.groups = [*data.by_label(labels), np.flatnonzero(data.labels == NEGATIVE)]
        alone = data.alone()
        self.alone = [alone[data.labels[alone] == label] for label in range(labels)]
        word = (1 - SHARE_SILENCE - SHARE_UNKNOWN - SHARE_NEGATIVE) / (labels - 2)
        share = np.array([SHARE_SILENCE, SHARE_UNKNOWN, *[word] * (labels - 2), SHARE_NEGATIVE])
        share[[len(group) == 0 for group in self.groups]] = 0
        self.share = share / share.sum()
        self.hard: Array | None = None

    def draw(self, size: int) -> tuple[Array, Array]:
        """Windows [size, 49, 40] and labels [size]; the label behind the last is `no word`."""
        kinds = self.rng.choice(len(self.groups), size=size, p=self.share)
        which = np.empty(size, np.int64)
        for kind, group in enumerate(self.groups):
            chosen = kinds == kind
            if chosen.any():
                which[chosen] = group[self.rng.integers(len(group), size=int(chosen.sum()))]
        singles = int(size * SINGLES)
        if self.hard is not None:
            places = np.flatnonzero(kinds == UNKNOWN)
            places = places[places >= singles][: int(size * SHARE_UNKNOWN * HARD_SHARE)]
            which[places] = self.hard[self.rng.integers(len(self.hard), size=len(places))]
        present = [label for label in range(self.labels) if len(self.alone[label])]
        for place in range(singles if present else 0):
            group = self.alone[present[int(self.rng.integers(len(present)))]]
            which[place] = group[self.rng.integers(len(group))]
        labels = self.data.labels[which].astype(np.int64)
        labels[labels == NEGATIVE] = self.labels
        return self.data.windows(which), labels

    def mine(self, predict: Callable[[Array], Array]) -> float:
        """Renew the pool of hard negatives; returns the share of negatives that sounded like a word."""
        parts = []
        for group, share in ((SILENCE, 0.14), (UNKNOWN, 0.52), (self.labels, 0.34)):
            some = self.groups[group]
            if len(some):
                parts.append(some[self.rng.integers(len(some), size=int(HARD_SAMPLE * share))])
        which = np.unique(np.concatenate(parts))
        scores = np.concatenate(
            [predict(self.data.windows(which[i : i + 8192])) for i in range(0, len(which), 8192)]
        )
        worst = scores[:, UNKNOWN + 1 :].max(axis=1)
        new = which[np.argsort(-worst)[: HARD_POOL // 2]]
        if self.hard is not None:
            old = self.hard[self.rng.permutation(len(self.hard))[: HARD_POOL // 2]]
            new = np.concatenate([old, new])
        self.hard = new
        return float((worst > 0.5).mean())


def mask(windows: Array, rng: np.random.Generator) -> Array:
    """Blanks a band of channels in some windows and some slices in others, so that no one cue decides."""
    slices, channels = windows.shape[1:]
    for i in np.flatnonzero(rng.random(len(windows)) < 0.3):
        width = int(rng.integers(1, 6))
        first = int(rng.integers(0, channels - width))
        windows[i, :, first : first + width] = -128
    for i in np.flatnonzero(rng.random(len(windows)) < 0.2):
        width = int(rng.integers(1, 5))
        first = int(rng.integers(0, slices - width))
        windows[i, first : first + width] = -128
    return windows


def predict(module: Any, windows: Array) -> Array:
    """Scores [n, labels] of windows [n, 49, 40]."""
    import torch

    module.eval()
    with torch.no_grad():
        parts = [
            torch.softmax(module(to_real(windows[i : i + 2048])), 1) for i in range(0, len(windows), 2048)
        ]
    return np.asarray(torch.cat(parts).numpy())


def loss_of(logits: torch.Tensor, labels: torch.Tensor, count: int, smoothing: float) -> torch.Tensor:
    """Cross entropy; `no word` (label `count`) is right with any of silence and unknown."""
    import torch
    from torch.nn import functional

    no_word = labels == count
    known = torch.where(no_word, torch.full_like(labels, UNKNOWN), labels)
    usual = functional.cross_entropy(logits, known, label_smoothing=smoothing, reduction="none")
    scores = torch.log_softmax(logits, 1)
    either = -torch.logaddexp(scores[:, SILENCE], scores[:, UNKNOWN])
    return torch.where(no_word, either, usual).mean()


def train(
    name: str,
    shape: Shape,
    labels: int,
    data: WindowSet,
    schedule: Schedule,
    seed: int,
    folder: Path,
    progress: Progress,
    distillation: Distillation | None = None,
    dropout: float = 0.05,
    start: Any = None,
) -> Any:
    """The trained module with averaged weights. Its state is kept in `folder`: a second call goes on.

    `start`: a module of the same shape whose weights are the first ones.
    """
    import torch
    from torch.nn import functional
    from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    sampler = Sampler(data, labels, rng)
    module = build(shape, labels, dropout)
    if start is not None:
        module.load_state_dict(start.state_dict())
    optimizer = torch.optim.AdamW(module.parameters(), schedule.rate, weight_decay=schedule.decay)
    averaged = AveragedModel(module, multi_avg_fn=get_ema_multi_avg_fn(schedule.average), use_buffers=True)
    path, first, total = folder / f"{name}.state.pt", 0, 0.0
    if path.is_file():
        state = torch.load(path, weights_only=False)
        module.load_state_dict(state["module"])
        optimizer.load_state_dict(state["optimizer"])
        averaged.load_state_dict(state["averaged"])
        sampler.hard, first = state["hard"], state["step"]
        rng.bit_generator.state = state["random"]
        torch.set_rng_state(state["torch_random"])
    for step in range(first, schedule.steps):
        ramp = min(1.0, step / (0.05 * schedule.steps))
        for group in optimizer.param_groups:
            group["lr"] = schedule.rate * ramp * 0.5 * (1 + np.cos(np.pi * step / schedule.steps)) + 1e-5
        if step >= schedule.mine_from and (step - schedule.mine_from) % schedule.mine_every == 0:
            sampler.mine(lambda windows: predict(module, windows))
        windows, drawn = sampler.draw(schedule.batch)
        x, y = to_real(mask(windows, rng)), torch.from_numpy(drawn)
        module.train()
        logits = module(x)
        loss = loss_of(logits, y, labels, schedule.smoothing)
        if distillation is not None:
            with torch.no_grad():
                soft = torch.softmax(distillation.teacher(x) / distillation.temperature, 1)
            kept = torch.log_softmax(logits / distillation.temperature, 1)
            distance = functional.kl_div(kept, soft, reduction="batchmean")
            share = distillation.share
            loss = (1 - share) * loss + share * distillation.temperature**2 * distance
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        averaged.update_parameters(module)
        total += loss.item()
        if (step + 1) % SAVE_EVERY == 0 or step + 1 == schedule.steps:
            progress(name, step + 1, schedule.steps, total / min(SAVE_EVERY, step + 1))
            total = 0.0
            state = {"module": module.state_dict(), "optimizer": optimizer.state_dict()}
            state |= {"averaged": averaged.state_dict(), "hard": sampler.hard, "step": step + 1}
            state |= {"random": rng.bit_generator.state, "torch_random": torch.get_rng_state()}
            save_state(path, state)
    return averaged.module.eval()


def save_state(path: Path, state: dict[str, Any]) -> None:
    """Keep a training's state; a file that is there is whole at any time."""
    import torch

    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)


def calibration(data: WindowSet, labels: int, seed: int, count: int = 1600) -> Array:
    """Windows of every label that set the ranges of the int8 activations, [count, 49, 40]."""
    rng = np.random.default_rng(seed)
    groups: Sequence[Array] = [group for group in data.by_label(labels) if len(group)]
    which = np.concatenate([group[rng.integers(len(group), size=count // len(groups))] for group in groups])
    return data.windows(which)
