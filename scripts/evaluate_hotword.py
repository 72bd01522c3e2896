#!/usr/bin/env python3
"""Scores a .tflite hotword model: clip accuracy, and what the application would hear in streams.

  python -m scripts.evaluate_hotword --data DIR [--model firmware/models/hotword.tflite] [--report FILE]

Only the validation speakers and validation noise are used. Features come from the firmware's front end,
the model runs in package tflite-micro or ai-edge-litert, and RecognizeCommands is simulated.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from scripts import frontend_host, hotword_data, hotword_recognizer, hotword_set
from scripts.hotword_data import LABELS, NO, RATE, UNKNOWN, YES, Clip, Samples

ROOT = Path(__file__).resolve().parent.parent
STREAM_CLIPS = 12
TOLERANCE_MS = 1500  # a command counts for a word if it comes at most this long after the word's end


Model = Callable[[npt.NDArray[np.int8]], npt.NDArray[np.int8]]


def load_model(path: Path, interpreter: str = "tflite-micro") -> Model:
    """[n, 49, 40] int8 features -> [n, 4] int8 scores, by TensorFlow Lite Micro or by LiteRT.

    The firmware's runtime rounds as TensorFlow Lite Micro does: its scores are the same to the bit.
    LiteRT is ten times faster and differs by a step now and then.
    """
    if not path.is_file():
        raise SystemExit(f"{path}: no such file; expected a .tflite model")
    invoke, shape = {"tflite-micro": _tflite_micro, "litert": _litert}[interpreter](path)

    def run(windows: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
        out = np.empty((len(windows), len(LABELS)), np.int8)
        for i, window in enumerate(windows):
            out[i] = invoke(window.reshape(shape))[0]
        return out

    return run


def _tflite_micro(path: Path) -> tuple[Any, Any]:
    from tflite_micro.python.tflite_micro import runtime

    interpreter: Any = runtime.Interpreter.from_file(str(path), arena_size=32768)

    def invoke(window: npt.NDArray[np.int8]) -> Any:
        interpreter.set_input(window, 0)
        interpreter.invoke()
        return interpreter.get_output(0)

    return invoke, interpreter.get_input_details(0)["shape"]


def _litert(path: Path) -> tuple[Any, Any]:
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    interpreter: Any = Interpreter(
        str(path), experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    )
    interpreter.allocate_tensors()
    source, sink = interpreter.get_input_details()[0], interpreter.get_output_details()[0]

    def invoke(window: npt.NDArray[np.int8]) -> Any:
        interpreter.set_tensor(source["index"], window)
        interpreter.invoke()
        return interpreter.get_tensor(sink["index"])

    return invoke, source["shape"]


def spoken_stream(
    clips: list[Clip], noise: Samples | None, rng: np.random.Generator
) -> tuple[Samples, list[tuple[int, int, int]]]:
    """Clips as recorded, 1 to 3 s apart, over faint noise; and (label, start ms, end ms) of each word."""
    parts: list[Samples] = [np.zeros(RATE, np.int16)]
    words, position = [], RATE
    for clip in clips:
        words.append((clip.label, (position + clip.start) // 16, (position + clip.end) // 16))
        gap = np.zeros(int(rng.uniform(1.0, 3.0) * RATE), np.int16)
        parts += [clip.samples, gap]
        position += len(clip.samples) + len(gap)
    stream = np.concatenate(parts).astype(np.float32)
    if noise is not None:
        level = 0.02 * 32768 * 10 ** rng.uniform(-1.5, 0)
        piece = np.resize(noise.astype(np.float32), len(stream))
        stream += piece * np.float32(level / np.sqrt(np.mean(piece**2)))
    return stream.round().clip(-32768, 32767).astype(np.int16), words


def score_streams(
    frontend: frontend_host.Frontend,
    model: Any,
    clips: list[Clip],
    noise: list[Samples],
    every: int,
    seed: int,
) -> dict[str, Any]:
    """Hits, misses and false alarms over streams of "yes", "no" and as many other words."""
    rng = np.random.default_rng(seed)
    others = [clip for clip in clips if clip.label == UNKNOWN]
    chosen = [clip for clip in clips if clip.label != UNKNOWN]
    chosen += [others[i] for i in rng.choice(len(others), size=len(chosen), replace=False)]
    order = rng.permutation(len(chosen))
    spoken, hits, wrong = {YES: 0, NO: 0}, {YES: 0, NO: 0}, 0
    by_other: dict[str, int] = {}
    seconds, delays = 0.0, []
    for first in range(0, len(order), STREAM_CLIPS):
        number = first // STREAM_CLIPS
        bed = None if number % 2 == 0 else noise[number // 2 % len(noise)]
        samples, words = spoken_stream([chosen[i] for i in order[first : first + STREAM_CLIPS]], bed, rng)
        frontend.reset()
        heard = hotword_recognizer.listen(frontend.quantize_int8(frontend.feed(samples)), model, every)
        seconds += len(samples) / RATE
        commands = [h for h in heard if h.label in (YES, NO)]
        for label, start, end in words:
            match = next(
                (h for h in commands if h.label == label and start <= h.time_ms <= end + TOLERANCE_MS), None
            )
            if label in spoken:
                spoken[label] += 1
                if match is not None:
                    hits[label] += 1
                    delays.append(match.time_ms - end)
                    commands.remove(match)
        wrong += len(commands)
        for h in commands:
            near = [w for w in words if w[1] <= h.time_ms <= w[2] + TOLERANCE_MS]
            key = f"{LABELS[h.label]} for {LABELS[near[0][0]] if near else 'nothing'}"
            by_other[key] = by_other.get(key, 0) + 1
    return {
        "every_slices": every,
        "seconds": round(seconds),
        "yes_spoken": spoken[YES],
        "yes_hit_rate": round(hits[YES] / spoken[YES], 4),
        "no_spoken": spoken[NO],
        "no_hit_rate": round(hits[NO] / spoken[NO], 4),
        "other_words_spoken": len(chosen) - spoken[YES] - spoken[NO],
        "false_alarms": wrong,
        "false_alarms_by_kind": by_other,
        "median_delay_after_word_ms": float(np.median(delays)) if delays else None,
    }


def score_noise(
    frontend: frontend_host.Frontend, model: Any, noise: list[Samples], every: int
) -> dict[str, Any]:
    """False alarms on noise alone and on digital silence."""
    alarms, seconds = 0, 0.0
    for piece in [*noise, np.zeros(20 * RATE, np.int16)]:
        frontend.reset()
        heard = hotword_recognizer.listen(frontend.quantize_int8(frontend.feed(piece)), model, every)
        alarms += sum(h.label in (YES, NO) for h in heard)
        seconds += len(piece) / RATE
    return {"seconds": round(seconds), "false_alarms": alarms}


def clip_report(model: Any, data: hotword_set.WindowSet) -> dict[str, Any]:
    guess = np.argmax(model(data.windows(np.arange(len(data.starts)))), axis=1)
    confusion = np.zeros((4, 4), np.int64)
    np.add.at(confusion, (data.labels, guess), 1)
    rates = np.diag(confusion) / confusion.sum(axis=1)
    return {
        "confusion_rows_are_true_labels": confusion.tolist(),
        "accuracy_by_class": {label: round(float(r), 4) for label, r in zip(LABELS, rates, strict=True)},
        "accuracy_mean": round(float(rates.mean()), 4),
    }


def evaluate(path: Path, data_dir: Path, build: Path, seed: int, interpreter: str) -> dict[str, Any]:
    frontend = frontend_host.Frontend(frontend_host.build(build))
    _, clips = hotword_data.split(list(hotword_data.read_clips(data_dir)))
    noise = hotword_data.read_noise(data_dir, True)
    model = load_model(path, interpreter)
    return {
        "model_bytes": path.stat().st_size,
        "clips": clip_report(model, hotword_set.clip_set(frontend, clips, noise, seed)),
        "streams": [score_streams(frontend, model, clips, noise, every, seed) for every in (1, 2, 3)],
        "noise": score_noise(frontend, model, noise, 1),
    }


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Scores a hotword model on speakers it was not trained on.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds speech_commands/")
    parser.add_argument("--model", type=Path, default=ROOT / "firmware" / "models" / "hotword.tflite")
    parser.add_argument("--build", type=Path, default=ROOT / "build" / "train")
    parser.add_argument("--interpreter", choices=("tflite-micro", "litert"), default="tflite-micro")
    parser.add_argument("--report", type=Path, help="also write the figures to this JSON file")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(argv)
    text = json.dumps(evaluate(args.model, args.data, args.build, args.seed, args.interpreter), indent=2)
    print(text)
    if args.report:
        args.report.write_text(text + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
