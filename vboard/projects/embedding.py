"""A model as C sources: an aligned array, and a resolver that registers its operators and no others.

`NAME.c` compiles as C11 and as C++, `NAME.h` serves both languages, `NAME_operators.h` is C++ for the
resolver of TensorFlow Lite for Microcontrollers. The same model gives the same bytes everywhere.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from vboard.errors import VBoardError, nearest
from vboard.inference.model import Model, Operator, Subgraph, Tensor
from vboard.inference.operators import has_kernel, methods, typed_names
from vboard.projects.c_array import initialiser, why_no_name

MARK = "written by vboard embed; do not edit"
"""What the first line of each file says."""
_KINDS = {"int8": "", "uint8": "", "int16": "_INT16", "float32": "_FLOAT32"}
"""Type of the activations -> ending of the registration; the plain one takes bytes everywhere."""
_INT4_KERNELS = ("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED")


@dataclass(frozen=True)
class Registration:
    """A line of the resolver; `all_types`: it takes what only a build with every type links."""

    operator: str
    line: str
    all_types: bool = False


def registrations(model: Model, own: Sequence[str] = ()) -> tuple[Registration, ...]:
    """What the resolver registers, sorted by operator. `own`: custom operators with a kernel of the user's.

    Raises:
        VBoardError: an operator without a kernel; a name in `own` that the model has not.
    """
    custom = sorted({o.name for o in model.operators if o.custom})
    for name in own:
        if name not in custom:
            raise VBoardError(
                f"{model.path}: no custom operator '{name}'{nearest(name, custom)} "
                f"(custom operators: {', '.join(custom) or 'none'})"
            )
        if why := why_no_name(name):
            raise VBoardError(f"custom operator '{name}': no name for Register_{name}: {why}")
    missing = sorted(
        {o.name for o in model.operators if o.name not in own and not has_kernel(o.name, o.custom)}
    )
    if missing:
        yours = [name for name in missing if name in custom]
        hint = f"; a kernel of your own: --own-op {yours[0]}" if yours else ""
        raise VBoardError(f"{model.path}: not supported: {', '.join(missing)}{hint}")
    return tuple(_registration(model, name, name in own) for name in model.operator_names)


def _registration(model: Model, name: str, own: bool) -> Registration:
    if own:
        return Registration(name, f'AddCustom("{name}", Register_{name}())')
    method = methods()[name]
    uses = [(graph, o) for graph in model.subgraphs for o in graph.operators if o.name == name]
    kinds = {_kind(graph, operator) for graph, operator in uses}
    if kinds <= {""}:
        return Registration(name, f"{method}()")
    if name not in typed_names() or len(kinds) > 1 or None in kinds:
        return Registration(name, f"{method}()", all_types=name in typed_names() or name.startswith("Signal"))
    return Registration(name, f"{method}(tflite::Register_{name}{kinds.pop()}())")


def _kind(graph: Subgraph, operator: Operator) -> str | None:
    """Ending of the registration that takes this use; None: no single one does."""
    if not operator.inputs or operator.inputs[0] < 0:
        return None
    weights = graph.at(tuple(i for i in operator.inputs[1:] if i >= 0))
    if any(tensor.type == "int4" for tensor in weights):
        activations = graph.tensors[operator.inputs[0]].type
        return "_INT4" if activations == "int8" and operator.name in _INT4_KERNELS else None
    return _KINDS.get(graph.tensors[operator.inputs[0]].type)


def needs_all_types(model: Model, own: Sequence[str] = ()) -> bool:
    """Whether the runtime must be built with `RUNTIME_ALL_TYPES=1` for these registrations."""
    return any(entry.all_types for entry in registrations(model, own))


def embed(model: Model, name: str, own: Sequence[str] = ()) -> dict[str, str]:
    """File name -> text of the three files.

    Raises:
        VBoardError: `name` is no name in C and C++; as `registrations`.
    """
    if why := why_no_name(name):
        raise VBoardError(f"--name {name}: {why}")
    entries = registrations(model, own)
    return {
        f"{name}.c": _array(model, name),
        f"{name}.h": _header(model, name),
        f"{name}_operators.h": _operators(model, name, entries, own),
    }


def _title(model: Model) -> str:
    return f"/* {_comment(model.path.name)}, {len(model.content)} bytes, {MARK}. */"


def _comment(text: str) -> str:
    """Text that cannot end a comment, of printable ASCII."""
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in text).replace("*/", "* /")


def _array(model: Model, name: str) -> str:
    size = len(model.content)
    return "\n".join(
        [
            _title(model),
            f'#include "{name}.h"',
            "",
            "#if defined(__cplusplus)",
            f"#define {name}_ALIGNED alignas(16)",
            "#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L",
            f"#define {name}_ALIGNED _Alignas(16)",
            "#else",
            f"#define {name}_ALIGNED __attribute__((aligned(16)))",
            "#endif",
            "",
            f"const unsigned int {name}_size = {size};",
            "/* clang-format off */",
            f"{name}_ALIGNED const unsigned char {name}[{size}] = {{",
            *initialiser(model.content),
            "};",
            "",
        ]
    )


def _header(model: Model, name: str) -> str:
    guard, upper = f"{name.upper()}_H_", name.upper()
    crc = zlib.crc32(model.content)
    lines = [
        _title(model),
        f"/* SHA-256 {hashlib.sha256(model.content).hexdigest()} */",
        f"#ifndef {guard}",
        f"#define {guard}",
        "",
        f"#define {upper}_BYTES {len(model.content)}u",
        f"#define {upper}_CRC32 0x{crc:08x}u /* as zlib's, of all bytes */",
        f"#define {upper}_RESOURCE_VARIABLES {model.resources}",
    ]
    for kind, tensors in (("input", model.inputs), ("output", model.outputs)):
        for number, tensor in enumerate(tensors):
            lines += ["", *_tensor(f"{upper}_{kind.upper()}{number}", f"{kind} {number}", tensor)]
    lines += [
        "",
        "#ifdef __cplusplus",
        'extern "C" {',
        "#endif",
        f"extern const unsigned char {name}[{upper}_BYTES]; /* aligned to 16 bytes */",
        f"extern const unsigned int {name}_size;",
        "#ifdef __cplusplus",
        "}",
        "#endif",
        "",
        f"#endif /* {guard} */",
        "",
    ]
    return "\n".join(lines)


def _tensor(prefix: str, what: str, tensor: Tensor) -> list[str]:
    shape = " x ".join(map(str, tensor.shape)) or "scalar"
    lines = [f"/* {what}: {tensor.type}, {shape} */", f"#define {prefix}_ELEMENTS {tensor.elements}u"]
    if len(tensor.scales) == 1:
        point = tensor.zero_points[0] if tensor.zero_points else 0
        lines += [
            f"#define {prefix}_SCALE {tensor.scales[0]:.9e}f /* real = scale * (value - zero point) */",
            f"#define {prefix}_ZERO_POINT ({point})",
        ]
    return lines


def _operators(model: Model, name: str, entries: Sequence[Registration], own: Sequence[str]) -> str:
    guard = f"{name.upper()}_OPERATORS_H_"
    lines = [
        _title(model),
        f"/* Operators: {', '.join(_comment(entry.operator) for entry in entries)}. */",
    ]
    if any(entry.all_types for entry in entries):
        lines.append("/* Several types of numbers: build the runtime with RUNTIME_ALL_TYPES=1. */")
    lines += [
        f"#ifndef {guard}",
        f"#define {guard}",
        "",
        '#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"',
        "",
        *(f"const TFLMRegistration* Register_{each}(); /* the application's */" for each in sorted(set(own))),
        *([""] if own else []),
        f"using {name}_resolver = tflite::MicroMutableOpResolver<{max(1, len(entries))}>;",
        "",
        "/* Adds the operators of the model, and no others, to an empty resolver. */",
        f"inline TfLiteStatus {name}_register({name}_resolver* resolver) {{",
        *("  " + f"if (resolver->{entry.line} != kTfLiteOk) return kTfLiteError;" for entry in entries),
        *([] if entries else ["  (void)resolver;"]),
        "  return kTfLiteOk;",
        "}",
        "",
        f"#endif /* {guard} */",
        "",
    ]
    return "\n".join(lines)
