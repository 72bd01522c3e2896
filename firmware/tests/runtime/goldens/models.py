"""Building blocks of the operator goldens: one-operator models, oracles and the golden file format.

A golden file holds cases: a model, inputs, and what an implementation that is not ours computed.
Little endian: b"GOLD", u32 cases; a case is name, model, u32 invocations; an invocation is u32 inputs,
each input, u32 outputs, each output. Names, models and tensors are u32 length and bytes.

Needs the packages tflite-micro, ai-edge-litert, flatbuffers and numpy (extra "oracle").
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import flatbuffers
import numpy as np
from tflite_micro.tensorflow.lite.micro.python import schema_py_generated as schema

Array = np.ndarray[Any, Any]

TYPES: dict[str, int] = {
    "float32": schema.TensorType.FLOAT32,
    "float16": schema.TensorType.FLOAT16,
    "int32": schema.TensorType.INT32,
    "uint8": schema.TensorType.UINT8,
    "int64": schema.TensorType.INT64,
    "bool": schema.TensorType.BOOL,
    "int16": schema.TensorType.INT16,
    "int8": schema.TensorType.INT8,
    "int4": schema.TensorType.INT4,
    "resource": schema.TensorType.RESOURCE,
    "uint32": schema.TensorType.UINT32,
    "uint64": schema.TensorType.UINT64,
}


class ModelBuilder:
    """Collects tensors and operators; `finish` gives the bytes of a .tflite file."""

    def __init__(self) -> None:
        self._model = schema.ModelT()
        self._model.version = 3
        self._model.operatorCodes = []
        self._model.buffers = [schema.BufferT()]
        self._model.subgraphs = []
        self.subgraph()

    def subgraph(self) -> int:
        """Starts another subgraph; tensors and operators go there from now on."""
        graph = schema.SubGraphT()
        graph.tensors, graph.operators, graph.inputs, graph.outputs = [], [], [], []
        self._model.subgraphs.append(graph)
        self._graph = graph
        return len(self._model.subgraphs) - 1

    def tensor(
        self,
        shape: tuple[int, ...] | list[int],
        dtype: str,
        scale: float | list[float] | None = None,
        zero_point: int | list[int] = 0,
        data: Array | None = None,
        dimension: int = 0,
        variable: bool = False,
    ) -> int:
        """Adds a tensor, constant when it has data; returns its index."""
        tensor = schema.TensorT()
        tensor.shape = [int(n) for n in shape]
        tensor.type = TYPES[dtype]
        tensor.name = f"t{len(self._graph.tensors)}"
        tensor.isVariable = variable
        if scale is not None:
            quantization = schema.QuantizationParametersT()
            scales = [float(s) for s in (scale if isinstance(scale, list) else [scale])]
            points = zero_point if isinstance(zero_point, list) else [zero_point] * len(scales)
            quantization.scale = scales
            quantization.zeroPoint = [int(z) for z in points]
            quantization.quantizedDimension = dimension
            tensor.quantization = quantization
        if data is not None:
            buffer = schema.BufferT()
            buffer.data = np.frombuffer(np.ascontiguousarray(data).tobytes(), np.uint8)
            self._model.buffers.append(buffer)
            tensor.buffer = len(self._model.buffers) - 1
        self._graph.tensors.append(tensor)
        return len(self._graph.tensors) - 1

    def operator(
        self,
        name: str,
        inputs: list[int],
        outputs: list[int],
        options: object | None = None,
        intermediates: list[int] | None = None,
    ) -> None:
        """Adds an operator by its BuiltinOperator name; options is an object of the schema module."""
        code = schema.OperatorCodeT()
        number = getattr(schema.BuiltinOperator, name)
        code.deprecatedBuiltinCode = min(number, 127)
        code.builtinCode = number
        code.version = 1
        self._model.operatorCodes.append(code)
        op = schema.OperatorT()
        op.opcodeIndex = len(self._model.operatorCodes) - 1
        op.inputs, op.outputs = inputs, outputs
        if intermediates is not None:
            op.intermediates = intermediates
        if options is not None:
            op.builtinOptionsType = getattr(schema.BuiltinOptions, type(options).__name__[:-1])
            op.builtinOptions = options
        self._graph.operators.append(op)

    def custom_operator(self, name: str, inputs: list[int], outputs: list[int], data: bytes = b"") -> None:
        """Adds an operator that is no builtin one, with its options as bytes."""
        self.operator("CUSTOM", inputs, outputs)
        self._model.operatorCodes[-1].customCode = name
        self._graph.operators[-1].customOptions = np.frombuffer(data, np.uint8)

    def metadata(self, name: str, data: bytes) -> None:
        """Adds an entry of metadata with a buffer of its own."""
        entry = schema.MetadataT()
        entry.name, entry.buffer = name, len(self._model.buffers)
        buffer = schema.BufferT()
        buffer.data = np.frombuffer(data, np.uint8)
        self._model.buffers.append(buffer)
        self._model.metadata = [*(self._model.metadata or []), entry]

    def finish_subgraph(self, inputs: list[int], outputs: list[int]) -> None:
        self._graph.inputs, self._graph.outputs = inputs, outputs

    def finish(self, inputs: list[int], outputs: list[int], subgraph: int = 0) -> bytes:
        graph = self._model.subgraphs[subgraph]
        graph.inputs, graph.outputs = inputs, outputs
        builder = flatbuffers.Builder(1024)
        builder.Finish(self._model.Pack(builder), b"TFL3")
        return bytes(builder.Output())


def options(kind: str, **values: Any) -> Any:
    """An options object of the schema, e.g. options("Conv2DOptions", strideW=1)."""
    made = getattr(schema, kind + "T")()
    for name, value in values.items():
        if not hasattr(made, name):
            raise AttributeError(f"{kind} has no field {name}")
        setattr(made, name, value)
    return made


@dataclass
class Case:
    """A model with the inputs of each invocation; the oracle fills in the outputs."""

    name: str
    model: bytes
    invocations: list[list[Array]]
    oracle: str = "tflm"
    outputs: list[list[Array]] = field(default_factory=list)

    def run(self) -> None:
        """Asks the oracle. A model that it refuses raises RuntimeError or ValueError."""
        if self.oracle == "given":
            return
        self.outputs = _run_tflm(self) if self.oracle == "tflm" else _run_litert(self)


def _run_tflm(case: Case) -> list[list[Array]]:
    from tflite_micro.python.tflite_micro import runtime

    interpreter = runtime.Interpreter.from_bytes(case.model, arena_size=1 << 20)
    count = len(schema.Model.GetRootAsModel(case.model, 0).Subgraphs(0).OutputsAsNumpy())
    results = []
    for inputs in case.invocations:
        for i, value in enumerate(inputs):
            interpreter.set_input(value, i)
        interpreter.invoke()
        results.append([np.array(interpreter.get_output(i)) for i in range(count)])
    return results


def _run_litert(case: Case) -> list[list[Array]]:
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    interpreter = Interpreter(
        model_content=case.model, experimental_op_resolver_type=OpResolverType.BUILTIN_REF
    )
    interpreter.allocate_tensors()
    results = []
    for inputs in case.invocations:
        for detail, value in zip(interpreter.get_input_details(), inputs, strict=True):
            interpreter.set_tensor(detail["index"], value)
        interpreter.invoke()
        results.append([interpreter.get_tensor(d["index"]) for d in interpreter.get_output_details()])
    return results


def write_goldens(path: Path, cases: list[Case], with_models: bool = True) -> None:
    """Runs the oracle on every case and writes the file."""

    def blob(data: bytes) -> bytes:
        return struct.pack("<I", len(data)) + data

    out = bytearray(b"GOLD" + struct.pack("<I", len(cases)))
    for case in cases:
        case.run()
        out += (
            blob(case.name.encode())
            + blob(case.model if with_models else b"")
            + struct.pack("<I", len(case.invocations))
        )
        for inputs, outputs in zip(case.invocations, case.outputs, strict=True):
            for tensors in (inputs, outputs):
                out += struct.pack("<I", len(tensors))
                out += b"".join(blob(np.ascontiguousarray(t).tobytes()) for t in tensors)
    path.write_bytes(bytes(out))
