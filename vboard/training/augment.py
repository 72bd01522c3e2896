"""What happens to speech between a mouth and a board, drawn at random: tempo, room, microphone, codec."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vboard.evaluation import noise as noises
from vboard.evaluation.clips import RATE, Clip, Samples, Signal
from vboard.evaluation.room import draw_room

Rng = np.random.Generator


def speed(samples: Signal, factor: float) -> Signal:
    """Plays `factor` times as fast: pitch moves too. Linear interpolation."""
    positions = np.arange(0, len(samples) - 1, factor)
    return np.asarray(np.interp(positions, np.arange(len(samples)), samples), np.float32)


def tempo(samples: Signal, factor: float) -> Signal:
    """Plays `factor` times as fast at the same pitch: overlapped grains of 30 ms, aligned by correlation."""
    size, hop, reach = 480, 240, 100
    fade = np.hanning(size + 1)[:size].astype(np.float32)
    count = int((len(samples) / factor - size) / hop)
    if count < 2:
        return samples
    padded = np.concatenate([samples, np.zeros(size + 2 * reach, np.float32)])
    out = np.zeros(count * hop + size, np.float32)
    at = 0
    for k in range(count):
        wanted = int(k * hop * factor)
        if k:
            target = padded[at + hop : at + hop + size]
            first = max(0, wanted - reach)
            region = padded[first : wanted + reach + size]
            at = first + int(np.argmax(np.correlate(region, target, mode="valid")))
        out[k * hop : k * hop + size] += fade * padded[at : at + size]
    return out


def draw_rooms(rng: Rng, count: int) -> list[Signal]:
    """Rooms from dead to lively, near and far."""
    return [draw_room(rng, float(rng.uniform(0.4, 5.0)), float(rng.uniform(0.15, 0.6))) for _ in range(count)]


def microphone(rng: Rng, signal: Signal) -> Signal:
    """An uneven frequency response: a curve of up to 12 dB, or a band limit."""
    from scipy import signal as filters

    kind = rng.random()
    if kind < 0.6:
        gains = rng.uniform(-9, 6, 7)
        taps = filters.firwin2(
            65, [0, *np.geomspace(100, RATE / 2, 7)], 10 ** (np.append(gains[0], gains) / 20), fs=RATE
        )
        return np.asarray(filters.oaconvolve(signal, taps.astype(np.float32), mode="same"), np.float32)
    low = float(rng.choice([0, 80, 200, 300]))
    high = float(rng.choice([3400, 4000, 5500, 7000]))
    band = filters.butter(4, [max(low, 20), high], "bandpass", fs=RATE, output="sos")
    return np.asarray(filters.sosfilt(band, signal), np.float32)


def codec(rng: Rng, signal: Signal) -> Signal:
    """Mu-law of 8 bits, fewer bits, or clipping; the signal is in sample steps."""
    kind = rng.random()
    if kind < 0.4:
        mu = 255.0
        x = np.clip(signal / 32768, -1, 1)
        y = np.sign(x) * np.log1p(mu * np.abs(x)) / np.log1p(mu)
        y = np.round(y * 127) / 127
        return np.asarray(np.sign(y) * np.expm1(np.abs(y) * np.log1p(mu)) / mu * 32768, np.float32)
    if kind < 0.6:
        step = np.float32(2 ** int(rng.integers(2, 7)))
        return np.asarray(np.round(signal / step) * step, np.float32)
    limit = np.float32(np.abs(signal).max() * rng.uniform(0.2, 0.8) + 1)
    return np.asarray(np.clip(signal, -limit, limit), np.float32)


def draw_noise(rng: Rng, length: int, recordings: Sequence[Samples], talk: Sequence[Clip]) -> Signal:
    """Noise of one kind, RMS 1: recorded, coloured, babble, hum, hiss, clicks, music."""
    kind = rng.random()
    if kind < 0.25 and recordings:
        return noises.cut(rng, length, recordings[int(rng.integers(len(recordings)))])
    if kind < 0.45:
        return noises.shaped(rng, length, rng.uniform(-30, 0, 6).tolist())
    if kind < 0.55:
        return noises.coloured(rng, length, float(rng.uniform(-9, 6)))
    if kind < 0.75 and talk:
        return noises.babble(rng, length, talk, int(rng.integers(3, 9)))
    if kind < 0.82:
        return noises.hum(rng, length)
    if kind < 0.88:
        edge = rng.uniform(-60, -20)
        return noises.shaped(rng, length, [edge, edge, edge, edge, edge, 0, 0])
    if kind < 0.94:
        return noises.clicks(rng, length)
    return noises.music(rng, length)


def envelope(rng: Rng, length: int) -> Signal:
    """A level over time: steady, swelling, or set in and broken off at once."""
    kind = rng.random()
    if kind < 0.5:
        return np.ones(length, np.float32)
    knots = max(2, int(length / RATE * rng.uniform(0.2, 2)))
    if kind < 0.75:
        values = 10 ** (rng.uniform(-15, 3, knots) / 20)
        return np.interp(np.arange(length), np.linspace(0, length, knots), values).astype(np.float32)
    gates = np.zeros(length, np.float32)
    edges = np.sort(rng.integers(0, length, 2 * ((knots + 1) // 2)))
    for first, last in edges.reshape(-1, 2):
        gates[first:last] = 1
    return gates
