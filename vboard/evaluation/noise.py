"""Noise by kind: made from a seed, or cut from recordings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vboard.evaluation.clips import RATE, Clip, Samples, Signal


def unit(signal: Signal) -> Signal:
    """Scaled to an RMS of 1; nothing stays nothing."""
    rms = float(np.sqrt(np.mean(np.square(signal, dtype=np.float64))))
    return np.asarray(signal / np.float32(rms), np.float32) if rms > 0 else signal


def white(rng: np.random.Generator, length: int) -> Signal:
    """Every frequency alike."""
    return rng.standard_normal(length).astype(np.float32)


def shaped(rng: np.random.Generator, length: int, gains_db: Sequence[float]) -> Signal:
    """Noise whose spectrum passes through gains at equal steps of log frequency, 50 Hz to 8 kHz."""
    from scipy.fft import next_fast_len

    size = next_fast_len(length, real=True)
    spectrum = np.fft.rfft(rng.standard_normal(size))
    frequency = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1.0)
    points = np.geomspace(50, RATE / 2, len(gains_db))
    gain = np.interp(np.log(frequency), np.log(points), gains_db)
    return unit(np.fft.irfft(spectrum * 10 ** (gain / 20), size)[:length].astype(np.float32))


def coloured(rng: np.random.Generator, length: int, slope_db: float) -> Signal:
    """Noise that changes by `slope_db` an octave: -3 is pink, -6 brown, +3 blue."""
    octaves = float(np.log2(RATE / 2 / 50))
    return shaped(rng, length, [0.0, slope_db * octaves])


def hum(rng: np.random.Generator, length: int) -> Signal:
    """A mains transformer: harmonics of 50 or 60 Hz that fall off, and a little fan."""
    base = float(rng.choice([50.0, 60.0])) * rng.uniform(0.998, 1.002)
    time = np.arange(length) / RATE
    out = np.zeros(length)
    for k in range(1, 25):
        level = k ** -rng.uniform(0.7, 1.3) * rng.uniform(0.3, 1.0)
        out += level * np.sin(2 * np.pi * base * k * time + rng.uniform(0, 2 * np.pi))
    return unit(out.astype(np.float32) + 0.1 * coloured(rng, length, -4))


def babble(rng: np.random.Generator, length: int, clips: Sequence[Clip], talkers: int) -> Signal:
    """Many people at once: words of each talker follow one another without a pause."""
    out = np.zeros(length, np.float32)
    for _ in range(talkers):
        at = -int(rng.uniform(0, RATE))
        while at < length:
            clip = clips[int(rng.integers(len(clips)))]
            word = unit(clip.samples[clip.start : clip.end].astype(np.float32))
            first, last = max(0, at), min(length, at + len(word))
            if last > first:
                out[first:last] += word[first - at : last - at]
            at += len(word) + int(rng.uniform(0, 0.1) * RATE)
    return unit(out)


def cut(rng: np.random.Generator, length: int, recording: Samples) -> Signal:
    """A stretch of a recording from anywhere in it; a shorter one repeats."""
    start = int(rng.integers(len(recording)))
    return unit(np.resize(np.roll(recording, -start), length).astype(np.float32))


def clicks(rng: np.random.Generator, length: int) -> Signal:
    """Short bursts, from single samples to 20 ms, dull to bright."""
    out = np.zeros(length, np.float32)
    for at in rng.integers(0, length, max(1, int(length / RATE * rng.uniform(0.5, 4)))):
        size = min(int(10 ** rng.uniform(0, 2.5)), length - int(at))
        decay = np.exp(-np.arange(size) / max(1.0, size / 4)).astype(np.float32)
        burst = rng.standard_normal(size).astype(np.float32)
        if rng.random() < 0.5 and size > 4:
            burst = np.convolve(burst, np.ones(4, np.float32) / 2, mode="same").astype(np.float32)
        out[at : at + size] += np.float32(10 ** rng.uniform(-1, 0)) * burst * decay
    return unit(out)


def music(rng: np.random.Generator, length: int) -> Signal:
    """Chords and a tune of drawn instruments (harmonics, attack, decay), with a beat of noise."""
    out = np.zeros(length)
    beat = int(RATE * rng.uniform(0.2, 0.6))
    root = float(rng.uniform(80, 220))
    scale = (0, 2, 4, 5, 7, 9, 11, 12)
    for start in range(0, length, beat):
        size = min(int(beat * rng.uniform(1.0, 3.0)), length - start)
        time = np.arange(size) / RATE
        shape = np.minimum(1, time / rng.uniform(0.005, 0.05)) * np.exp(-time / rng.uniform(0.1, 0.8))
        for note in rng.choice(scale, int(rng.integers(1, 4)), replace=False):
            pitch = root * 2 ** (note / 12) * float(rng.choice([1, 2, 4]))
            for k in range(1, int(min(12, RATE / 2 / pitch)) + 1):
                level = k ** -rng.uniform(0.8, 2.0)
                out[start : start + size] += shape * level * np.sin(2 * np.pi * k * pitch * time)
        if rng.random() < 0.7:
            hit = min(int(0.08 * RATE), length - start)
            out[start : start + hit] += rng.standard_normal(hit) * np.exp(-np.arange(hit) / 300)
    return unit(out.astype(np.float32))
