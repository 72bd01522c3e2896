#!/usr/bin/env python3
"""Trains the hotword model: silence, unknown, yes, no from one second of audio features.

  python -m scripts.train_hotword --data DIR [--out firmware/models]

DIR holds speech_commands/<word>/<speaker>_nohash_<n>.flac. Needs the extras "train" and "audio", g++,
and Debian's espeak-ng and flite for the synthesised voices. Every random choice comes from --seed;
multi-threaded sums still make two trainings differ in the last digits.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
from scripts import frontend_host, hotword_data, hotword_model, hotword_set, hotword_streams, hotword_voices

ROOT = Path(__file__).resolve().parent.parent
# How often each class is shown: silence, unknown, yes, no.
CLASS_SHARE = (0.15, 0.39, 0.23, 0.23)
PEAK_RATE = (4e-3, 5e-3)  # learning rate of the teacher and of its student
TEMPERATURE = 2.0  # softens the teacher's scores
SOFT_SHARE = 0.8  # of the student's loss; the rest is the true label
# Chosen by evaluate_hotword.py: most hits in a stream for few false alarms.
FINISH = hotword_model.Finish(sharpen=2.0, bias=(0.0, 0.0, 0.4, 1.2))


def batches(
    data: hotword_set.WindowSet, count: int, size: int, rng: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Indices [count, size] of windows, drawn by class."""
    groups = data.by_label()
    labels = rng.choice(len(groups), size=count * size, p=CLASS_SHARE)
    chosen = np.empty(count * size, np.int64)
    for label, group in enumerate(groups):
        mask = labels == label
        chosen[mask] = group[rng.integers(len(group), size=int(mask.sum()))]
    return chosen.reshape(count, size), labels.reshape(count, size)


