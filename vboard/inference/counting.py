"""Exact instruction counts of Invoke and of each operator, by breakpoints of the host.

Nothing is added to the guest's code: the host stops at the first instruction of each kernel and at
the address that it returns to, and reads how many instructions the core has executed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vboard.builtin.cpu.cortex_m import CortexM
from vboard.inference.model import Model
from vboard.inference.result import OperatorRun


@dataclass(frozen=True)
class _Call:
    """A call in progress: where it returns to, on which stack, what it is, the count at its start."""

    back: int
    stack: int
    what: tuple[int, int] | None
    start: int


class CallCounter:
    """Counts calls of functions until they return, nested ones too (IF, WHILE)."""

    def __init__(self, core: CortexM, model: Model) -> None:
        self._core = core
        self._model = model
        self._nodes: dict[int, tuple[int, int]] = {}
        self._calls: list[_Call] = []
        self._returns: set[int] = set()
        self._finished: list[OperatorRun] = []
        self._total = 0

    def count_function(self, address: int) -> None:
        """Count the calls of the function at `address` as totals."""
        self._core.add_hook(address, lambda: self._enter(None))

    def count_operators(self, nodes: dict[int, tuple[int, int]], kernels: set[int]) -> None:
        """Count calls of `kernels`; `nodes`: address of a TfLiteNode -> subgraph, operator."""
        self._nodes = nodes
        for kernel in kernels:
            self._core.add_hook(kernel, self._enter_kernel)

    def take(self) -> tuple[int, tuple[OperatorRun, ...]]:
        """Return the total and the operators in the order in which they ended, and start anew."""
        finished, self._finished = tuple(self._finished), []
        total, self._total = self._total, 0
        return total, finished

    def _enter_kernel(self) -> None:
        # Second argument of TFLMRegistration::invoke: the node.
        node = self._nodes.get(self._core.GetRegister("R1"))
        # A kernel that hands its own node on to another function is one operator.
        if node is not None and not (self._calls and self._calls[-1].what == node):
            self._enter(node)

    def _enter(self, what: tuple[int, int] | None) -> None:
        core = self._core
        back = core.LR & ~1
        self._calls.append(_Call(back, core.SP, what, core.ExecutedInstructions))
        if back not in self._returns:
            self._returns.add(back)
            hook: Callable[[], None] = self._leave
            core.add_hook(back, hook)

    def _leave(self) -> None:
        core = self._core
        if not self._calls or (self._calls[-1].back, self._calls[-1].stack) != (core.PC, core.SP):
            return
        call = self._calls.pop()
        instructions = core.ExecutedInstructions - call.start
        if call.what is None:
            self._total += instructions
        else:
            subgraph, index = call.what
            name = self._model.subgraphs[subgraph].operators[index].name
            self._finished.append(OperatorRun(subgraph, index, name, instructions))
