"""Operations of a program that the processor core executes for an access (`AccessProgram`).

A program has no loop: jumps go forward. What it cannot do it leaves to the script, before anything happened.
"""

from __future__ import annotations

import enum
from typing import NamedTuple

MOST_BITS = 62
"""Of what a program computes with: the core has 64."""
KEPT_BITS = 34
"""Of a variable of the script; the core leaves an access where one is larger."""


class Op(enum.IntEnum):
    """In the order of `AccessOp` in `memory/access_program.h`."""

    CONSTANT = 0
    LOAD = enum.auto()
    STORE = enum.auto()
    STORE_TRUTH = enum.auto()
    READ = enum.auto()
    AND = enum.auto()
    OR = enum.auto()
    XOR = enum.auto()
    ADD = enum.auto()
    SUBTRACT = enum.auto()
    MULTIPLY = enum.auto()
    EQUAL = enum.auto()
    NOT_EQUAL = enum.auto()
    LESS = enum.auto()
    LESS_EQUAL = enum.auto()
    GREATER = enum.auto()
    GREATER_EQUAL = enum.auto()
    SHIFT_LEFT = enum.auto()
    SHIFT_RIGHT = enum.auto()
    NOT = enum.auto()
    TRUTH = enum.auto()
    JUMP = enum.auto()
    JUMP_IF_FALSE = enum.auto()
    KEEP_IF_FALSE = enum.auto()
    KEEP_IF_TRUE = enum.auto()
    LEAVE = enum.auto()


class UnsupportedError(Exception):
    """The script has to do it."""


class Number(NamedTuple):
    """What is known of a number: it is in [-2^bits, 2^bits].

    Attributes:
        bits: bound of its magnitude.
        natural: it is not negative.
        truth: it is a truth value; None: it may be one.
    """

    bits: int
    natural: bool
    truth: bool | None = False

    @classmethod
    def of(cls, value: int) -> Number:
        """A constant."""
        return cls(value.bit_length(), value >= 0, isinstance(value, bool))

    def or_else(self, other: Number) -> Number:
        """One of two."""
        truth = self.truth if self.truth == other.truth else None
        return Number(max(self.bits, other.bits), self.natural and other.natural, truth)


TRUTH = Number(1, True, True)
REGISTER = Number(32, True)
KEPT = Number(KEPT_BITS, False, None)


def combined(op: Op, left: Number, right: Number) -> Number:
    """What an operation on two numbers gives.

    Raises:
        UnsupportedError: it may not fit.
    """
    natural = left.natural and right.natural
    most = max(left.bits, right.bits)
    if Op.EQUAL <= op <= Op.GREATER_EQUAL:
        return TRUTH
    if op == Op.AND:
        masks = [each.bits for each in (left, right) if each.natural]
        result = Number(min(masks, default=most), bool(masks))
    elif op in (Op.OR, Op.XOR):
        result = Number(most, natural)
    elif op == Op.MULTIPLY:
        result = Number(left.bits + right.bits, natural)
    else:
        result = Number(most + 1, natural and op == Op.ADD)
    if op in (Op.AND, Op.OR, Op.XOR) and (left.truth is not False and right.truth is not False):
        result = result._replace(truth=True if left.truth and right.truth else None)
    if result.bits > MOST_BITS:
        raise UnsupportedError
    return result
