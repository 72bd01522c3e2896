"""Reverberation of a shoebox room by the image method."""

from __future__ import annotations

import numpy as np

from vboard.evaluation.clips import RATE, Signal

SPEED_OF_SOUND = 343.0  # m/s


def impulse_response(
    room: tuple[float, float, float],
    source: tuple[float, float, float],
    microphone: tuple[float, float, float],
    rt60: float,
) -> Signal:
    """Response from source to microphone, the direct sound first and of height 1; shape [n].

    Sizes in metres, `rt60` in seconds. All walls reflect alike, by Sabine's formula.
    Source: J. B. Allen, D. A. Berkley, "Image method for efficiently simulating small-room acoustics",
    J. Acoust. Soc. Am. 65 (1979), 943-950.
    """
    size = np.array(room)
    volume = float(size.prod())
    surface = 2 * volume * float((1 / size).sum())
    absorption = min(0.99, 24 * np.log(10) / SPEED_OF_SOUND * volume / (surface * rt60))
    reflection = np.sqrt(1 - absorption)
    reach = SPEED_OF_SOUND * rt60
    # Along each axis: the distances of the images, and how often sound was reflected on the way.
    squares, bounces = [], []
    for length, at, ear in zip(room, source, microphone, strict=True):
        n = np.arange(-int(reach / (2 * length)) - 1, int(reach / (2 * length)) + 2)
        places = np.concatenate([2 * n * length + at, 2 * n * length - at])
        squares.append((places - ear) ** 2)
        bounces.append(np.concatenate([np.abs(2 * n), np.abs(2 * n - 1)]))
    distance = np.sqrt(
        squares[0][:, None, None] + squares[1][None, :, None] + squares[2][None, None, :]
    ).ravel()
    order = (bounces[0][:, None, None] + bounces[1][None, :, None] + bounces[2][None, None, :]).ravel()
    near = distance <= reach
    distance, order = distance[near], order[near]
    delay = distance / SPEED_OF_SOUND * RATE
    first = float(delay.min())
    height = reflection**order * (distance.min() / distance)
    tap = np.floor(delay - first).astype(np.int64)
    share = delay - first - tap
    response = np.zeros(int(tap.max()) + 2)
    np.add.at(response, tap, height * (1 - share))
    np.add.at(response, tap + 1, height * share)
    return np.asarray(response, np.float32)


def draw_room(rng: np.random.Generator, distance: float, rt60: float) -> Signal:
    """The response of a room of drawn size with the talker `distance` metres from the microphone."""
    for _ in range(100):
        room = np.array([rng.uniform(3, 8), rng.uniform(3, 6), rng.uniform(2.3, 3.2)])
        room[0] = max(room[0], distance / 0.8)
        ear = rng.uniform(0.15, 0.85, 3) * room
        angle, height = rng.uniform(0, 2 * np.pi), rng.uniform(-0.15, 0.15)
        step = np.array([np.cos(angle), np.sin(angle), height])
        talker = ear + distance * step / np.linalg.norm(step)
        if ((talker > 0.2) & (talker < room - 0.2)).all():
            break
    else:
        talker = np.clip(talker, 0.2, room - 0.2)
    as_tuple = [(float(v[0]), float(v[1]), float(v[2])) for v in (room, talker, ear)]
    return impulse_response(as_tuple[0], as_tuple[1], as_tuple[2], rt60)


def reverberate(signal: Signal, response: Signal) -> Signal:
    """The signal in the room, at its own level and length: what the direct sound keeps in time."""
    from scipy.signal import fftconvolve

    wet = fftconvolve(signal, response)[: len(signal)]
    power = float(np.mean(np.square(signal))) / (float(np.mean(np.square(wet))) + 1e-9)
    return np.asarray(wet * np.sqrt(power), np.float32)
