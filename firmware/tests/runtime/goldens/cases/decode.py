"""Golden cases of TFLM_DECODE: constants that are coded as indices, by Huffman codes, or pruned."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

import numpy as np

from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder

Rng = np.random.Generator

LOOKUP, HUFFMAN, PRUNED = 0, 1, 2


def packed(bits: str) -> Array:
    """Bits to bytes, the first one most significant; whole words of 32 bits and one more to look ahead."""
    bits += "0" * (-len(bits) % 32 + 32)
    return np.array([int(bits[at : at + 8], 2) for at in range(0, len(bits), 8)], np.uint8)


def ancillary(method: int, table: bytes, *parameters: int) -> Array:
    head = bytes([method, 1, 0, 0, 1, *parameters])
    return np.frombuffer(head.ljust(16, b"\0") + table, np.uint8)


def decode_case(
    name: str,
    outputs: list[tuple[tuple[int, ...], str, tuple[object, ...]]],
    coded: list[tuple[Array, Array]],
) -> Case:
    """`outputs`: shape, type, quantisation; `coded`: bits and header with table of each."""
    b = ModelBuilder()
    x = b.tensor((1, 2), "float32")
    y = b.tensor((2,), "float32")
    b.operator("RESHAPE", [x], [y])
    ins: list[int] = []
    for bits, table in coded:
        ins += [b.tensor(bits.shape, "uint8", data=bits), b.tensor(table.shape, "uint8", data=table)]
    outs = [b.tensor(shape, dtype, *how) for shape, dtype, how in outputs]  # type: ignore[arg-type]
    b.custom_operator("TFLM_DECODE", ins, outs)
    return Case(name, b.finish([x], [*outs, y]), [[np.zeros((1, 2), np.float32)]] * 2)


def channels(shape: tuple[int, ...], how: str) -> tuple[int, int]:
    """Number of channels and their axis."""
    return {"one": (1, 0), "first": (shape[0], 0), "last": (shape[-1], len(shape) - 1)}[how]


def quantised(count: int, axis: int, zero_points: list[int]) -> tuple[object, ...]:
    return ([0.5 + i for i in range(count)], zero_points, None, axis)


def table_of(rng: Rng, dtype: str, count: int) -> Array:
    if dtype == "float32":
        return rng.normal(0, 1, count).astype(np.float32)
    if dtype == "bool":
        return rng.integers(0, 2, count).astype(np.uint8)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, count, endpoint=True, dtype=dtype)


def lookup(rng: Rng, dtype: str, width: int, shape: tuple[int, ...], how: str) -> Case:
    count, axis = channels(shape, how)
    stride = (1 << width) - (width > 2)
    table = table_of(rng, dtype, stride * count)
    indices = rng.integers(0, stride, int(np.prod(shape)))
    bits = "".join(f"{index:0{width}b}" for index in indices)
    made = ancillary(LOOKUP, table.tobytes(), width, stride)
    quantisation = quantised(count, axis, [0] * count)
    return decode_case(
        f"lookup {dtype} {width} {how}", [(shape, dtype, quantisation)], [(packed(bits), made)]
    )


def pruned(rng: Rng, dtype: str, shape: tuple[int, ...], how: str, zeros: bool) -> Case:
    count, axis = channels(shape, how)
    kept = rng.random(int(np.prod(shape))) < 0.4
    table = table_of(rng, dtype, int(kept.sum()))
    points = [int(z) for z in rng.integers(-128, 128, count)] if zeros else [0] * count
    made = ancillary(PRUNED, table.tobytes())
    bits = "".join("01"[int(k)] for k in kept)
    name = f"pruned {dtype} {how} {zeros}"
    return decode_case(name, [(shape, dtype, quantised(count, axis, points))], [(packed(bits), made)])


def code_lengths(weights: Iterable[float]) -> list[int]:
    """Lengths of the Huffman codes of symbols that are that frequent."""
    heap = [(weight, [symbol]) for symbol, weight in enumerate(weights)]
    lengths = [0] * len(heap)
    heapq.heapify(heap)
    while len(heap) > 1:
        (a, low), (b, high) = heapq.heappop(heap), heapq.heappop(heap)
        for symbol in low + high:
            lengths[symbol] += 1
        heapq.heappush(heap, (a + b, low + high))
    return lengths


def codes(lengths: list[int]) -> list[str]:
    """Canonical codes, as bits."""
    made, code, before = [""] * len(lengths), 0, 0
    for symbol in sorted(range(len(lengths)), key=lambda s: (lengths[s], s)):
        code <<= lengths[symbol] - before
        before = lengths[symbol]
        made[symbol] = f"{code:0{before}b}"
        code += 1
    return made


def code_tables(symbols: Array, words: list[str], first_bits: int, entry_bits: int) -> Array:
    """The first table, and for each prefix of longer codes a table behind it."""
    place_bits = entry_bits - 5
    mask = (1 << (16 if entry_bits == 32 else 8)) - 1
    tables: list[int] = [0] * (1 << first_bits)

    def fill(start: int, bits: int, rest: dict[str, int]) -> None:
        longer: dict[str, dict[str, int]] = {}
        for word, symbol in rest.items():
            if len(word) > bits:
                longer.setdefault(word[:bits], {})[word[bits:]] = symbol
                continue
            entry = 1 << (entry_bits - 1) | len(word) << place_bits | (symbol & mask)
            first = int(word, 2) << (bits - len(word))
            for at in range(first, first + (1 << (bits - len(word)))):
                tables[start + at] = entry
        for prefix, words in longer.items():
            here, size = start + int(prefix, 2), min(3, max(map(len, words)))
            tables[here] = (size - 1) << place_bits | (len(tables) - here)
            where = len(tables)
            tables.extend([0] * (1 << size))
            fill(where, size, words)

    fill(0, first_bits, dict(zip(words, map(int, symbols), strict=True)))
    return np.array(tables, np.uint16 if entry_bits == 16 else np.uint32)


def huffman(rng: Rng, dtype: str, entry_bits: int, first_bits: int, count: int) -> Case:
    info = np.iinfo(dtype)
    symbols = rng.choice(np.arange(info.min, info.max + 1), count, replace=False)
    words = codes(code_lengths(1.6 ** -np.arange(count)))
    table = code_tables(symbols, words, first_bits, entry_bits)
    chosen = rng.integers(0, count, 90)
    made = ancillary(HUFFMAN, table.tobytes(), (first_bits - 1) << 4 | (entry_bits == 32))
    bits = packed("".join(words[symbol] for symbol in chosen))
    name = f"Huffman {dtype} {entry_bits} {first_bits}"
    return decode_case(name, [((9, 10), dtype, ())], [(bits, made)])


def decode(rng: Rng) -> list[Case]:
    shape = (4, 3, 6)
    cases = [
        lookup(rng, "int8", width, shape, how) for width in range(1, 8) for how in ("one", "first", "last")
    ]
    cases += [
        lookup(rng, dtype, 3, shape, "first") for dtype in ("bool", "float32", "int16", "int32", "int64")
    ]
    cases.append(lookup(rng, "int8", 4, (2, 100), "first"))
    for how in ("one", "first", "last"):
        cases += [pruned(rng, "int8", shape, how, zeros) for zeros in (False, True)]
    cases += [
        pruned(rng, dtype, shape, "one", False) for dtype in ("bool", "float32", "int16", "int32", "int64")
    ]
    for dtype, entry_bits, first_bits in (
        ("int8", 16, 4),
        ("int8", 32, 2),
        ("int16", 32, 5),
        ("int8", 16, 8),
    ):
        cases.append(huffman(rng, dtype, entry_bits, first_bits, 12))
    return cases


GROUPS: dict[str, Callable[[Rng], list[Case]]] = {"decode": decode}
