"""Golden cases of the Signal operators, which are custom operators with a FlexBuffers map as options."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from flatbuffers import flexbuffers

from firmware.tests.runtime.goldens.models import TYPES, Array, Case, ModelBuilder

Rng = np.random.Generator
Tensors = list[tuple[tuple[int, ...], str]]

FFT_LENGTHS = {
    "int16": (4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048),
    "int32": (4, 8, 16, 32, 64, 128, 256, 512),
    "float32": (4, 8, 16, 32, 64, 128, 256),
}


class Unwritten(Case):
    """A case whose oracle leaves parts of the outputs as its memory was; the runtime writes zeros there."""

    def run(self) -> None:
        super().run()
        for outputs in self.outputs:
            self.clear(outputs)

    def clear(self, outputs: list[Array]) -> None:
        """Zeros where the oracle writes nothing: here a frame that is not valid."""
        if not outputs[1]:
            outputs[0][...] = 0


class UnwrittenEnergies(Unwritten):
    """Energies outside of the wanted bins."""

    start, end = 0, 0

    def clear(self, outputs: list[Array]) -> None:
        outputs[0][: self.start] = 0
        outputs[0][self.end :] = 0


def flexbuffer(**values: int | bool | float) -> bytes:
    return bytes(flexbuffers.Dumps(values))


def signal_case(
    name: str,
    operator: str,
    ins: Tensors,
    outs: Tensors,
    runs: list[list[Array]],
    constants: dict[int, Array] | None = None,
    /,
    **values: int | bool | float,
) -> Case:
    """One operator; `runs` has the inputs that are not in `constants` (by position)."""
    b = ModelBuilder()
    constants = constants or {}
    inputs = [b.tensor(shape, dtype, data=constants.get(i)) for i, (shape, dtype) in enumerate(ins)]
    outputs = [b.tensor(shape, dtype) for shape, dtype in outs]
    b.custom_operator(operator, inputs, outputs, flexbuffer(**values) if values else b"")
    fed = [index for i, index in enumerate(inputs) if i not in constants]
    made = Unwritten if outs[-1][1] == "bool" else UnwrittenEnergies if operator == "SignalEnergy" else Case
    case = made(f"{operator} {name}", b.finish(fed, outputs), runs)
    if isinstance(case, UnwrittenEnergies):
        case.start, case.end = int(values["start_index"]), int(values["end_index"])
    return case


def samples(rng: Rng, shape: tuple[int, ...], dtype: str = "int16", loud: float = 1.0) -> Array:
    """Noise of any loudness; the loudest one has the ends of the type too."""
    if dtype == "float32":
        return rng.normal(0, loud, shape).astype(np.float32)
    info = np.iinfo(dtype)
    drawn = np.clip(rng.normal(0, 0.4 * loud, shape) * info.max, info.min, info.max).astype(dtype)
    if loud >= 1:
        drawn.flat[0], drawn.flat[-1] = info.min, info.max
    return drawn


def window(rng: Rng) -> list[Case]:
    cases = []
    for shape, size, shift in (((480,), 480, 12), ((1, 64), 32, 0), ((2, 3, 16), 16, 15), ((40,), 8, 31)):
        weights = samples(rng, (size,))
        x = [[samples(rng, shape, loud=loud)] for loud in (1, 0.01)]
        tensors: Tensors = [(shape, "int16"), ((size,), "int16")]
        cases.append(
            signal_case(
                f"{shape} {shift}", "SignalWindow", tensors, [(shape, "int16")], x, {1: weights}, shift=shift
            )
        )
    quiet = [np.array(v, np.int16) for v in ([0] * 8, [1, 0, 0, 0, 0, 0, 0, 0], [-1] * 8, [9, -32768] * 4)]
    quiet += [
        np.array([-32768, *range(-3, 4)], np.int16),
        np.array([100, -32768, 2, 3, 1, 0, 0, 4], np.int16),
    ]
    drawn = [samples(rng, (8,), loud=0.3**i) for i in range(9)]
    outs: Tensors = [((8,), "int16"), ((), "int32")]
    runs = [[x] for x in quiet + drawn]
    cases.append(signal_case("", "SignalFftAutoScale", [((8,), "int16")], outs, runs))
    return cases


def fft(rng: Rng) -> list[Case]:
    cases = []
    for dtype, lengths in FFT_LENGTHS.items():
        for length in lengths:
            outer: tuple[int, ...] = (2,) if length == 64 else (1, 3) if length == 8 else ()
            count = length - 3 if length in (16, 512) else length
            bins = length + 2
            loudness = (1, 0.02) if dtype != "float32" else (1,)
            values = {"T": TYPES[dtype], "fft_length": length}
            signal, spectrum = (*outer, count), (*outer, bins)
            ends = {"SignalRfft": (signal, spectrum), "SignalIrfft": (spectrum, (*outer, length))}
            for operator, (given, made) in ends.items():
                x = [[samples(rng, given, dtype, loud)] for loud in loudness]
                tensors: Tensors = [(given, dtype)]
                name = f"{dtype} {length}"
                cases.append(signal_case(name, operator, tensors, [(made, dtype)], x, **values))
    return cases


def framing(rng: Rng) -> list[Case]:
    cases = []
    for shape, size, step, prefill in (
        ((32,), 32, 16, True),
        ((8,), 8, 8, False),
        ((1, 24), 20, 8, True),
        ((2, 16), 7, 4, True),
        ((2, 2, 6), 3, 3, False),
        ((12,), 5, 6, False),
    ):
        frames = (*shape[:-1], shape[-1] // step, size)
        outs: Tensors = [(frames, "int16"), ((), "bool")]
        runs = [[samples(rng, shape)] for _ in range(5)]
        values = {"frame_size": size, "frame_step": step, "prefill": prefill}
        cases.append(
            signal_case(f"{shape} {size} {step}", "SignalFramer", [(shape, "int16")], outs, runs, **values)
        )
    for channels, left, right, step in ((4, 0, 0, 1), (3, 2, 0, 1), (2, 3, 0, 2), (5, 1, 0, 2)):
        outs = [((channels * (left + right + 1),), "int16"), ((), "bool")]
        runs = [[samples(rng, (channels,))] for _ in range(5)]
        values = {
            "num_channels": channels,
            "stacker_left_context": left,
            "stacker_right_context": right,
            "stacker_step": step,
        }
        cases.append(
            signal_case(
                f"{channels} {left} {step}", "SignalStacker", [((channels,), "int16")], outs, runs, **values
            )
        )
    for shape, delay in (((16,), 5), ((2, 8), 11), ((1, 2, 4), 4), ((6,), 0), ((3,), 10)):
        runs = [[samples(rng, shape)] for _ in range(5)]
        tensors: Tensors = [(shape, "int16")]
        cases.append(
            signal_case(f"{shape} {delay}", "SignalDelay", tensors, tensors, runs, delay_length=delay)
        )
    for dtype in ("int16", "float32"):
        for shape, step in (((1, 16), 8), ((3, 10), 4), ((2, 2, 6), 6), ((2, 1, 9), 1)):
            summed = (*shape[:-2], shape[-2] * step)
            runs = [[samples(rng, shape, dtype)] for _ in range(4)]
            cases.append(
                signal_case(
                    f"{dtype} {shape} {step}",
                    "SignalOverlapAdd",
                    [(shape, dtype)],
                    [(summed, dtype)],
                    runs,
                    T=TYPES[dtype],
                    frame_step=step,
                )
            )
    return cases


def powers(rng: Rng, count: int, bits: int, dtype: str) -> Array:
    """Numbers of all lengths in bits, the ends of the type and numbers beside powers of two."""
    edges = [0, 1, 2, 3, (1 << bits) - 1, (1 << bits) - 2, 1 << (bits - 1), (1 << (bits - 1)) - 1]
    drawn = [int(2 ** rng.uniform(0, bits)) for _ in range(count - len(edges))]
    return np.array((edges + drawn)[:count], dtype)


def channels(rng: Rng) -> list[Case]:
    cases = []
    for bins, start, end in ((257, 5, 241), (33, 0, 33), (9, 4, 5)):
        outs: Tensors = [((bins,), "uint32")]
        runs = [[samples(rng, (2 * bins,), loud=loud)] for loud in (1, 0.01)]
        values = {"start_index": start, "end_index": end}
        cases.append(signal_case(f"{bins}", "SignalEnergy", [((2 * bins,), "int16")], outs, runs, **values))
    for bins, count in ((257, 40), (60, 7)):
        widths = rng.integers(0, 2 * (bins - 5) // (count + 1), count + 1)
        starts = np.concatenate([[0], np.cumsum(widths)[:-1]])
        first = np.minimum(starts + 5, bins - widths)
        total = int(widths.sum())
        weights = [rng.integers(-100 if bins == 60 else 0, 4097, total).astype(np.int16) for _ in range(2)]
        given = [*weights, *(v.astype(np.int16) for v in (first, starts, widths))]
        tensors: Tensors = [((bins,), "uint32"), *((v.shape, "int16") for v in given)]
        runs = [[powers(rng, bins, 32, "uint32")] for _ in range(2)]
        cases.append(
            signal_case(
                f"{bins}",
                "SignalFilterBank",
                tensors,
                [((count,), "uint64")],
                runs,
                dict(enumerate(given, 1)),
                num_channels=count,
            )
        )
    runs = [
        [powers(rng, 200, bits, "uint64"), np.array(shift, np.int32)]
        for bits, shift in ((64, 0), (48, 7), (32, 1))
    ]
    squares = [int(rng.integers(1, 1 << 32)) for _ in range(60)]
    edges = [s * s + d for s in [*squares, 1 << 16, (1 << 32) - 1, 1 << 31] for d in (-1, 0, s, s + 1)]
    runs.append([np.array((edges * 2)[:200], np.uint64), np.array(0, np.int32)])
    tensors = [((200,), "uint64"), ((), "int32")]
    cases.append(signal_case("", "SignalFilterBankSquareRoot", tensors, [((200,), "uint32")], runs))
    for clamping in (False, True):
        values = {
            "alternate_one_minus_smoothing": 15401,
            "alternate_smoothing": 983,
            "clamping": clamping,
            "min_signal_remaining": 819,
            "num_channels": 16,
            "one_minus_smoothing": 15975,
            "smoothing": 409,
            "smoothing_bits": 10,
            "spectral_subtraction_bits": 14,
        }
        outs = [((16,), "uint32"), ((16,), "uint32")]
        runs = [[powers(rng, 16, bits, "uint32")] for bits in (14, 8, 20, 32, 3)]
        name = "SignalFilterBankSpectralSubtraction"
        cases.append(signal_case(f"{clamping}", name, [((16,), "uint32")], outs, runs, **values))
    for shift, smooth in ((6, True), (0, False), (20, False)):
        table = rng.integers(-32768, 32768, 125) if not smooth else 32000 // (1 + np.arange(125) ** 2 // 16)
        tensors = [((90,), "uint32"), ((90,), "uint32"), ((125,), "int16")]
        runs = [
            [powers(rng, 90, 32, "uint32"), rng.permutation(powers(rng, 90, 32, "uint32"))] for _ in range(2)
        ]
        cases.append(
            signal_case(
                f"{shift}",
                "SignalPCAN",
                tensors,
                [((90,), "uint32")],
                runs,
                {2: table.astype(np.int16)},
                snr_shift=shift,
            )
        )
    for scale, bits in ((1600, 3), (64, 3), (32768, 5), (65536, 0), (1, 31)):
        runs = [[powers(rng, 100, 32, "uint32")], [np.arange(100).astype(np.uint32)]]
        values = {"input_correction_bits": bits, "output_scale": scale}
        cases.append(
            signal_case(
                f"{scale}", "SignalFilterBankLog", [((100,), "uint32")], [((100,), "int16")], runs, **values
            )
        )
    return cases


GROUPS: dict[str, Callable[[Rng], list[Case]]] = {
    "signal_window": window,
    "signal_fft": fft,
    "signal_framing": framing,
    "signal_channels": channels,
}
