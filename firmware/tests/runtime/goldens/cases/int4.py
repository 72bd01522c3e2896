"""Cases with int4 weights, made from such with int8 weights."""

from __future__ import annotations

from typing import Any

import flatbuffers
import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

from firmware.tests.runtime.goldens.case_builder import Rng
from firmware.tests.runtime.goldens.cases.convolution import conv_2d, depthwise_conv_2d, fully_connected
from firmware.tests.runtime.goldens.models import TYPES, Array, Case


def int4(rng: Rng) -> list[Case]:
    int8 = [*conv_2d(rng), *depthwise_conv_2d(rng), *fully_connected(rng)]
    return [with_int4_weights(case) for case in int8]


def with_int4_weights(case: Case) -> Case:
    """The case with the upper halves of its weights, two a byte, the first in the low half.

    The oracle refuses FULLY_CONNECTED with a scale a channel; there it answers for the same numbers
    as int8 weights.
    """
    twin = Case(case.name, changed(case, packed=False), case.invocations)
    int4 = Case(case.name, changed(case, packed=True), case.invocations)
    operator = schema.Model.GetRootAsModel(case.model, 0).OperatorCodes(0).BuiltinCode()
    if operator == schema.BuiltinOperator.FULLY_CONNECTED and "per channel" in case.name:
        twin.run()
        int4.oracle, int4.outputs = "given", twin.outputs
    return int4


def changed(case: Case, packed: bool) -> bytes:
    """The model with weights of four bits, in as many or in eight bits."""
    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(case.model, 0))
    graph = model.subgraphs[0]
    inputs = graph.operators[0].inputs
    weights = graph.tensors[inputs[1]]
    numbers = np.array(model.buffers[weights.buffer].data, np.uint8).view(np.int8) >> 4
    model.buffers[weights.buffer].data = pack(numbers) if packed else numbers.view(np.uint8)
    weights.type = TYPES["int4" if packed else "int8"]
    for index in inputs[1:]:
        if index >= 0:  # the bias has the scales of the weights
            scale_up(graph.tensors[index])
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def pack(numbers: Array) -> Array:
    """Numbers from -8 to 7, two a byte."""
    halves = np.append(numbers, [0] * (numbers.size % 2)).astype(np.uint8) & 15
    return halves[0::2] | halves[1::2] << 4


def scale_up(tensor: Any) -> None:
    tensor.quantization.scale = np.array(tensor.quantization.scale, np.float32) * 16