def mask_features(x: npt.NDArray[np.float32], rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Blanks a band of channels in some windows and some slices in others, so that no one cue decides."""
    for window in x:
        if rng.random() < 0.4:
            width = int(rng.integers(1, 7))
            first = int(rng.integers(0, x.shape[2] - width))
            window[:, first : first + width] = 0
        if rng.random() < 0.3:
            width = int(rng.integers(1, 6))
            first = int(rng.integers(0, x.shape[1] - width))
            window[first : first + width] = 0
    return x


def train(
    arch: str,
    data: hotword_set.WindowSet,
    check: hotword_set.WindowSet,
    steps: int,
    seed: int,
    teacher: Any = None,
) -> Any:
    """Trains for `steps` batches; with a teacher, mostly towards its softened scores."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    size = 128
    model = hotword_model.build(arch, dropout=0.2 if teacher is None else 0.05)
    schedule = keras.optimizers.schedules.CosineDecay(
        0.0, steps, warmup_target=PEAK_RATE[teacher is not None], warmup_steps=steps // 20
    )
    optimizer = keras.optimizers.AdamW(schedule, weight_decay=2e-4)
    loss_of = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.02)

    @tf.function(jit_compile=False)
    def step(x: Any, y: Any) -> Any:
        if teacher is not None:
            soft = tf.nn.softmax(teacher(x, training=False) / TEMPERATURE)
        with tf.GradientTape() as tape:
            logits = model(x, training=True)
            loss = loss_of(y, logits)
            if teacher is not None:
                cross = tf.nn.softmax_cross_entropy_with_logits(soft, logits / TEMPERATURE)
                loss = (1 - SOFT_SHARE) * loss + SOFT_SHARE * TEMPERATURE**2 * tf.reduce_mean(cross)
        optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
        return loss

    report_every = max(1, steps // 12)
    one_hot = np.eye(len(hotword_data.LABELS), dtype=np.float32)
    total = 0.0
    for first in range(0, steps, 50):
        indices, labels = batches(data, min(50, steps - first), size, rng)
        for i, (which, label) in enumerate(zip(indices, labels, strict=True)):
            x = mask_features(hotword_model.to_real(data.windows(which)), rng)
            total += float(step(tf.constant(x.reshape(size, -1)), tf.constant(one_hot[label])))
            done = first + i + 1
            if done % report_every == 0:
                accuracy = class_accuracy(float_predictor(model), check)
                print(
                    f"{arch} step {done}/{steps} loss {total / report_every:.4f} validation {accuracy}",
                    flush=True,
                )
                total = 0.0
    return model


def float_predictor(model: Any) -> Any:
    return lambda x: model.predict(hotword_model.to_real(x).reshape(len(x), -1), verbose=0, batch_size=512)


def class_accuracy(predict: Any, data: hotword_set.WindowSet) -> str:
    confusion = confusion_matrix(predict, data)
    rates = np.diag(confusion) / confusion.sum(axis=1)
    return " ".join(f"{r:.3f}" for r in rates) + f" mean {rates.mean():.4f}"


def confusion_matrix(predict: Any, data: hotword_set.WindowSet) -> npt.NDArray[np.int64]:
    guess = np.argmax(predict(data.windows(np.arange(len(data.starts)))), axis=1)
    confusion = np.zeros((4, 4), np.int64)
    np.add.at(confusion, (data.labels, guess), 1)
    return confusion


def windows(
    args: argparse.Namespace, frontend: frontend_host.Frontend, clips: list[Any]
) -> hotword_set.WindowSet:
    """The training windows, from the cache if they were made before."""
    cache = args.build / f"windows_{args.passes}_{args.counts_from}_{args.seed}.npz"
    if cache.exists():
        stored = np.load(cache)
        return hotword_set.WindowSet(stored["slices"], stored["starts"], stored["labels"])
    clips = clips + hotword_voices.training_clips(args.seed)
    rule = hotword_streams.LabelRule(counts_from=args.counts_from)
    noise = hotword_data.read_noise(args.data, False)
    data = hotword_set.training_set(frontend, clips, noise, args.passes, rule, args.seed)
    np.savez(cache, slices=data.slices, starts=data.starts, labels=data.labels)
    return data


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Trains the hotword model.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds speech_commands/")
    parser.add_argument("--out", type=Path, default=ROOT / "firmware" / "models")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "train", help="intermediate files")
    parser.add_argument("--steps", type=int, default=9000, help="batches of 128 windows")
    parser.add_argument("--teacher-steps", type=int, default=5000)
    parser.add_argument("--passes", type=int, default=4, help="variations of every clip")
    parser.add_argument("--counts-from", type=float, default=0.5, help="share of a word that makes it count")
    parser.add_argument(
        "--sharpen", type=float, default=1.0, help="factor on the final scores before softmax"
    )
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(argv)

    import keras

    args.build.mkdir(parents=True, exist_ok=True)
    frontend = frontend_host.Frontend(frontend_host.build(args.build))
    training, validation = hotword_data.split(list(hotword_data.read_clips(args.data)))
    check = hotword_set.clip_set(frontend, validation, hotword_data.read_noise(args.data, True), args.seed)
    data = windows(args, frontend, training)
    print(f"{len(data.slices)} slices, windows by label {[len(g) for g in data.by_label()]}", flush=True)

    teacher_path = args.build / f"teacher_{args.counts_from}_{args.seed}_{args.teacher_steps}.keras"
    if teacher_path.exists():
        teacher = keras.models.load_model(teacher_path)
    else:
        teacher = train("teacher", data, check, args.teacher_steps, args.seed)
        teacher.save(teacher_path)
    model = train("student", data, check, args.steps, args.seed, teacher)
    model.save(args.build / f"{args.out.name}.keras")
    content = hotword_model.convert(model.get_weights(), calibration(data, args.seed), FINISH)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "hotword.tflite").write_bytes(content)
    print(f"{args.out / 'hotword.tflite'}: {len(content)} bytes")
    return 0


def calibration(data: hotword_set.WindowSet, seed: int) -> npt.NDArray[np.int8]:
    """The 500 windows, drawn like a batch, that set the ranges of the int8 activations."""
    chosen, _ = batches(data, 1, 500, np.random.default_rng(seed))
    return data.windows(chosen[0])


if __name__ == "__main__":
    sys.exit(main())
