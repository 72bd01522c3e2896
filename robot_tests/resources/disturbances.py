"""What can happen to sound on its way into a board: too loud, bytes lost, a wrong baud rate.

Standard library only; the same input and seed give the same bytes.
"""

from __future__ import annotations

import array
import random
import sys

LOUDEST = 32767
FRAME_BITS = 10
"""Of a byte on a line 8N1: start bit, eight data bits with the lowest first, stop bit."""


def amplify(pcm: bytes, decibels: float) -> bytes:
    """16-bit little-endian samples, louder; what does not fit is clipped."""
    samples = array.array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    factor = 10 ** (decibels / 20)
    louder = array.array("h", [max(-LOUDEST - 1, min(LOUDEST, round(each * factor))) for each in samples])
    if sys.byteorder == "big":
        louder.byteswap()
    return louder.tobytes()


def lose(data: bytes, share: float, seed: int) -> bytes:
    """The bytes that arrive when each is lost with a probability."""
    chance = random.Random(seed)
    return bytes(byte for byte in data if chance.random() >= share)


def misread(data: bytes, sent: int, received: int) -> bytes:
    """What a receiver at one baud rate makes of bytes that were sent at another, 8N1 without pauses.

    It waits for a falling edge and samples the middle of each of its own bits; a byte counts whatever its
    stop bit is, as a UART with a framing error still delivers it.
    """
    line = bytearray()
    for byte in data:
        line.append(0)
        line.extend(byte >> bit & 1 for bit in range(8))
        line.append(1)
    bit_time = sent / received
    result = bytearray()
    at = 0
    while (start := line.find(0, at)) >= 0:
        places = [int(start + (bit + 0.5) * bit_time) for bit in range(FRAME_BITS)]
        if places[-1] >= len(line):
            break
        if line[places[0]] == 0:
            result.append(sum(line[place] << bit for bit, place in enumerate(places[1:9])))
            at = places[-1]
        else:  # a glitch, shorter than half a bit
            at = start + 1
        # The next start bit is an edge, so the line must have been high before.
        at = max(at, line.find(1, at))
    return bytes(result)
