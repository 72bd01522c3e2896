"""Results of instructions: Renode's lines of `cpu/*.ops_*`, and the manual's where Renode slips.

A line is `name.input.input.flags result/APSR/FPSCR`. A rule names the lines that Renode gets wrong and the
section of the manual, and computes what the manual has instead from the inputs. Manuals: ARMv7-M
(DDI 0403E), ARMv6-M (DDI 0419E), ARMv8-M (DDI 0553B).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.native.fpu import manual
from tests.native.fpu.rounding import MINUS, NEAREST, PLUS, TIE_AWAY, ZERO, Status

_ARGUMENTS = re.compile(r"((?:\.[0-9a-f]{8})*)$")
_REFUSED = "fault:00000006:00010000:00000000"
"""UsageFault, UNDEFINSTR."""
_GE, _Q = 0xF << 16, 1 << 27

_BASELINE = frozenset({"m0", "m0plus", "m1", "m23"})
_DSP = frozenset({"m4", "m4f", "m7", "m33", "m55", "m85"})
_DOUBLE = frozenset({"m4f", "m7", "m55", "m85"})
_FP = _DOUBLE | {"m4", "m33"}
_ALL = _BASELINE | {"m3"} | _FP


@dataclass(frozen=True)
class Line:
    """A recorded line. `name`: without inputs; `parts`: of the result, between slashes."""

    name: str
    inputs: tuple[int, ...]
    parts: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> Line:
        call, _, result = text.partition(" ")
        match = _ARGUMENTS.search(call)
        assert match is not None
        inputs = tuple(int(word, 16) for word in match.group(1).split(".") if word)
        return cls(call[: match.start()], inputs, tuple(result.split("/")))

    @property
    def text(self) -> str:
        inputs = "".join(f".{value:08x}" for value in self.inputs)
        return f"{self.name}{inputs} {'/'.join(self.parts)}"

    def replaced(self, index: int, part: str) -> Line:
        parts = list(self.parts)
        parts[index] = part
        return Line(self.name, self.inputs, tuple(parts))


@dataclass(frozen=True)
class Rule:
    """Where Renode slips: cores, programs, names of lines (whole), the section, and the manual's line."""

    cores: frozenset[str]
    programs: str
    names: str
    section: str
    why: str
    manual: Callable[[Line], Line]

    def applies(self, core: str, program: str, line: Line) -> bool:
        return (
            core in self.cores
            and re.fullmatch(self.programs, program) is not None
            and re.fullmatch(self.names, line.name) is not None
        )


def _refused(line: Line) -> Line:
    """The instruction is undefined; a hash of memory behind it stays."""
    memory = line.parts[1:] if ":" in line.parts[0] and len(line.inputs) == 0 else ()
    return Line(line.name, line.inputs, (_REFUSED, *memory))


def _constant(part: str) -> Callable[[Line], Line]:
    return lambda line: line.replaced(0, part)


def _halves(word: int) -> tuple[int, int]:
    """Low and high halfword, signed."""
    return tuple((half ^ 0x8000) - 0x8000 for half in (word & 0xFFFF, word >> 16))  # type: ignore[return-value]


def _bytes(word: int) -> list[int]:
    return [word >> 8 * i & 0xFF for i in range(4)]


def _wide(line: Line, low: int, high: int) -> Line:
    """The result in R0 and R1; R1 is printed where it is not its input."""
    second = line.inputs[1] if len(line.inputs) > 2 else 0
    return line.replaced(0, f"{low:08x}" + ("" if high == second else f":{high:08x}"))


# -- integers -------------------------------------------------------------------------------------


def _without_q(line: Line) -> Line:
    parts = [f"{int(part, 16) & ~_Q:08x}" for part in line.parts]
    return Line(line.name, line.inputs, (parts[0] if line.name == "msr_apsr" else line.parts[0], *parts[1:]))


_GE_OF = {"sel_ge": "uadd8", "max8": "usub8", "ssub16_sel": "ssub16"}


def _ge_bits(operation: str, a: int, b: int) -> int:
    """APSR.GE of SADD16 and the like (A7.7): signed, not below 0; unsigned, a carry or no borrow."""
    signed = operation[0] == "s"
    width = 8 if operation.endswith("8") else 16
    mask = (1 << width) - 1

    def lanes(word: int) -> list[int]:
        values = [word >> place & mask for place in range(0, 32, width)]
        return [(v ^ 1 << width - 1) - (1 << width - 1) for v in values] if signed else values

    x, y = lanes(a), lanes(b)
    if operation[1:] in ("asx", "sax"):
        y.reverse()
        adds = [operation[1:] == "sax", operation[1:] == "asx"]
    else:
        adds = [operation.startswith("add", 1)] * len(x)
    bits = 0
    for place, (p, q, add) in enumerate(zip(x, y, adds, strict=True)):
        if p + q >= (0 if signed else 1 << width) if add else p >= q:
            bits |= 1 << place if width == 8 else 3 << 2 * place
    return bits << 16


