"""Recurrent operators, products of matrices and int4 weights that the runtime must refuse.

Each case is one that runs, changed in one place. Its name is "what is wrong|text of the message".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flatbuffers
import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from firmware.tests.runtime.goldens.case_builder import Rng
from firmware.tests.runtime.goldens.cases.convolution import conv_2d
from firmware.tests.runtime.goldens.cases.int4 import with_int4_weights
from firmware.tests.runtime.goldens.cases.recurrent import (
    batch_matmul_case,
    circular_buffer_case,
    lstm_case,
    svdf_case,
)
from firmware.tests.runtime.goldens.models import TYPES, Case
from firmware.tests.runtime.goldens.refusals.tensors import Refusal

Change = Callable[[Any], None]  # of the subgraph, an object of the schema module


def changed(case: Case, change: Change) -> bytes:
    """The model of a case after a change."""
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(case.model, 0))
    change(model.subgraphs[0])
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def operand(graph: Any, i: int) -> Any:
    """The tensor of input `i` of the operator."""
    return graph.tensors[graph.operators[0].inputs[i]]


def result(graph: Any) -> Any:
    return graph.tensors[graph.operators[0].outputs[0]]


def shape(i: int, *dims: int) -> Change:
    def change(graph: Any) -> None:
        operand(graph, i).shape = list(dims)

    return change


def output_shape(*dims: int) -> Change:
    def change(graph: Any) -> None:
        result(graph).shape = list(dims)

    return change


def dtype(i: int, name: str) -> Change:
    def change(graph: Any) -> None:
        operand(graph, i).type = TYPES[name]

    return change


def output_type(name: str) -> Change:
    def change(graph: Any) -> None:
        result(graph).type = TYPES[name]

    return change


def option(name: str, value: Any) -> Change:
    def change(graph: Any) -> None:
        setattr(graph.operators[0].builtinOptions, name, value)

    return change


def input_index(i: int, tensor: int) -> Change:
    def change(graph: Any) -> None:
        inputs = [*graph.operators[0].inputs]
        inputs[i] = tensor
        graph.operators[0].inputs = inputs

    return change


def input_count(count: int) -> Change:
    def change(graph: Any) -> None:
        graph.operators[0].inputs = graph.operators[0].inputs[:count]

    return change


def no_variable(i: int) -> Change:
    def change(graph: Any) -> None:
        operand(graph, i).isVariable = False

    return change


def output_is_no_variable() -> Change:
    def change(graph: Any) -> None:
        result(graph).isVariable = False

    return change


def stored_state(i: int, weights: int) -> Change:
    """A variable with the bytes of a constant."""

    def change(graph: Any) -> None:
        operand(graph, i).buffer = operand(graph, weights).buffer
        operand(graph, i).shape = [1, 1]

    return change


def scales(i: int, *numbers: float) -> Change:
    def change(graph: Any) -> None:
        operand(graph, i).quantization.scale = np.array(numbers, np.float32)

    return change


def zero_point(i: int, number: int) -> Change:
    def change(graph: Any) -> None:
        operand(graph, i).quantization.zeroPoint = np.array([number])

    return change


def output_scale(number: float) -> Change:
    def change(graph: Any) -> None:
        result(graph).quantization.scale = np.array([number], np.float32)

    return change


def no_quantisation(i: int) -> Change:
    def change(graph: Any) -> None:
        operand(graph, i).quantization = None

    return change


SVDF_CHANGES: list[tuple[Change, str]] = [
    (dtype(0, "int16"), "SVDF int16: not supported"),
    (dtype(0, "uint8"), "SVDF uint8: not supported"),
    (dtype(1, "uint8"), "SVDF uint8: not supported"),
    (dtype(2, "uint8"), "SVDF uint8: not supported"),
    (dtype(2, "int8"), "SVDF int16: not supported"),
    (dtype(3, "float32"), "SVDF float32: not supported"),
    (dtype(4, "int8"), "SVDF int8: not supported"),
    (output_type("int16"), "SVDF int16: not supported"),
    (shape(0, 1, 6, 1), "expected 2 dimensions"),
    (shape(0, 0, 6), "has no elements"),
    (shape(1, 8, 5), "do not agree"),
    (shape(1, 7, 6), "rank does not divide"),
    (shape(2, 4, 5), "do not agree"),
    (output_shape(1, 5), "do not agree"),
    (output_shape(2, 4), "do not agree"),
    (option("rank", 0), "rank does not divide"),
    (option("rank", -1), "rank does not divide"),
    (option("rank", 3), "rank does not divide"),
    (shape(3, 3), "bias does not fit"),
    (shape(4, 1, 39), "size of a state does not fit"),
    (input_index(4, -1), "a state is missing"),
    (input_count(4), "a state is missing"),
    (input_count(2), "too few inputs"),
    (input_index(2, -1), "too few inputs"),
    (no_variable(4), "not a variable"),
    (stored_state(4, 2), "not a variable"),
    (scales(1, 0.1, 0.2), "expected one scale"),
    (scales(4, 1e-30), "scales differ too much"),
    (output_scale(1e-20), "scales differ too much"),
    (no_quantisation(2), "has no quantisation"),
]

LSTM = "UNIDIRECTIONAL_SEQUENCE_LSTM"
LSTM_CHANGES: list[tuple[Change, str]] = [
    (dtype(0, "int32"), f"{LSTM} int32: not supported"),
    (dtype(3, "uint8"), f"{LSTM} uint8: not supported"),
    (dtype(7, "uint8"), f"{LSTM} uint8: not supported"),
    (dtype(13, "float32"), f"{LSTM} float32: not supported"),
    (dtype(18, "uint8"), f"{LSTM} uint8: not supported"),
    (dtype(19, "int8"), f"{LSTM} int8: not supported"),
    (output_type("uint8"), f"{LSTM} uint8: not supported"),
    (shape(0, 5, 4), "expected 3 dimensions"),
    (output_shape(1, 4, 6), "input and output do not agree"),
    (output_shape(1, 5, 5), "shape of weights does not fit"),
    (shape(2, 6, 3), "shape of weights does not fit; input (2)"),
    (shape(8, 5, 6), "shape of weights does not fit; input (8)"),
    (shape(14, 5), "bias does not fit; input (14)"),
    (shape(18, 1, 5), "size of a state does not fit"),
    (shape(19, 2, 6), "size of a state does not fit"),
    *((input_index(i, 1), "peephole weights are not supported") for i in (9, 10, 11)),
    *((input_index(i, 1), "projection is not supported") for i in (16, 17)),
    *((input_index(i, 1), "layer normalisation is not supported") for i in (20, 23)),
    *((input_index(i, -1), "a gate lacks input") for i in (1, 4, 5, 8, 12, 15)),
    *((input_index(i, -1), "a state is missing") for i in (18, 19)),
    (input_index(0, -1), "too few inputs"),
    (input_count(19), "too few inputs"),
    (no_variable(18), "not a variable"),
    (no_variable(19), "not a variable"),
    (stored_state(19, 1), "not a variable"),
    (option("fusedActivationFunction", 1), "expected TANH as activation"),
    (scales(3, *[0.01] * 6), "expected one scale"),
    (zero_point(2, 1), "zero point must be 0"),
    (zero_point(19, 1), "zero point must be 0"),
    (scales(19, 1e6), "scale of the cell state"),
    (scales(0, 1e20), "scales differ too much"),
]

MATMUL_CHANGES: list[tuple[Change, str]] = [
    (dtype(0, "int32"), "BATCH_MATMUL int32: not supported"),
    (dtype(1, "uint8"), "BATCH_MATMUL uint8: not supported"),
    (output_type("uint8"), "BATCH_MATMUL uint8: not supported"),
    (shape(0, 6), "expected 2 to 5 dimensions"),
    (shape(1, 1, 1, 1, 2, 3, 4), "expected 2 to 5 dimensions"),
    (shape(0, 2, 2, 4), "columns of the first matrix"),
    (option("adjX", True), "columns of the first matrix"),
    (shape(0, 3, 2, 3), "do not agree"),
    (output_shape(2, 2, 5), "do not agree"),
    (output_shape(2, 4, 2), "do not agree"),
    (output_shape(1, 2, 4), "do not agree"),
    (output_shape(2, 4), "do not agree"),
    (input_count(1), "too few inputs"),
    (input_index(1, -1), "too few inputs"),
    (scales(1, *[0.1] * 4), "expected one scale"),
    (output_scale(1e-20), "scales differ too much"),
]


BUFFER_CHANGES: list[tuple[Change, str]] = [
    (dtype(0, "uint8"), "CIRCULAR_BUFFER uint8: not supported"),
    (output_type("int16"), "CIRCULAR_BUFFER int16: not supported"),
    (shape(0, 1, 1, 3), "expected 4 dimensions"),
    (shape(0, 1, 2, 1, 3), "do not agree"),
    (shape(0, 1, 1, 1, 0), "do not agree"),
    (output_shape(1, 4, 1, 2), "do not agree"),
    (output_shape(2, 4, 1, 3), "do not agree"),
    (output_shape(1, 0, 1, 3), "do not agree"),
    (input_count(0), "too few inputs"),
    (output_is_no_variable(), "not a variable"),
]


INT4_CHANGES: list[tuple[Change, str]] = [
    (dtype(0, "uint8"), "CONV_2D int4: not supported"),
    (dtype(0, "int16"), "CONV_2D int8: not supported"),  # of the output
    (output_type("int16"), "CONV_2D int16: not supported"),
    (zero_point(1, 3), "zero point of weights must be 0"),
    (shape(2, 3), "bias does not fit"),
    (shape(1, 4, 3, 3, 2), "do not agree"),
]


def refused_recurrent(rng: Rng) -> list[Case]:
    cases: list[Case] = []
    for operator, base, changes in (
        ("SVDF", svdf_case(rng, "", "int16"), SVDF_CHANGES),
        ("LSTM", lstm_case(rng, "", "int8"), LSTM_CHANGES),
        ("BATCH_MATMUL", batch_matmul_case(rng, "int8", (2, 2, 3), (2, 3, 4), False, False), MATMUL_CHANGES),
        ("CIRCULAR_BUFFER", circular_buffer_case(rng, "", 4, 2), BUFFER_CHANGES),
        ("int4", with_int4_weights(conv_2d(rng)[0]), INT4_CHANGES),
    ):
        for i, (change, message) in enumerate(changes):
            cases.append(Refusal(f"{operator} {i}|{message}", changed(base, change), base.invocations[:1]))
    for operator, base in (
        ("LSTM", lstm_case(rng, "", "int16")),
        ("BATCH_MATMUL", batch_matmul_case(rng, "int16", (2, 3), (3, 4), False, False)),
    ):
        model = changed(base, zero_point(0, 1))
        cases.append(Refusal(f"{operator} int16|must be 0", model, base.invocations[:1]))
    return cases
