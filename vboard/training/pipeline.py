"""From folders of recordings to a model: audio, features, a teacher, the network, its int8 file.

Every step leaves its result in a working folder, so that an interrupted training goes on where it was.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from vboard.errors import VBoardError
from vboard.evaluation.clips import Clip, Samples, is_validation, read_clips, read_noise
from vboard.evaluation.frontend import build
from vboard.processes import follow_parent, starting
from vboard.training import augment, corpus, network, quantise, trainer, voices
from vboard.training.streams import LabelRule, Material
from vboard.training.trainer import Schedule

MOST_WORDS, MOST_BYTES = 5, 15
"""Of a model's words, and of the name of one: apps/hotword/labels.h."""
ROOMS = 48
Progress = Callable[[str, float], None]
"""Called with a step and the share of it that is done."""


@dataclass(frozen=True)
class Plan:
    """How much of each step: the teacher's training, the network's alone, then with the teacher.

    Attributes:
        others_each: other words that each synthetic voice says; 0: no voices.
        least_clips: of a part of the features; fewer recordings are varied several times.
    """

    parts: int
    teacher: Schedule
    alone: Schedule
    taught: Schedule
    others_each: int = 8
    least_clips: int = 600


FULL = Plan(8, Schedule(3000, 3e-3, mine_from=1000), Schedule(8000, 4e-3), Schedule(5000, 2e-3, mine_from=0))
"""Under 20 minutes on two cores with the 8,000 recordings of the bundled model."""
QUICK = Plan(
    3, Schedule(0, 3e-3), Schedule(1500, 4e-3, average=0.99, mine_from=500, mine_every=500), Schedule(0, 2e-3)
)
"""For a few recordings of one's own: minutes, no teacher."""


def check_words(words: Sequence[str]) -> None:
    """Raises VBoardError when a model cannot have these words."""
    if not 1 <= len(words) <= MOST_WORDS or len(set(words)) != len(words):
        raise VBoardError(f"words {','.join(words)!r}: expected one to {MOST_WORDS} different words")
    for word in words:
        if (
            word in ("silence", "unknown")
            or not 1 <= len(word.encode()) <= MOST_BYTES
            or not word.isprintable()
            or set(word) & set("/\\")
        ):
            raise VBoardError(
                f"word {word!r}: expected at most {MOST_BYTES} bytes without slashes, and neither 'silence' "
                "nor 'unknown'"
            )


def read_material(words: Sequence[str], data: Path, plan: Plan, seed: int) -> Material:
    """The recordings of those who do not validate, synthetic voices, noise and rooms.

    Raises:
        VBoardError: there is no folder, or no recording of one of the words.
    """
    if not data.is_dir():
        raise VBoardError(f"{data}: no such folder; expected one with a folder of recordings for each word")
    every: list[Clip] = list(read_clips(data))
    for word in words:
        if not any(clip.word == word for clip in every):
            found = ", ".join(sorted({clip.word for clip in every})) or "none"
            raise VBoardError(f"{data}: no recording of {word!r}; words found: {found}")
    clips = [clip for clip in every if not is_validation(clip.speaker)]
    if plan.others_each:
        others = [word for word in voices.OTHER_WORDS if word not in words]
        clips += voices.synthesise(tuple(words), others, plan.others_each, seed)
    noise: list[Samples] = list(read_noise(data, False).values())
    rooms = augment.draw_rooms(np.random.default_rng([seed, 1]), ROOMS)
    return Material(("silence", "unknown", *words), clips, noise, rooms)


def _make_part(job: tuple[Path, Path, Material, tuple[int, int], int]) -> None:
    path, library, material, seed, least = job
    corpus.make_part(path, library, material, LabelRule(), seed, least=least)


def make_parts(
    material: Material, plan: Plan, seed: int, folder: Path, jobs: int, progress: Progress
) -> corpus.WindowSet:
    """The features to train on. Parts that are there already are taken as they are."""
    paths = [folder / f"part{k}.npz" for k in range(plan.parts)]
    library = build(folder)
    missing = [
        (p, library, material, (seed, k), plan.least_clips) for k, p in enumerate(paths) if not p.is_file()
    ]
    progress("features", 1 - len(missing) / plan.parts)
    if missing:
        with starting():
            workers = multiprocessing.get_context("spawn").Pool(min(jobs, len(missing)), follow_parent)
        with workers as pool:
            for done, _ in enumerate(pool.imap_unordered(_make_part, missing), 1):
                progress("features", 1 - (len(missing) - done) / plan.parts)
    return corpus.load(paths)


def working_folder(base: Path, words: Sequence[str], data: Path, plan: Plan, seed: int) -> Path:
    """A folder of its own for each set of words, data, plan and seed: what is resumed fits."""
    names = sorted(str(path.relative_to(data)) for path in data.rglob("*") if path.is_file())
    text = repr((tuple(words), names, asdict(plan), seed))
    folder = base / hashlib.sha256(text.encode()).hexdigest()[:12]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def check_packages() -> None:
    """Raises:
    VBoardError: a package that training needs is not installed.
    """
    if not all(find_spec(name) for name in ("scipy", "torch")):
        raise VBoardError("training needs PyTorch and SciPy: pip install torch scipy soundfile")


def make_model(
    words: Sequence[str], data: Path, base: Path, plan: Plan, seed: int, jobs: int, progress: Progress
) -> bytes:
    """The .tflite file of a network that tells silence, other words and `words` apart.

    Raises:
        VBoardError: words, data or this machine are not fit for it.
    """
    check_words(words)
    check_packages()
    import torch

    torch.set_num_threads(max(1, jobs))
    material = read_material(words, data, plan, seed)
    folder = working_folder(base, words, data, plan, seed)
    windows = make_parts(material, plan, seed, folder, jobs, progress)
    labels = len(material.labels)

    def told(name: str, done: int, total: int, loss: float) -> None:
        progress(f"{name}, loss {loss:.3f}", done / total)

    student = trainer.train("network", network.STUDENT, labels, windows, plan.alone, seed, folder, told)
    if plan.teacher.steps:
        teacher = trainer.train(
            "teacher", network.TEACHER, labels, windows, plan.teacher, seed + 1, folder, told, dropout=0.2
        )
        lesson = trainer.Distillation(teacher)
        student = trainer.train(
            "taught", network.STUDENT, labels, windows, plan.taught, seed, folder, told, lesson, start=student
        )
    seen = trainer.calibration(windows, labels, seed)
    return quantise.convert(student, network.STUDENT, material.labels, seen, quantise.Finish())