def _with_ge(line: Line) -> Line:
    operation = _GE_OF.get(line.name, line.name.partition("_")[0])
    if re.fullmatch("[su](add|sub)(8|16)|[su](asx|sax)", operation):
        bits = _ge_bits(operation, *line.inputs[:2])
    else:
        bits = line.inputs[-1] & _GE
    return line.replaced(1, f"{int(line.parts[1], 16) | bits:08x}")


def _halving(line: Line) -> Line:
    add = line.name.startswith("uhadd8")
    pairs = zip(_bytes(line.inputs[0]), _bytes(line.inputs[1]), strict=True)
    lanes = [((a + b if add else a - b) >> 1) & 0xFF for a, b in pairs]
    return line.replaced(0, f"{int.from_bytes(bytes(lanes), 'little'):08x}")


def _selected(line: Line) -> Line:
    a, b, flags = line.inputs
    lanes = [
        x if flags >> 16 + i & 1 else y for i, (x, y) in enumerate(zip(_bytes(a), _bytes(b), strict=True))
    ]
    return line.replaced(0, f"{int.from_bytes(bytes(lanes), 'little'):08x}")


def _long_dual(line: Line) -> Line:
    n, m, low, high = line.inputs[:4]
    (a, b), (c, d) = _halves(n), _halves(m)
    products = a * d + b * c if line.name == "smlaldx" else a * c + b * d
    total = (high << 32 | low) + products
    return _wide(line, total & 0xFFFFFFFF, total >> 32 & 0xFFFFFFFF)


# -- floating point: the manual's pseudocode ------------------------------------------------------

_CONVERSION = re.compile(r"vcvt([amnpr]?)\.([su])(16|32)\.f(32|64)(?:_.*,(\d+))?")
_FROM_FIXED = re.compile(r"vcvt\.f(32|64)\.([su])(16|32)_.*,(\d+)")
_ROUNDINGS = {"a": TIE_AWAY, "n": NEAREST, "p": PLUS, "m": MINUS, "": ZERO}


def _floating(line: Line) -> Line:
    status = Status(line.inputs[-1])
    words = line.inputs[:-1]
    width = 64 if ".f64" in line.name or len(words) > 2 else 32
    pairs = [words[i] | words[i + 1] << 32 for i in range(0, len(words) - 1, 2)]
    operands = pairs if width == 64 else list(words)
    result, size = 0, width
    if line.name in ("vmaxnm", "vminnm"):
        function = manual.FPMaxNum if line.name == "vmaxnm" else manual.FPMinNum
        result = function(operands[0], operands[1], width, status)
    elif conversion := _CONVERSION.fullmatch(line.name):
        letter, sign, bits, _, fraction = conversion.groups()
        rounding = status.rmode if letter == "r" else _ROUNDINGS[letter]
        places = int(fraction or 0)
        result = manual.FPToFixed(operands[0], width, int(bits), places, sign == "u", rounding, status)
        if sign == "s":  # the register has the sign repeated
            half = 1 << int(bits) - 1
            result = (result ^ half) - half
        size = width if fraction else 32
        result &= (1 << size) - 1
    elif fixed := _FROM_FIXED.fullmatch(line.name):
        _, sign, bits, fraction = fixed.groups()
        value = operands[0] & ((1 << int(bits)) - 1)
        if sign == "s":
            half = 1 << int(bits) - 1
            value = (value ^ half) - half
        result = manual.FixedToFP(value, width, int(fraction), NEAREST, status)
    elif line.name.startswith("vcvtb.f64.f16"):
        result = manual.FPConvert(words[0] & 0xFFFF, 16, 64, status)
    else:  # VCVTB, VCVTT to half precision
        half = manual.FPConvert(operands[0], width, 16, status)
        low = words[0]
        top = line.name.startswith("vcvtt")
        result, size = (half << 16 | low & 0xFFFF if top else low & 0xFFFF0000 | half), 32
    if width == 64:
        shown = _wide(line, result & 0xFFFFFFFF, result >> 32 if size == 64 else 0)
    else:
        shown = line.replaced(0, f"{result:08x}")
    return Line(line.name, line.inputs, (shown.parts[0], "00000000", f"{status.value:08x}"))


