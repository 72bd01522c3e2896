"""Which exception is taken, against a plain reference model."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builtin.cpu.board import LOOPS, Board, board_of_loops

LINES = [16, 17, 18, 40, 300, 527]
NUMBERS = [2, 11, 14, 15, *LINES]
CONFIGURABLE = [11, 14, 15, *LINES]

numbers = st.sampled_from(NUMBERS)
priority_sets = st.dictionaries(st.sampled_from(CONFIGURABLE), st.integers(0, 255).map(lambda x: x & 0xF0))


@dataclass
class Model:
    """What is pending and active, and what is taken, in the words of ARMv7-M B1.5.4 or as Renode does."""

    strict: bool
    prigroup: int
    priorities: dict[int, int]
    primask: bool = False
    faultmask: bool = False
    basepri: int = 0
    pending: set[int] = field(default_factory=set)
    active: list[int] = field(default_factory=list)

    def priority(self, number: int) -> int:
        fixed = {2: -2, 3: -1} if self.strict else {}  # Renode: 0, as any other
        return fixed.get(number, self.priorities.get(number, 0))

    def group(self, priority: int) -> int:
        return priority if priority < 0 else priority >> (self.prigroup + 1)

    def takeable(self) -> int:
        """The exception to take, or 0."""
        return self._of_the_architecture() if self.strict else self._of_renode()

    def _of_the_architecture(self) -> int:
        current = min((self.group(self.priority(n)) for n in self.active), default=256)
        if self.basepri:
            current = min(current, self.group(self.basepri))
        if self.primask:
            current = min(current, 0)
        if self.faultmask:
            current = min(current, -1)
        ready = sorted((self.priority(n), n) for n in self.pending)
        return ready[0][1] if ready and self.group(ready[0][0]) < current else 0

    def _of_renode(self) -> int:
        # Raw priorities choose and meet BASEPRI; groups decide against the exception entered last.
        waiting = [(self.priority(n), n) for n in self.pending - set(self.active)]
        ready = sorted(each for each in waiting if not self.basepri or each[0] < self.basepri)
        wanted = ready[0][1] if ready else 0
        if (
            wanted
            and self.active
            and self.group(self.priority(wanted)) >= self.group(self.priority(self.active[-1]))
        ):
            return 0
        return 0 if self.primask or (self.faultmask and wanted != 2) else wanted

    def settle(self) -> None:
        """Take what can be taken."""
        while number := self.takeable():
            self.pending.discard(number)
            self.active.append(number)
            if number == 2 and self.strict:
                return


def set_up(board: Board, model: Model) -> None:
    """Priorities and groups of the model."""
    board.nvic.write(0xD0C, 4, 0x05FA0000 | model.prigroup << 8)
    for line in range(0, 512, 32):
        board.nvic.write(0x100 + line // 8, 4, 0xFFFFFFFF)
    for number, priority in model.priorities.items():
        board.nvic.write(0x3F0 + number if number >= 16 else 0xD14 + number, 1, priority)


def pend(board: Board, number: int) -> None:
    if number >= 16:
        board.nvic.write(0x200 + (number - 16) // 32 * 4, 4, 1 << (number - 16) % 32)
    else:
        board.cpu.core.pend(number)


@settings(deadline=None, max_examples=150)
@given(
    strict=st.booleans(),
    steps=st.lists(st.sets(numbers, max_size=4), min_size=1, max_size=4),
    priorities=priority_sets,
    prigroup=st.integers(0, 7),
    primask=st.booleans(),
    faultmask=st.booleans(),
    basepri=st.integers(0, 255).map(lambda x: x & 0xF0),
)
def test_choice_of_the_exception_to_take(
    strict: bool,
    steps: list[set[int]],
    priorities: dict[int, int],
    prigroup: int,
    primask: bool,
    faultmask: bool,
    basepri: int,
) -> None:
    board = board_of_loops(strict)
    model = Model(strict, prigroup, priorities)
    set_up(board, model)
    for index, step in enumerate(steps):
        if index == len(steps) - 1:
            model.primask, model.faultmask, model.basepri = primask, faultmask, basepri
            board.cpu.SetRegister("BASEPRI", basepri)
            board.cpu.SetRegister("FAULTMASK", int(faultmask))
            board.cpu.SetRegister("PRIMASK", int(primask))
        for number in sorted(step):
            pend(board, number)
        model.pending |= step
        model.settle()
        board.emulation.run_for(100)
        executes = (board.cpu.PC - LOOPS) // 16
        assert executes == (model.active[-1] if model.active else 0)
