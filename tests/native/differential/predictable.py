"""Which words of an integer encoding mean something, by the manual: the others are undefined on the core.

Fields are taken by the letters of the encoding's pattern, so that a rule reads like the manual's
`if d == 13 || m IN {13,15} then UNPREDICTABLE`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.native.differential.machine import Encoding

Words = NDArray[Any]
Mask = NDArray[np.bool_]
SP, LR, PC = 13, 14, 15


def field(encoding: Encoding, words: Words, letter: str) -> Words:
    """Value of the bits that a letter of the pattern marks, the first one most significant."""
    value: Words = np.zeros(len(words), np.uint32)
    top = len(encoding.pattern) - 1
    for place, mark in enumerate(encoding.pattern):
        if mark == letter:
            value = value << 1 | words >> (top - place) & 1
    return value


def bits(words: Words, high: int, low: int) -> Words:
    """Bits [high:low]."""
    return words >> low & ((1 << (high - low + 1)) - 1)


def any_is(value: int, *fields: Words) -> Mask:
    """Whether one of the fields is `value`."""
    return np.logical_or.reduce([f == value for f in fields])


def count_of(lists: Words) -> Words:
    """Number of registers in each list."""
    total: Words = sum((lists >> i & 1 for i in range(16)), np.zeros(len(lists), np.uint32))
    return total


Rule = Callable[[Encoding, Words], Mask]


def _never(_encoding: Encoding, words: Words) -> Mask:
    return np.zeros(len(words), np.bool_)


def _pc_nowhere(letters: str) -> Rule:
    def rule(encoding: Encoding, words: Words) -> Mask:
        return any_is(PC, *(field(encoding, words, letter) for letter in letters))

    return rule


def _no_special(letters: str, pc_only: str = "") -> Rule:
    """SP and PC nowhere among `letters`, PC not among `pc_only`."""

    def rule(encoding: Encoding, words: Words) -> Mask:
        bad = _never(encoding, words)
        for letter in letters:
            value = field(encoding, words, letter)
            bad |= (value == SP) | (value == PC)
        for letter in pc_only:
            bad |= field(encoding, words, letter) == PC
        return bad

    return rule


def _data_processing(test_form: bool, move_form: bool) -> Rule:
    def rule(encoding: Encoding, words: Words) -> Mask:
        d, n, s = (field(encoding, words, letter) for letter in "dnS")
        bad = (d == PC) & ~((s == 1) & test_form & (n != PC))
        bad |= (n == PC) & ~((d != PC) & move_form)
        if "m" in encoding.pattern:
            bad |= field(encoding, words, "m") == PC
        return bad

    return rule


def _add_register(encoding: Encoding, words: Words) -> Mask:
    return (field(encoding, words, "d") == PC) & (field(encoding, words, "m") == PC)


def _long(encoding: Encoding, words: Words) -> Mask:
    low, high, n, m = (field(encoding, words, letter) for letter in "lhnm")
    return any_is(PC, low, high, n, m) | any_is(SP, low, high) | (low == high)


def _bit_field(encoding: Encoding, words: Words) -> Mask:
    lsb = bits(words, 14, 12) << 2 | bits(words, 7, 6)
    return (bits(words, 4, 0) < lsb) | any_is(PC, bits(words, 11, 8)) | any_is(SP, bits(words, 11, 8))


def _extract(encoding: Encoding, words: Words) -> Mask:
    lsb = bits(words, 14, 12) << 2 | bits(words, 7, 6)
    d = bits(words, 11, 8)
    return (lsb + bits(words, 4, 0) > 31) | any_is(PC, d, bits(words, 19, 16)) | any_is(SP, d)


def _twice_rm(encoding: Encoding, words: Words) -> Mask:
    d, m = bits(words, 11, 8), bits(words, 3, 0)
    return (bits(words, 19, 16) != m) | any_is(PC, d, m) | any_is(SP, d)


def _saturate(encoding: Encoding, words: Words) -> Mask:
    return any_is(PC, bits(words, 11, 8), bits(words, 19, 16)) | any_is(
        SP, bits(words, 11, 8), bits(words, 19, 16)
    )


def _parallel(encoding: Encoding, words: Words) -> Mask:
    kind = field(encoding, words, "k")
    return (kind == 3) | (kind == 7) | _pc_nowhere("dnm")(encoding, words)


def _list(encoding: Encoding, words: Words) -> Mask:
    return bits(words, 7, 0) == 0


def _push(encoding: Encoding, words: Words) -> Mask:
    return bits(words, 8, 0) == 0


def _wide_list(load: bool) -> Rule:
    def rule(encoding: Encoding, words: Words) -> Mask:
        registers, n, w = bits(words, 15, 0), bits(words, 19, 16), bits(words, 21, 21)
        bad = (n == PC) | (count_of(registers) < 2) | (registers >> SP & 1 == 1)
        bad |= (w == 1) & (registers >> n & 1 == 1)
        both = (registers >> PC & 1) & (registers >> LR & 1) if load else registers >> PC & 1
        return bad | (both == 1)

    return rule


def _dual(encoding: Encoding, words: Words) -> Mask:
    t, t2, n = bits(words, 15, 12), bits(words, 11, 8), bits(words, 19, 16)
    w, load = bits(words, 21, 21) == 1, bits(words, 20, 20) == 1
    bad = any_is(PC, t, t2) | any_is(SP, t, t2) | (load & (t == t2)) | (~load & (n == PC))
    return bad | (w & ((n == t) | (n == t2) | (n == PC)))


def _indexed(word_load: bool, load: bool) -> Rule:
    def rule(encoding: Encoding, words: Words) -> Mask:
        t, n = bits(words, 15, 12), bits(words, 19, 16)
        p, u, w = (bits(words, b, b) == 1 for b in (10, 9, 8))
        unprivileged = p & u & ~w
        bad = (~p & ~w) | (w & (t == n)) | (unprivileged & (t == PC))
        if not load or not word_load:
            hint = p & ~u & ~w if load else np.zeros(len(words), np.bool_)
            bad |= (t == PC) & ~hint
        return bad & ((n != PC) | (not load))

    return rule


def _stored(letters: str) -> Rule:
    return _pc_nowhere(letters)


def _exclusive_store(encoding: Encoding, words: Words) -> Mask:
    d, t, n = (field(encoding, words, letter) for letter in "dtn")
    return any_is(PC, d, t, n) | any_is(SP, d, t) | (d == n) | (d == t)


def _table_branch(encoding: Encoding, words: Words) -> Mask:
    n, m = bits(words, 19, 16), bits(words, 3, 0)
    return (n == SP) | (m == SP) | (m == PC)


def _it(encoding: Encoding, words: Words) -> Mask:
    first, mask = bits(words, 7, 4), bits(words, 3, 0)
    return (first == 15) | ((first == 14) & (mask & (mask - 1) != 0))


def _test_target(encoding: Encoding, words: Words) -> Mask:
    d, n = bits(words, 11, 8), bits(words, 19, 16)
    return (bits(words, 7, 7) == 1) | any_is(PC, d, n) | any_is(SP, d)


_MULTIPLY = ("SMUL", "SMUAD", "SMUSD", "SMMUL", "USAD8", "SDIV", "UDIV", "MUL T2", "QADD T1",
             "QDADD", "QSUB T1", "QDSUB", "SEL")  # fmt: skip
_ACCUMULATE = ("SMLAB", "SMLAT", "SMLAD", "SMLAW", "SMLSD", "SMMLA", "SMMLS", "USADA8", "MLA", "MLS")
_LONG = ("SMULL", "UMULL", "SMLAL", "UMLAL", "SMLSLD", "UMAAL")

_RULES: dict[str, Rule] = {
    "ADD (register) T2": _add_register,
    "CMP (register) T2": _pc_nowhere("nm"),
    "BX T1": _pc_nowhere("m"),
    "BLX (register) T1": _pc_nowhere("m"),
    "ADD (immediate) T3": _data_processing(True, False),
    "SUB (immediate) T3": _data_processing(True, False),
    "ADD (register) T3": _data_processing(True, False),
    "SUB (register) T2": _data_processing(True, False),
    "ADD (immediate) T4": _pc_nowhere("d"),
    "SUB (immediate) T4": _pc_nowhere("d"),
    "MOV (immediate) T3, MOVW": lambda _e, w: bits(w, 11, 8) == PC,
    "MOVT T1": lambda _e, w: any_is(PC, bits(w, 11, 8)) | any_is(SP, bits(w, 11, 8)),
    "BFI T1, BFC T1": _bit_field,
    "PKHBT T1, PKHTB T1": _no_special("dm", "n"),
    "IT T1": _it,
    "CPS T1": lambda _e, w: bits(w, 1, 0) == 0,
    "MRS T1": lambda _e, w: any_is(PC, bits(w, 11, 8)) | any_is(SP, bits(w, 11, 8)),
    "MSR T1": lambda _e, w: any_is(PC, bits(w, 19, 16)) | any_is(SP, bits(w, 19, 16)),
    "TBB, TBH T1": _table_branch,
    "TT, TTT T1": _test_target,
    "STM T1": _list,
    "LDM T1": _list,
    "PUSH T1": _push,
    "POP T1": _push,
    "STM T2": _wide_list(False),
    "STMDB T1, PUSH T2": _wide_list(False),
    "LDM T2, POP T2": _wide_list(True),
    "LDMDB T1": _wide_list(True),
    "STRD (immediate) T1": _dual,
    "LDRD (immediate) T1, LDRD (literal) T1": _dual,
    "LDREX T1": _no_special("t", "n"),
    "UDF T1": lambda _e, w: np.ones(len(w), np.bool_),
    "UDF T2": lambda _e, w: np.ones(len(w), np.bool_),
}


def _rule(name: str) -> Rule:
    if name in _RULES:
        return _RULES[name]
    first = name.split()[0].rstrip(",")
    if name.startswith(("AND (imm", "EOR (imm", "AND (register) T2", "EOR (register) T2")):
        return _data_processing(True, False)
    if name.startswith(("ORR (imm", "ORN (imm", "ORR (register) T2", "ORN (register) T1")):
        return _data_processing(False, True)
    if name.split()[0] in ("BIC", "ADC", "SBC", "RSB") and "S" in _PATTERNS.get(name, ""):
        return _data_processing(False, False)
    if first in ("LSL", "LSR", "ASR", "ROR") and "(register) T2" in name:
        return _pc_nowhere("dnm")
    if first in ("SBFX", "UBFX"):
        return _extract
    if first in ("REV", "REV16", "REVSH", "RBIT", "CLZ") and _PATTERNS[name].startswith("11111"):
        return _twice_rm
    if first in ("SSAT", "USAT", "SSAT16", "USAT16"):
        return _saturate
    if (
        "QADD8" in name
        or "ASX," in name
        or "QSUB8" in name
        or "16, QADD16" in name
        or "QSUB16" in name
        or "QSAX" in name
    ):
        return _parallel
    if first.startswith(("SXTA", "UXTA")):
        return lambda e, w: _no_special("dm")(e, w) | (field(e, w, "n") == SP)
    if first in ("SXTB16", "UXTB16", "SXTH", "SXTB", "UXTH", "UXTB") and _PATTERNS[name].startswith("11111"):
        return _no_special("dm")
    if name.startswith(_LONG):
        return _long
    if name.startswith(_MULTIPLY) and "a" not in _PATTERNS[name]:
        return _pc_nowhere("dnm")
    if name.startswith(_ACCUMULATE):
        return _pc_nowhere("dnma" if name.startswith(("MLS", "SMMLS")) else "dnm")
    if first in ("STREX", "STREXB", "STREXH", "STLEX", "STLEXB", "STLEXH"):
        return _exclusive_store
    if first in (
        "LDREXB",
        "LDREXH",
        "LDAEX",
        "LDAEXB",
        "LDAEXH",
        "LDA",
        "LDAB",
        "LDAH",
        "STL",
        "STLB",
        "STLH",
    ):
        return _no_special("t", "n")
    if first in ("STR", "STRB", "STRH") and "1pu" in _PATTERNS[name]:
        return lambda e, w: _indexed(False, False)(e, w) | (bits(w, 19, 16) == PC)
    if first in ("LDR", "LDRB", "LDRH", "LDRSB", "LDRSH") and "1pu" in _PATTERNS[name]:
        return _indexed(first == "LDR", True)
    if first in ("STR", "STRB", "STRH") and _PATTERNS[name].startswith("11111"):
        return _stored("tnm")
    if first in ("LDR", "LDRB", "LDRH", "LDRSB", "LDRSH") and "(register) T2" in name:
        return lambda e, w: (bits(w, 3, 0) == PC) & (bits(w, 19, 16) != PC)
    return _never


_PATTERNS: dict[str, str] = {}


def unpredictable(encoding: Encoding, words: Words) -> Mask:
    """Words that are UNPREDICTABLE or UNDEFINED, outside of IT blocks."""
    _PATTERNS[encoding.name] = encoding.pattern
    return _rule(encoding.name)(encoding, words)
