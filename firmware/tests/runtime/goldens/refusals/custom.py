"""Custom operators that the runtime must refuse. Names as in tensors.py."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firmware.tests.runtime.goldens.cases.detection import NAME as DETECTION
from firmware.tests.runtime.goldens.cases.detection import anchors
from firmware.tests.runtime.goldens.cases.detection import options as detection_options
from firmware.tests.runtime.goldens.cases.signal import Tensors, flexbuffer, signal_case
from firmware.tests.runtime.goldens.models import Array, Case, ModelBuilder
from firmware.tests.runtime.goldens.refusals.tensors import Refusal

Rng = np.random.Generator


def zeros(ins: Tensors) -> list[list[Array]]:
    return [[np.zeros(shape, dtype) for shape, dtype in ins]]


def refused(rng: Rng) -> list[Case]:
    cases: list[Case] = []

    def add(message: str, operator: str, ins: Tensors, outs: Tensors, **values: int | bool) -> None:
        case = signal_case("", operator, ins, outs, zeros(ins), **values)
        cases.append(Refusal(f"{operator} {len(cases)}|{message}", case.model, case.invocations))

    def row(count: int, dtype: str = "int16") -> tuple[tuple[int, ...], str]:
        return ((count,), dtype)

    flag = ((), "bool")
    window: Tensors = [row(8), row(4)]
    add("option shift is missing or damaged", "SignalWindow", window, [row(8)])
    add("option shift is out of range (32)", "SignalWindow", window, [row(8)], shift=32)
    add("option shift is out of range (-1)", "SignalWindow", window, [row(8)], shift=-1)
    add("the samples are not whole windows (8)", "SignalWindow", [row(8), row(3)], [row(8)], shift=1)
    add("wrong number of elements (9)", "SignalWindow", window, [row(9)], shift=1)
    add("SignalWindow int32: not supported", "SignalWindow", [row(8, "int32"), row(4)], [row(8)], shift=1)
    add("too few inputs or outputs", "SignalWindow", [row(8)], [row(8)], shift=1)
    add("wrong number of elements (7)", "SignalFftAutoScale", [row(8)], [row(7), ((), "int32")])
    for operator in ("SignalRfft", "SignalIrfft"):
        text = "fft_length is no power of two from 4 to 32768"
        for length in (2, 480, 65536):
            outs = [row(482)]
            add(f"{text} ({length})", operator, [row(480)], outs, fft_length=length)
        add("option fft_length is out of range (0)", operator, [row(8)], [row(10)], fft_length=0)
        add(f"{operator} int8: not supported", operator, [row(8, "int8")], [row(10)], fft_length=8)
        add(f"{operator} int32: not supported", operator, [row(8)], [row(10, "int32")], fft_length=8)
    add("the samples do not suit fft_length (9)", "SignalRfft", [row(9)], [row(10)], fft_length=8)
    spectrum = "the spectrum has not fft_length / 2 + 1 complex numbers"
    add(f"{spectrum} (8)", "SignalRfft", [row(8)], [row(8)], fft_length=8)
    add(f"{spectrum} (8)", "SignalIrfft", [row(8)], [row(8)], fft_length=8)
    add("the samples do not suit fft_length (7)", "SignalIrfft", [row(10)], [row(7)], fft_length=8)
    add(
        "wrong number of elements (30)", "SignalRfft", [((2, 8), "int16")], [((3, 10), "int16")], fft_length=8
    )
    frames = {"frame_size": 4, "frame_step": 3, "prefill": True}
    add("the samples are not whole steps (8)", "SignalFramer", [row(8)], [((2, 4), "int16"), flag], **frames)
    add("wrong number of elements (8)", "SignalFramer", [row(9)], [((2, 4), "int16"), flag], **frames)
    add(
        "option frame_step is out of range (0)",
        "SignalFramer",
        [row(8)],
        [((2, 4), "int16"), flag],
        frame_size=4,
        frame_step=0,
        prefill=False,
    )
    rows = {"num_channels": 2, "stacker_left_context": 1, "stacker_right_context": 0}
    stacked: Tensors = [row(4), flag]
    add("option stacker_step is too large (3)", "SignalStacker", [row(2)], stacked, stacker_step=3, **rows)
    add("option stacker_step is missing", "SignalStacker", [row(2)], stacked, **rows)
    add("wrong number of elements (3)", "SignalStacker", [row(3)], stacked, stacker_step=1, **rows)
    add("option delay_length is out of range (-1)", "SignalDelay", [row(4)], [row(4)], delay_length=-1)
    add(
        "the state is too large",
        "SignalDelay",
        [((9, 4), "int16")],
        [((9, 4), "int16")],
        delay_length=1 << 28,
    )
    add(
        "option frame_step is out of range (5)",
        "SignalOverlapAdd",
        [((1, 4), "int16")],
        [row(5)],
        frame_step=5,
    )
    add("too few dimensions (1)", "SignalOverlapAdd", [row(4)], [row(4)], frame_step=4)
    text = "option end_index is out of range (5)"
    add(text, "SignalEnergy", [row(8)], [row(8, "uint32")], start_index=0, end_index=5)
    add(text, "SignalEnergy", [row(10)], [row(4, "uint32")], start_index=0, end_index=5)
    bank: Tensors = [row(9, "uint32"), row(6), row(6), row(3), row(3), row(3)]
    add("fewer bands than channels (3)", "SignalFilterBank", bank, [row(3, "uint64")], num_channels=3)
    add("wrong number of elements (3)", "SignalFilterBank", bank, [row(3, "uint64")], num_channels=2)
    for position in range(3):  # first bin, first weight, width
        for value in (-1, 7) if position != 2 else (7, 32767):
            tables = [
                np.array([0, 1, 2], np.int16),
                np.array([0, 1, 2], np.int16),
                np.array([1, 3, 3], np.int16),
            ]
            tables[position][2] = value
            case = signal_case(
                "",
                "SignalFilterBank",
                bank,
                [row(2, "uint64")],
                [[*zeros(bank)[0][:3]]],
                dict(enumerate(tables, 3)),
                num_channels=2,
            )
            cases.append(
                Refusal(
                    f"SignalFilterBank {len(cases)}|a band is out of range (2)", case.model, case.invocations
                )
            )
    root = signal_case(
        "",
        "SignalFilterBankSquareRoot",
        [row(2, "uint64"), ((), "int32")],
        [row(2, "uint32")],
        [[np.ones(2, np.uint64), np.array(32, np.int32)]],
    )
    cases.append(Refusal("square root|shift out of range (32)", root.model, root.invocations))
    table: Tensors = [row(2, "uint32"), row(2, "uint32"), row(124)]
    add("the table of gains is too short (124)", "SignalPCAN", table, [row(2, "uint32")], snr_shift=6)
    text = "option input_correction_bits is out of range (32)"
    add(
        text,
        "SignalFilterBankLog",
        [row(2, "uint32")],
        [row(2)],
        output_scale=64,
        input_correction_bits=32,
    )
    return cases + refused_detections() + refused_decodes()


def refused_detections() -> list[Case]:
    cases: list[Case] = []

    def add(
        message: str,
        made: bytes,
        dtype: str = "float32",
        columns: int = 3,
        most: int = 5,
        size: float = 0.0,
        boxes: int = 4,
    ) -> None:
        b = ModelBuilder()
        encodings = b.tensor((1, boxes, 4), dtype, 0.1)
        scores = b.tensor((1, 4, columns), "float32")
        grid = anchors(2) + np.array([0, 0, size, 0], np.float32)
        places = b.tensor((4, 4), "float32", data=grid.astype(np.float32))
        outputs = [b.tensor(shape, "float32") for shape in ((1, most, 4), (1, most), (1, most), (1,))]
        b.custom_operator(DETECTION, [encodings, scores, places], outputs, made)
        inputs = [[np.zeros((1, boxes, 4), dtype), np.ones((1, 4, columns), np.float32)]]
        cases.append(
            Refusal(f"detection {len(cases)}|{message}", b.finish([encodings, scores], outputs), inputs)
        )

    good = detection_options(5, 2, False, 0.3)
    add("an option is missing or damaged", b"")
    add("an option is missing or damaged", flexbuffer(max_detections=5))
    add("an option is out of range", detection_options(5, 2, False, 0.3, nms_iou_threshold=0.0))
    add("an option is out of range", detection_options(5, 2, False, 0.3, nms_iou_threshold=1.5))
    add("an option is out of range", detection_options(-1, 2, False, 0.3))
    add("an option is out of range", detection_options(5, 2, True, 0.3, detections_per_class=0))
    add("an option is out of range", detection_options(5, 2, False, 0.3, max_classes_per_detection=0))
    add(f"{DETECTION} int8: not supported", good, "int8")
    add("scores do not suit num_classes (4)", good, columns=4)
    add("too little room in the outputs for max_detections (4)", good, most=4)
    add("boxes, scores and anchors differ in number (3)", good, boxes=3)
    add("a box is empty", good, size=-2.0)
    return cases


def refused_decodes() -> list[Case]:
    cases: list[Case] = []

    def add(
        message: str,
        head: bytes,
        table: bytes = bytes(8),
        bits: int = 8,
        dtype: str = "int8",
        constant: bool = True,
    ) -> None:
        b = ModelBuilder()
        x = b.tensor((bits,), "uint8", data=np.full(bits, 255, np.uint8) if constant else None)
        data = np.frombuffer(head + table, np.uint8)
        coding = b.tensor(data.shape, "uint8", data=data)
        y = b.tensor((16,), dtype)
        b.custom_operator("TFLM_DECODE", [x, coding], [y])
        fed = [] if constant else [np.zeros(bits, np.uint8)]
        cases.append(Refusal(f"decode {len(cases)}|{message}", b.finish([] if constant else [x], [y]), [fed]))

    def head(method: int, *parameters: int, versions: tuple[int, int] = (1, 1)) -> bytes:
        return bytes([method, versions[0], 0, 0, versions[1], *parameters]).ljust(16, b"\0")

    damaged = "compressed data is damaged; output (0)"
    add("unknown method of compression (3)", head(3))
    add("unknown version of compressed data (2)", head(0, 3, 8, versions=(2, 1)))
    add("unknown version of compressed data", head(0, 3, 8, versions=(1, 0)))
    add("indices of compressed data have no bits", head(0, 0, 8))
    add("compressed data has no header (8)", b"", bytes(8))
    add("compressed data is no constant", head(0, 3, 8), constant=False)
    add("TFLM_DECODE uint32: not supported", head(0, 3, 8), dtype="uint32")
    add("TFLM_DECODE int16: not supported", head(1, 0x10), dtype="int16")
    add(damaged, head(0, 3, 8), bytes(7))  # an index of 7
    add(damaged, head(0, 3, 8), bits=5)  # 48 bits are needed
    add(damaged, head(2), bytes(15))  # 16 values are kept
    add(damaged, head(2), bytes(16), bits=1)
    add(damaged, head(1, 0x10), bytes(6))  # an index of 3 into 3 entries
    add(damaged, head(1, 0x10), bytes(8))  # from an entry to the next one, until the bits end
    add(damaged, head(1, 0x10), b"\0\x90" * 4, bits=3)  # codes of two bits, 24 of 32
    return cases


GROUPS: dict[str, Callable[[Rng], list[Case]]] = {"refused/signal": refused}
