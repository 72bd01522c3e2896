"""Register names of Renode's `GetRegister`, and the native core's names for them."""

from __future__ import annotations

NAMES: dict[str, str] = {
    **{f"R{n}": f"R{n}" for n in range(16)},
    "SP": "SP",
    "LR": "LR",
    "PC": "PC",
    "CPSR": "XPSR",
    "Control": "CONTROL",
    "CONTROL": "CONTROL",
    "BasePri": "BASEPRI",
    "BASEPRI": "BASEPRI",
    "PRIMASK": "PRIMASK",
    "FAULTMASK": "FAULTMASK",
    "MSP": "MSP",
    "PSP": "PSP",
    "FPSCR": "FPSCR",
    **{f"S{n}": f"S{n}" for n in range(32)},
    **{f"D{n}": f"D{n}" for n in range(16)},
}
"""XPSR is not among them, as in Renode 1.16.1."""

NUMBERS: dict[int, str] = {
    **{n: f"R{n}" for n in range(13)},
    13: "SP",
    14: "LR",
    15: "PC",
    25: "CPSR",
    18: "PRIMASK",
    19: "BASEPRI",
    20: "FAULTMASK",
    21: "CONTROL",
    **{42 + n: f"D{n}" for n in range(16)},
}
"""Register numbers that `GetRegister` takes beside the names."""
