"""Golden cases of recurrent operators and of products of matrices.

RECURRENT_GROUPS maps the name of a golden file to a function that makes its cases from a generator.
States are kept over the invocations of a case.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from flatbuffers import flexbuffers

from firmware.tests.runtime.goldens.case_builder import Builder, Rng, Shape, values
from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder, options

NONE, RELU, RELU_N1_TO_1, RELU6, TANH, SIGN_BIT = range(6)


def near(rng: Rng, scale: float) -> float:
    """A scale within half an octave of this one."""
    return float(np.float32(scale * 2 ** rng.uniform(-0.5, 0.5)))


def svdf_case(
    rng: Rng,
    name: str,
    state: str,
    *,
    batches: int = 1,
    features: int = 6,
    filters: int = 8,
    moments: int = 5,
    rank: int = 2,
    activation: int = NONE,
    bias: Array | None = None,
    has_bias: bool = True,
    state_zero: int = 0,
    scales: tuple[float, float, float, float, float] | None = None,
    runs: int = 8,
) -> Case:
    """One SVDF; `state` is the type of the state.

    `scales` are of input, feature weights, state, time weights and output; with them given, zero
    points are 0.
    """
    b = ModelBuilder()
    units = filters // rank
    real = state == "float32"
    dtype = "float32" if real else "int8"
    zeros = [0, 0] if scales else [int(z) for z in rng.integers(-128, 128, 2)]
    if scales is None:
        s_in, s_feature = near(rng, 0.05), near(rng, 0.02)
        s_state = near(rng, (0.1 if state == "int8" else 0.001) * math.sqrt(features))
        s_time = near(rng, 0.01 if state == "int8" else 3e-5)
        s_out = s_state * s_time * (40 if state == "int8" else 1e6) * math.sqrt(moments * rank)
        scales = (s_in, s_feature, s_state, s_time, s_out)
    si, sf, ss, st, so = scales

    def how(scale: float, zero: int) -> tuple[float | None, int]:
        return (None, 0) if real else (scale, zero)

    x = b.tensor((batches, features), dtype, *how(si, zeros[0]))
    weights = values(rng, (filters, features), dtype), values(rng, (filters, moments), state)
    wf = b.tensor((filters, features), dtype, *how(sf, 0), data=weights[0])
    wt = b.tensor((filters, moments), state, *how(st, 0), data=weights[1])
    bias_type = "float32" if real else "int32"
    if bias is None:
        drawn = values(rng, (units,), "float32") if real else rng.integers(-90000, 90000, units)
        bias = drawn.astype(bias_type)
    c = b.tensor((units,), bias_type, *how(float(np.float32(ss * st)), 0), data=bias) if has_bias else -1
    memory = b.tensor((batches, filters * moments), state, *how(ss, state_zero), variable=True)
    y = b.tensor((batches, units), dtype, *how(so, zeros[1]))
    made = options("SVDFOptions", rank=rank, fusedActivationFunction=activation)
    b.operator("SVDF", [x, wf, wt, c, memory], [y], made)
    inputs = [[values(rng, (batches, features), dtype)] for _ in range(runs)]
    return Case(name, b.finish([x], [y]), inputs)


def without_bias(rng: Rng, state: str) -> Case:
    """The oracle does not survive an absent bias: it is asked about one of zeros."""
    seed = rng.integers(1 << 30)
    zeros = np.zeros(4, "float32" if state == "float32" else "int32")
    twin = svdf_case(np.random.default_rng(seed), "", state, bias=zeros)
    twin.run()
    case = svdf_case(np.random.default_rng(seed), f"{state}, no bias", state, bias=zeros, has_bias=False)
    case.oracle, case.outputs = "given", twin.outputs
    return case


def double_precision_svdf(rng: Rng) -> Case:
    """Sums at which a multiplier computed in single precision gives another output than in double."""
    while True:
        drawn = rng.uniform((0.01, 0.01, 0.01, 1e-5, 20), (0.2, 0.2, 0.2, 3e-5, 200))
        s = [np.float32(v) for v in drawn]
        exact, rounded = float(s[2]) * float(s[3]) / float(s[4]), float(np.float32(s[2] * s[3]) / s[4])
        sums = np.round((rng.integers(-120, 120, 50000) + 0.5) / exact + rng.integers(-2, 3, 50000))
        sums = np.unique(sums[np.abs(sums) < 2**30])
        apart = sums[np.round(sums * exact) != np.round(sums * rounded)]
        if apart.size >= 16:
            break
    bias = rng.choice(apart, 16, replace=False).astype(np.int32)
    si, sf, ss, st, so = (float(v) for v in s)
    shape = {"features": 1, "filters": 16, "moments": 1, "rank": 1}
    name = "scales in double precision"
    return svdf_case(rng, name, "int16", bias=bias, scales=(si, sf, ss, st, so), **shape)  # type: ignore[arg-type]


def svdf(rng: Rng) -> list[Case]:
    cases = []
    for state in ("int8", "int16", "float32"):
        cases += [
            svdf_case(rng, f"{state}", state),
            svdf_case(rng, f"{state}, rank 1, three batches", state, rank=1, batches=3),
            svdf_case(rng, f"{state}, rank 4, one moment", state, rank=4, moments=1),
            svdf_case(rng, f"{state}, long", state, features=40, filters=12, moments=17, runs=20),
            without_bias(rng, state),
        ]
    cases += [
        svdf_case(rng, f"activation {a}", "float32", activation=a)
        for a in (RELU, RELU_N1_TO_1, RELU6, TANH, SIGN_BIT)
    ]
    cases.append(svdf_case(rng, "integers ignore the activation", "int16", activation=RELU))
    cases.append(svdf_case(rng, "state with a zero point", "int8", state_zero=9))
    cases.append(double_precision_svdf(rng))
    return cases


def lstm_case(
    rng: Rng,
    name: str,
    dtype: str,
    *,
    batches: int = 1,
    steps: int = 5,
    features: int = 4,
    units: int = 6,
    time_major: bool = False,
    cell_clip: float = 0.0,
    cell_scale: float = 2**-11,
    runs: int = 4,
    gain: float = 1.0,
) -> Case:
    """One UNIDIRECTIONAL_SEQUENCE_LSTM; `gain` stretches the weights."""
    b = ModelBuilder()
    real = dtype == "float32"
    wide = dtype == "int16"
    step = 1 / 256 if wide else 1
    s_in, s_out = near(rng, 0.03 * step), float(np.float32(1 / (32768 if wide else 128)))
    z_in, z_out = (0, 0) if real or wide else (int(v) for v in rng.integers(-30, 30, 2))

    def tensor(
        shape: Shape, kind: str, scale: float, zero: int, data: Array | None, state: bool = False
    ) -> int:
        return b.tensor(shape, kind, None if real else scale, zero, data=data, variable=state)

    def weights(columns: int, scale: float) -> int:
        kind = "float32" if real else "int8"
        drawn = values(rng, (units, columns), kind)
        if real:
            drawn = (drawn * np.float32(gain / 4)).astype(np.float32)
        return tensor((units, columns), kind, scale, 0, drawn)

    bias_type = "float32" if real else "int64" if wide else "int32"

    def bias(scale: float) -> int:
        drawn = rng.normal(0, 1, units)
        data = drawn if real else drawn / scale
        return tensor((units,), bias_type, scale, 0, data.astype(bias_type))

    sequence = (steps, batches) if time_major else (batches, steps)
    x = tensor((*sequence, features), dtype, s_in, z_in, None)
    scales = [near(rng, 0.01 * gain) for _ in range(8)]
    inputs = [weights(features, s) for s in scales[:4]]
    recurrent = [weights(units, s) for s in scales[4:]]
    biases = [bias(float(np.float32(s * s_in))) for s in scales[:4]]
    hidden = tensor((batches, units), dtype, s_out, z_out, None, True)
    cell_type = "float32" if real else "int16"
    cell = tensor((batches, units), cell_type, cell_scale, 0, None, True)
    y = tensor((*sequence, units), dtype, s_out, z_out, None)
    made = options(
        "UnidirectionalSequenceLSTMOptions",
        fusedActivationFunction=TANH,
        cellClip=cell_clip,
        timeMajor=time_major,
    )
    absent = [-1]
    ins = [x, *inputs, *recurrent, *absent * 3, *biases, *absent * 2, hidden, cell, *absent * 4]
    b.operator("UNIDIRECTIONAL_SEQUENCE_LSTM", ins, [y], made)
    drawn = [[values(rng, (*sequence, features), dtype)] for _ in range(runs)]
    return Case(name, b.finish([x], [y]), drawn)


def sequence_lstm(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "float32"):
        cases += [
            lstm_case(rng, dtype, dtype),
            lstm_case(rng, f"{dtype}, three batches", dtype, batches=3),
            lstm_case(rng, f"{dtype}, time-major", dtype, batches=3, time_major=True),
            lstm_case(rng, f"{dtype}, clipped", dtype, cell_clip=0.4),
            lstm_case(rng, f"{dtype}, saturated", dtype, gain=2 if dtype == "float32" else 8, steps=20),
            lstm_case(rng, f"{dtype}, one unit, one step", dtype, units=1, steps=1, features=1, runs=9),
        ]
    for dtype in ("int8", "int16"):
        for power in (-9, -12, -13, -15):
            cases.append(lstm_case(rng, f"{dtype}, cell 2^{power}", dtype, cell_scale=2.0**power, gain=3))
    # The tanh of the cell takes the nearest power of two.
    cases.append(lstm_case(rng, "int8, cell scale no power of two", "int8", cell_scale=0.0004, gain=3))
    cases.append(lstm_case(rng, "int8, clip below one step", "int8", cell_clip=0.0001))
    cases.append(lstm_case(rng, "int8, clip beyond the range", "int8", cell_clip=1000.0, gain=3))
    return cases


def batch_matmul_case(rng: Rng, dtype: str, x: Shape, y: Shape, adj_x: bool, adj_y: bool) -> Case:
    """One BATCH_MATMUL of tensors of these shapes."""
    rows, depth = (x[-1], x[-2]) if adj_x else (x[-2], x[-1])
    columns = y[-2] if adj_y else y[-1]
    out = (*np.broadcast_shapes(x[:-2], y[:-2]), rows, columns)
    b = Builder(rng, "BATCH_MATMUL")
    scales = [near(rng, 0.02) for _ in range(2)]
    to = scales[0] * scales[1] * math.sqrt(depth) * (40 if dtype == "int8" else 9000)
    for shape, scale in ((x, scales[0]), (y, scales[1]), (out, to)):
        zero = int(rng.integers(-128, 128)) if dtype == "int8" else 0
        how = () if dtype == "float32" else (scale, zero)
        (b.output if shape is out else b.input)(shape, dtype, *how)
    made = options("BatchMatMulOptions", adjX=adj_x, adjY=adj_y)
    return b.case(f"{dtype} {x} {y} {adj_x:d}{adj_y:d}", made, runs=2)


def batch_matmul(rng: Rng) -> list[Case]:
    cases = []
    for dtype in ("int8", "int16", "float32"):
        for adj_x in (False, True):
            for adj_y in (False, True):
                x = (7, 3) if adj_x else (3, 7)
                y = (4, 7) if adj_y else (7, 4)
                cases.append(batch_matmul_case(rng, dtype, x, y, adj_x, adj_y))
                for batches in (((2,), (2,)), ((2, 1, 3), (4, 1)), ((1,), (3, 2))):
                    shapes = (*batches[0], *x), (*batches[1], *y)
                    cases.append(batch_matmul_case(rng, dtype, *shapes, adj_x, adj_y))
        cases.append(batch_matmul_case(rng, dtype, (2, 1, 40), (2, 40, 5), False, False))
    return cases


def circular_buffer_case(rng: Rng, name: str, slots: int, cycles: int | None, depth: int = 3) -> Case:
    """A CIRCULAR_BUFFER whose slots are the output of the model, which makes them known each time."""
    b = ModelBuilder()
    x = b.tensor((1, 1, 1, depth), "int8", 0.1, 4)
    y = b.tensor((1, slots, 1, depth), "int8", 0.1, 4, variable=True)
    b.custom_operator("CIRCULAR_BUFFER", [x], [y], b"" if cycles is None else cycles_option(cycles))
    inputs = [[values(rng, (1, 1, 1, depth), "int8")] for _ in range(slots + 3)]
    return Case(name, b.finish([x], [y]), inputs)


def cycles_option(cycles: int) -> bytes:
    return bytes(flexbuffers.Dumps({"cycles_max": cycles}))


def circular_buffer(rng: Rng) -> list[Case]:
    return [
        circular_buffer_case(rng, "each time", 4, 1),
        circular_buffer_case(rng, "every third time", 4, 3),
        circular_buffer_case(rng, "one slot", 1, 1),
        circular_buffer_case(rng, "cycles by shape", 5, None),
    ]


class EverySecond(Case):
    """Every second inference ends early; zeros stand for what the oracle's memory held then."""

    def run(self) -> None:
        super().run()
        for outputs in self.outputs[::2]:
            outputs[0][...] = 0


def streaming(rng: Rng) -> list[Case]:
    """Operators behind a buffer that lets every second inference through; for a test of its own."""
    b = ModelBuilder()
    x = b.tensor((1, 1, 1, 2), "int8", 0.1, 0)
    slots = b.tensor((1, 3, 1, 2), "int8", 0.1, 0, variable=True)
    y = b.tensor((1, 3, 1, 2), "int8", 0.2, 0)
    b.custom_operator("CIRCULAR_BUFFER", [x], [slots], cycles_option(2))
    b.operator("RELU", [slots], [y])
    case = EverySecond(
        "every second time", b.finish([x], [y]), [[values(rng, (1, 1, 1, 2), "int8")] for _ in range(6)]
    )
    return [case]


RECURRENT_GROUPS: dict[str, Callable[[Rng], list[Case]]] = {
    "svdf": svdf,
    "sequence_lstm": sequence_lstm,
    "batch_matmul": batch_matmul,
    "circular_buffer": circular_buffer,
    "programs/streaming": streaming,
}
