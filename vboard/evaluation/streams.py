"""Long test streams: words at known times, in a room, in noise, at a level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from vboard.evaluation import noise as noises
from vboard.evaluation.clips import RATE, Clip, Samples, Signal
from vboard.evaluation.room import draw_room, reverberate

SPEECH_RMS = 32768 * 10 ** (-26 / 20)
"""Level to which words are brought where a condition names one."""
ROOM_METRES, ROOM_RT60 = 4.0, 0.4


@dataclass(frozen=True)
class Word:
    """A word in a stream; `end` is behind its last audible frame, in samples."""

    text: str
    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Stream:
    """Samples, the words in them in the order of time, and where they come from."""

    samples: Samples
    words: tuple[Word, ...]

    @property
    def seconds(self) -> float:
        """Length."""
        return len(self.samples) / RATE


@dataclass(frozen=True)
class Condition:
    """What is done to the words of a stream.

    snr_db: of each word's RMS (audible part) to the noise. level_db: against the usual level of -26 dB of
    full scale. Words keep the level of their recording where neither is given.
    """

    name: str
    noise: str = ""
    snr_db: float = 10.0
    level_db: float | None = None
    room: bool = False

    @property
    def rms(self) -> float | None:
        """To which each word is brought; None: words stay as they were recorded."""
        if self.level_db is not None:
            return float(SPEECH_RMS * 10 ** (self.level_db / 20))
        return SPEECH_RMS if self.noise or self.room else None


CONDITIONS = (
    Condition("clean"),
    *(
        Condition(f"{kind} 10 dB", kind)
        for kind in ("babble", "street", "kitchen", "white", "coloured", "hum")
    ),
    Condition("level -20 dB", level_db=-20.0),
    Condition("room 4 m", room=True),
)
_RECORDED = {"street": "traffic", "kitchen": "doing_the_dishes"}


@dataclass(frozen=True)
class Noises:
    """What noise is made from: recordings by name, and talk of other words."""

    recordings: Mapping[str, Samples]
    talk: Sequence[Clip]

    def make(self, kind: str, length: int, rng: np.random.Generator) -> Signal:
        """Noise of an RMS of 1. A recorded kind without a recording is shaped noise that swells."""
        if kind == "babble":
            return noises.babble(rng, length, self.talk, 6)
        if kind == "white":
            return noises.white(rng, length)
        if kind == "coloured":
            return noises.coloured(rng, length, float(rng.choice([-3.0, -6.0, 3.0])))
        if kind == "hum":
            return noises.hum(rng, length)
        if kind == "music":
            return noises.music(rng, length)
        if kind == "clicks":
            return noises.clicks(rng, length)
        if kind == "hiss":
            return noises.shaped(rng, length, [-60, -60, -60, -60, -60, -20, 0])
        fitting = [name for name in sorted(self.recordings) if name.startswith(_RECORDED.get(kind, kind))]
        if fitting:
            return noises.cut(rng, length, self.recordings[fitting[int(rng.integers(len(fitting)))]])
        swell = np.interp(
            np.arange(length),
            np.arange(0, length + RATE, RATE),
            10 ** (rng.uniform(-10, 3, length // RATE + 2)[: len(np.arange(0, length + RATE, RATE))] / 20),
        )
        return noises.unit(noises.coloured(rng, length, -5.0) * swell.astype(np.float32))


def at_level(clip: Clip, rms: float | None) -> Signal:
    """A clip's samples, its audible part brought to an RMS where one is given and no sample clips."""
    samples = clip.samples.astype(np.float32)
    if rms is None:
        return samples
    spoken = samples[clip.start : clip.end]
    gain = rms / (float(np.sqrt(np.mean(np.square(spoken)))) + 1e-6)
    return samples * np.float32(min(gain, 32767 / (float(np.abs(samples).max()) + 1)))


def place(
    clips: Sequence[Clip], rng: np.random.Generator, pause: tuple[float, float], rms: float | None
) -> tuple[Signal, list[Word]]:
    """Clips as they were recorded with pauses of digital silence; at one RMS where one is given."""
    parts: list[Signal] = [np.zeros(RATE, np.float32)]
    words, at = [], RATE
    for clip in clips:
        samples = at_level(clip, rms)
        words.append(Word(clip.word, clip.name, at + clip.start, at + clip.end))
        gap = np.zeros(int(rng.uniform(*pause) * RATE), np.float32)
        parts += [samples, gap]
        at += len(samples) + len(gap)
    return np.concatenate([*parts, np.zeros(RATE, np.float32)]), words


def build(
    clips: Sequence[Clip],
    condition: Condition,
    source: Noises,
    rng: np.random.Generator,
    pause: tuple[float, float] = (0.6, 2.0),
) -> Stream:
    """One stream of the clips in their order, under a condition."""
    speech, words = place(clips, rng, pause, condition.rms)
    return render(speech, words, condition, source, rng)


def render(
    speech: Signal, words: Sequence[Word], condition: Condition, source: Noises, rng: np.random.Generator
) -> Stream:
    """The room and the noise of a condition around speech."""
    if condition.room:
        speech = reverberate(speech, draw_room(rng, ROOM_METRES, ROOM_RT60))
    if condition.noise:
        level = SPEECH_RMS * 10 ** (-condition.snr_db / 20)
        speech = speech + source.make(condition.noise, len(speech), rng) * np.float32(level)
    return Stream(np.round(speech).clip(-32768, 32767).astype(np.int16), tuple(words))


def draw(
    clips: Sequence[Clip], words: Sequence[str], each: int, others: int, rng: np.random.Generator
) -> list[Clip]:
    """`each` clips of every word and `others` of the rest, in a drawn order; clips repeat when few."""

    def some(pool: Sequence[Clip], count: int) -> list[Clip]:
        picked: list[Clip] = []
        while len(picked) < count and pool:
            picked += [pool[i] for i in rng.permutation(len(pool))]
        return picked[:count]

    chosen = some([clip for clip in clips if clip.word not in words], others)
    for word in words:
        chosen += some([clip for clip in clips if clip.word == word], each)
    return [chosen[i] for i in rng.permutation(len(chosen))]


def without_words(stream: Stream) -> Stream:
    """The same audio where no word counts."""
    return replace(stream, words=())
