"""Which streams an evaluation plays: each a minute that follows from data, words, seed and a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from vboard.errors import VBoardError, nearest
from vboard.evaluation.catalogue import Catalogue, Clips, Entry, load
from vboard.evaluation.clips import RATE, Signal
from vboard.evaluation.streams import (
    CONDITIONS,
    SPEECH_RMS,
    Condition,
    Noises,
    Stream,
    Word,
    at_level,
    render,
)

SECONDS = 60
"""Length of a stream."""
LEAD, TAIL = 1.0, 1.5
"""Seconds without a word before the first one and behind the last."""
PAUSE = (0.6, 2.0)
"""Seconds between recordings."""
OTHERS_PAUSE = (1.6, 2.4)
"""The same among other words alone: with a word of a second, 20 a minute."""
WORDS_A_STREAM, OTHERS_A_STREAM = 8, 20
"""By how many recordings of a word, and of other words, the next stream begins later."""
NOISE_KINDS = ("street", "kitchen", "white", "coloured", "hum", "music", "clicks", "hiss")
MIXED, OTHERS, NOISE = "mixed", "others", "noise"
_BY_NAME = {condition.name.split()[0]: condition for condition in CONDITIONS}
NAMES = (MIXED, *_BY_NAME, OTHERS, NOISE)
"""What `--condition` takes, besides `ALL` for every one."""
ALL = "all"


@dataclass(frozen=True)
class Shard:
    """One stream: a condition's name, its number among those of the condition, the seed of all."""

    condition: str
    number: int
    seed: int

    @property
    def name(self) -> str:
        """`clean-00012`."""
        return f"{self.condition}-{self.number:05}"


def choose_conditions(names: Sequence[str]) -> tuple[str, ...]:
    """What names stand for, each once: `all` for every condition, none for the mixed one.

    Raises:
        VBoardError: a name that no condition has.
    """
    for name in names:
        if name not in (*NAMES, ALL):
            hint = nearest(name, (*NAMES, ALL))
            raise VBoardError(f"--condition {name}: expected {', '.join(NAMES)} or {ALL}{hint}")
    return NAMES if ALL in names else tuple(dict.fromkeys(names)) or (MIXED,)


def plan(conditions: Sequence[str], minutes: int, seed: int) -> tuple[Shard, ...]:
    """`minutes` streams of each condition. More minutes begin with the same streams."""
    return tuple(Shard(name, number, seed) for name in conditions for number in range(minutes))


def check_material(catalogue: Catalogue, words: Sequence[str], conditions: Sequence[str]) -> None:
    """Raises VBoardError when a condition needs recordings that are not there."""
    if set(conditions) - {NOISE, OTHERS}:
        catalogue.check(words)
    needs_others = next((name for name in conditions if name in (OTHERS, "babble")), None)
    if needs_others and not catalogue.others(words):
        raise VBoardError(
            f"{catalogue.source}: --condition {needs_others} needs recordings of words other than "
            f"{', '.join(words)}"
        )


def make_stream(catalogue: Catalogue, words: Sequence[str], shard: Shard) -> Stream:
    """The samples of a stream and the words in them; equal wherever it is made."""
    rng = np.random.default_rng([shard.seed, shard.number, *shard.condition.encode()])
    others = catalogue.others(words)
    source = Noises(catalogue.noise_recordings(), Clips(others))
    if shard.condition == NOISE:
        return _noise(source, shard.number, rng)
    if shard.condition == OTHERS:
        speech, said = _arrange(_decks([], others, shard), rng, OTHERS_PAUSE, None)
        return render(speech, said, Condition(OTHERS), source, rng)
    decks = _decks([catalogue.of(word) for word in words], others, shard)
    if shard.condition == MIXED:
        speech, said = _arrange(decks, rng, PAUSE, SPEECH_RMS)
        return _mixed(speech, said, source, bool(others), rng)
    condition = _BY_NAME[shard.condition]
    speech, said = _arrange(decks, rng, PAUSE, condition.rms)
    return render(speech, said, condition, source, rng)


_Draw = Callable[[np.random.Generator], Entry]


def _decks(of_words: Sequence[Sequence[Entry]], others: Sequence[Entry], shard: Shard) -> _Draw:
    """Draws words and others alike often."""
    words = [_Deck(entries, shard, place, WORDS_A_STREAM) for place, entries in enumerate(of_words, 1)]
    rest = _Deck(others, shard, 0, OTHERS_A_STREAM)

    def draw(rng: np.random.Generator) -> Entry:
        if words and (not others or rng.random() < 0.5):
            return words[int(rng.integers(len(words)))].take()
        return rest.take()

    return draw


class _Deck:
    """Recordings shuffled by the seed alone; stream n begins at n times `step`."""

    def __init__(self, entries: Sequence[Entry], shard: Shard, place: int, step: int) -> None:
        self._entries = entries
        self._order = np.random.default_rng([shard.seed, place]).permutation(len(entries))
        self._at = shard.number * step

    def take(self) -> Entry:
        entry = self._entries[int(self._order[self._at % len(self._order)])]
        self._at += 1
        return entry


def _arrange(
    draw: _Draw, rng: np.random.Generator, pause: tuple[float, float], rms: float | None
) -> tuple[Signal, list[Word]]:
    """A minute of recordings with pauses of digital silence between them."""
    signal = np.zeros(SECONDS * RATE, np.float32)
    words: list[Word] = []
    at = round(LEAD * RATE)
    while True:
        clip = load(draw(rng))
        if at + len(clip.samples) > len(signal) - TAIL * RATE:
            return signal, words
        signal[at : at + len(clip.samples)] = at_level(clip, rms)
        words.append(Word(clip.word, clip.name, at + clip.start, at + clip.end))
        at += len(clip.samples) + round(rng.uniform(*pause) * RATE)


def _mixed(
    speech: Signal, words: Sequence[Word], source: Noises, talk: bool, rng: np.random.Generator
) -> Stream:
    """Half a minute of it in noise of a drawn kind, 10 to 20 dB below the words, that fades in and out."""
    kinds = [*NOISE_KINDS, *(["babble"] if talk else [])]
    length = len(speech) // 2
    noise = source.make(str(rng.choice(kinds)), length, rng)
    edge = np.minimum(1.0, np.minimum(np.arange(length), np.arange(length)[::-1]) / (0.5 * RATE))
    level = SPEECH_RMS * 10 ** (-rng.uniform(10, 20) / 20)
    start = int(rng.integers(len(speech) - length))
    speech[start : start + length] += noise * (edge * level).astype(np.float32)
    return Stream(np.round(speech).clip(-32768, 32767).astype(np.int16), tuple(words))


def _noise(source: Noises, number: int, rng: np.random.Generator) -> Stream:
    """A minute of one kind of noise; every other round it is switched on and off each second."""
    noise = source.make(NOISE_KINDS[number % len(NOISE_KINDS)], SECONDS * RATE, rng)
    if number // len(NOISE_KINDS) % 2:
        noise = noise * np.repeat((rng.random(SECONDS) < 0.5).astype(np.float32), RATE)
    level = np.float32(32768 * 10 ** (rng.uniform(-50, -15) / 20))
    return Stream(np.round(noise * level).clip(-32768, 32767).astype(np.int16), ())