RULES = [
    Rule(frozenset({"m3"}), "ops_dsp", "(?!done).*", "ARMv7-M A5.3, A7.7",
         "a core without the DSP extension has none of these instructions", _refused),
    Rule(frozenset({"m4", "m33"}), "ops_fpd", "(?!done|vmov_half).*", "ARMv7-M A6.4",
         "a core without double precision refuses it", _refused),
    Rule(frozenset({"m4"}), "ops_fps", r"vrint[rxz]\.f32", "ARMv7-M A6.4",
         "FPv4 does not round to integers in floating point", _refused),
    Rule(_FP, "ops_fps", "fpsid|fpexc|mvfr[01]", "ARMv7-M A7.7, VMRS",
         "FPSCR is the only register that VMRS reads", _refused),
    Rule(frozenset({"m7"}), "ops_v8", "sg", "ARMv7-M A5.3", "SG is an instruction of ARMv8-M", _refused),
    Rule(_ALL - _BASELINE, "ops_v7", r"\.inst\.n_0xb6f0", "ARMv7-M A5.2.5", "no such instruction", _refused),
    Rule(_ALL, "ops_v6", r"stmia_r0!,\{r0,r1\}", "ARMv7-M A7.7, STM",
         "the base is written back, though it is in the list", lambda line: line.replaced(
             0, f"00000008{line.parts[0][8:]}")),
    Rule(_BASELINE, "ops_v6", "(?!stmia|done).*", "ARMv6-M B1.4.2", "APSR.Q is of ARMv7-M and on",
         lambda line: _without_q(line) if len(line.parts) == 2 and len(line.inputs) > 0 else line),
    Rule(_DSP, "ops_dsp", "uhadd8.*|uhsub8.*", "ARMv7-M A7.7, UHADD8 and UHSUB8",
         "each byte is halved by itself", _halving),
    Rule(_DSP, "ops_dsp", "sel_r0.*", "ARMv7-M A7.7, SEL and MSR", "GE is what MSR wrote", _selected),
    Rule(_DSP, "ops_dsp", "smlaldx?", "ARMv7-M A7.7, SMLALD", "products are added in full", _long_dual),
    Rule(_DSP, "ops_dsp|ops_v8", "(?!done).*", "ARMv7-M B1.4.2; B5.2, MRS", "APSR has the GE bits",
         lambda line: _with_ge(line) if len(line.parts) == 2 and len(line.inputs) > 1 else line),
    Rule(frozenset({"m33", "m55", "m85"}), "ops_v8", "msr_psplim", "ARMv8-M D1.2, PSPLIM",
         "bits 2 to 0 are RES0", _constant("20000100")),
    Rule(frozenset({"m33", "m55", "m85"}), "ops_v8", "msr_msplim", "ARMv8-M D1.2, MSPLIM",
         "bits 2 to 0 are RES0", _constant("20000008")),
    Rule(frozenset({"m7"}), "ops_v8", "msr_[mp]splim", "ARMv7-M B5.2, MSR", "ARMv7-M has no stack limits",
         _constant("00000000")),
    Rule(_FP, "ops_fps", "fpscr_mask", "ARMv7-M A2.5, FPSCR", "reserved bits are 0", _constant("f7c0009f")),
    Rule(_DOUBLE | {"m33"}, "ops_fps", "v(max|min)nm", "ARMv8-M E2.1, FPMaxNum",
         "a signalling NaN is an invalid operation, and its quiet form the result", _floating),
    Rule(_DOUBLE, "ops_fpd", "v(max|min)nm", "ARMv8-M E2.1, FPMaxNum",
         "a signalling NaN is an invalid operation, and its quiet form the result", _floating),
    Rule(_FP, "ops_fps", r"vcvtr?\.[su](16|32)\.f32.*", "ARMv7-M A2.5, FPToFixed",
         "a result out of range is invalid, and not inexact as well", _floating),
    Rule(_DOUBLE | {"m33"}, "ops_fps", r"vcvt[amn]\.[su]32\.f32", "ARMv7-M A2.5, FPToFixed",
         "a result out of range is invalid, and not inexact as well", _floating),
    Rule(_DOUBLE, "ops_fpd", r"vcvt[amr]?\.[su](16|32)\.f64.*", "ARMv7-M A2.5, FPToFixed",
         "a result out of range is invalid, and not inexact as well", _floating),
    Rule(_FP, "ops_fps", r"vcvt\.f32\.[su](16|32)_.*", "ARMv7-M A7.7, VCVT of fixed point",
         "fixed point is rounded to nearest whatever RMode is", _floating),
    Rule(_FP, "ops_fps", r"vcvt[bt]\.f16\.f32", "ARMv7-M A2.5, FPRound",
         "underflow comes with inexact, overflow of half precision without underflow", _floating),
    Rule(_DOUBLE, "ops_fpd", r"vcvt[bt]\.f16\.f64_s0,d0|vcvtb\.f64\.f16", "ARMv7-M A7.7, VCVTB and VCVTT",
         "FPv5 converts between half and double precision", _floating),
]  # fmt: skip


def expected(core: str, program: str, recorded: str) -> tuple[str, list[Rule]]:
    """The manual's line for a recorded one, and the rules that made it another one."""
    line = Line.parse(recorded)
    used = []
    for rule in RULES:
        if rule.applies(core, program, line):
            changed = rule.manual(line)
            if changed != line:
                used.append(rule)
            line = changed
            if rule.manual is _refused:
                break
    return line.text, used
