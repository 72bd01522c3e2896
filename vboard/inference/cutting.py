"""What to cut of a model that does not fit: where its bytes are, and what would save how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vboard.boards.board import Region
from vboard.inference.model import Model, Operator, Subgraph, Tensor


def advice_for_flash(model: Model, missing: int, saved_by_small: int) -> list[str]:
    """Sentences, the cheapest cut first. `saved_by_small`: bytes that the small kernels save."""
    made = [f"flash: {missing:,} bytes too many"]
    if saved_by_small:
        made.append(f"--kernels small saves {saved_by_small:,}{_enough(saved_by_small, missing)}")
    floats = sum(t.constant_bytes for t in _tensors(model) if t.type == "float32")
    if floats:
        saved = floats * 3 // 4
        made.append(f"int8 instead of float weights saves about {saved:,}{_enough(saved, missing)}")
    largest = max(_constants(model), key=lambda found: found[1].constant_bytes, default=None)
    if largest is not None:
        operator, tensor = largest
        made.append(
            f"the largest constant is {operator.name} {_shape(tensor)}, {tensor.constant_bytes:,} bytes"
        )
    return made


def advice_for_ram(model: Model, arena: int, missing: int, others: Sequence[Region]) -> list[str]:
    """The same for the arena; `others`: memories of the board beside the main RAM."""
    made = [f"RAM: {missing:,} bytes too many"]
    room = max(others, key=lambda region: region.size, default=None)
    if room is not None and room.size >= arena:
        made.append(f"the arena fits {room.name} ({room.size:,} bytes)")
    if any(t.type == "float32" for t in (*model.inputs, *model.outputs)):
        made.append("int8 instead of float activations takes about a quarter of their bytes")
    widest = max(_steps(model), key=lambda found: found[2], default=None)
    if widest is not None:
        graph, operator, size = widest
        shapes = " and ".join(_shape(tensor) for tensor in _live(graph, operator))
        made.append(f"{operator.name} holds most at once: {shapes}, {size:,} bytes")
    return made


def _enough(saved: int, missing: int) -> str:
    return ", which is enough" if saved >= missing else ""


def _shape(tensor: Tensor) -> str:
    return f"{'x'.join(map(str, tensor.shape)) or 'scalar'} {tensor.type}"


def _tensors(model: Model) -> Iterator[Tensor]:
    for graph in model.subgraphs:
        yield from graph.tensors


def _constants(model: Model) -> Iterator[tuple[Operator, Tensor]]:
    for graph in model.subgraphs:
        for operator in graph.operators:
            for tensor in graph.at(tuple(i for i in operator.inputs if i >= 0)):
                if tensor.constant_bytes:
                    yield operator, tensor


def _live(graph: Subgraph, operator: Operator) -> tuple[Tensor, ...]:
    """Activations that an operator needs at the same time."""
    inputs = graph.at(tuple(i for i in operator.inputs if i >= 0))
    return tuple(t for t in (*inputs, *graph.at(operator.outputs)) if not t.constant_bytes)


def _steps(model: Model) -> Iterator[tuple[Subgraph, Operator, int]]:
    for graph in model.subgraphs:
        for operator in graph.operators:
            yield graph, operator, sum(t.bytes for t in _live(graph, operator))
