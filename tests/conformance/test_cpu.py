"""What a real Renode printed for the architecture checks of `cpu/`, on eleven core types.

`exc_*`, `lockup_*`: what the system does, Renode's but for three fields of ICSR. `ops_*`: results of
instructions, the manual's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conformance.compare import Comparison
from tests.conformance.corpus import Scenario, Step, load, names, run
from tests.conformance.icsr import with_renodes_icsr
from tests.conformance.instruction_results import RULES, Rule, expected
from vboard.robot.library import KeywordLibrary

_SCENARIOS = [name for name in names("cpu") if not name.endswith("ops_v81")]
"""All but those of the vector extension, which no core has."""
_BASELINE = ("m0", "m0plus", "m1", "m23")
_LDR_W, _MOV_W = 0xF850, 0xF040
_THUMB_2 = {
    **{(core, "exc_v7"): _LDR_W for core in _BASELINE},
    **{(core, "ops_v7"): _MOV_W for core in _BASELINE},
    ("m23", "ops_v8"): _MOV_W,
}
"""Programs that stop at their first instruction which the core does not have (ARMv6-M A5.3, ARMv8-M C2.4: not
in the baseline); Renode executes it."""
_ENDED = re.compile(r"CPU (lockup|abort) \[PC=0x[0-9A-F]+\]: .")
"""What the log says of a core that cannot go on; the rule follows."""
_STOPPED = re.compile(r"systick\.load0\.cvr ([0-9a-f]{8})")
_SYNCHRONISATION = 20
"""Instructions by which Renode's SysTick may be behind when it is stopped: it stops at the time that the core
told last, the engine's with the instruction that stops it."""


@dataclass
class Replay:
    """A scenario on the engine.

    Attributes:
        differences: of the answers to steps that Renode answered.
        lines: what the program sent.
        halted: whether the core was halted at the end.
        log: its end.
        instruction: the first halfword of the instruction at PC.
    """

    differences: list[str]
    lines: list[str]
    halted: bool
    log: str
    instruction: int


def replay(scenario: Scenario, scratch: Path) -> Replay:
    library = KeywordLibrary()
    try:
        comparison = Comparison()
        differences = []
        for number, step in enumerate(scenario.steps):
            answer = run(library, step)
            if step.expected["status"] == "NOANSWER":
                assert answer["status"] == "PASS", f"step {number} {step}: {answer}"
                continue
            differences += [f"step {number} {step}: {text}" for text in comparison.differences(step, answer)]

        def ask(command: str) -> str:
            answer = run(library, Step("ExecuteCommand", [command], {}))
            assert answer["status"] == "PASS", answer
            return str(answer["return"])

        halted = ask("cpu IsHalted").strip() == "True"
        pc = int(ask("cpu PC"), 16)
        log = ask("lastLog 20")
        halfword = int(ask(f"sysbus ReadWord {pc:#x}"), 16)
    finally:
        library.close()
    written = [path.read_text(encoding="latin-1") for path in sorted(scratch.iterdir())]
    return Replay(differences, "".join(written).splitlines(), halted, log, halfword)


def recorded(scenario: Scenario) -> list[str]:
    assert scenario.transcript is not None
    return scenario.transcript.splitlines()


def _split(name: str) -> tuple[str, str]:
    core, _, program = name.rpartition("/")[2].partition(".")
    return core, program


def _of(*programs: str) -> list[str]:
    return [n for n in _SCENARIOS if _split(n)[1].startswith(programs) and _split(n) not in _THUMB_2]


@pytest.mark.parametrize("name", _of("exc_"))
def test_the_system_is_renodes(name: str, tmp_path: Path) -> None:
    scenario = load(name, tmp_path)
    result = replay(scenario, tmp_path)
    assert not result.differences
    assert len(result.lines) == len(recorded(scenario))
    stopped = icsr = 0
    for got, line in zip(result.lines, recorded(scenario), strict=True):
        ours, theirs = _STOPPED.fullmatch(got), _STOPPED.fullmatch(line)
        if ours and theirs:
            stopped += 1
            assert 0 < int(theirs[1], 16) - int(ours[1], 16) < _SYNCHRONISATION
        elif got != line:
            masked, differing = with_renodes_icsr(got, line)
            assert masked == line
            icsr += differing
    assert stopped == 1
    assert icsr > 20


@pytest.mark.parametrize("name", _of("lockup_"))
def test_lockups_end(name: str, tmp_path: Path) -> None:
    scenario = load(name, tmp_path)
    result = replay(scenario, tmp_path)
    assert not result.differences
    assert result.lines == recorded(scenario)
    answered = all(step.expected["status"] != "NOANSWER" for step in scenario.steps)
    assert result.halted == (not answered)
    if not answered:
        assert _ENDED.search(result.log)


@pytest.mark.parametrize("name", _of("ops_"))
def test_results_are_the_manuals(name: str, tmp_path: Path) -> None:
    core, program = _split(name)
    scenario = load(name, tmp_path)
    result = replay(scenario, tmp_path)
    assert not result.differences
    wanted = [expected(core, program, line)[0] for line in recorded(scenario)]
    assert len(result.lines) == len(wanted)
    assert [(g, w) for g, w in zip(result.lines, wanted, strict=True) if g != w] == []


@pytest.mark.parametrize(("core", "program"), _THUMB_2)
def test_stops_at_what_the_core_does_not_have(core: str, program: str, tmp_path: Path) -> None:
    result = replay(load(f"cpu/{core}.{program}", tmp_path), tmp_path)
    assert result.lines == []
    assert result.halted
    assert _ENDED.search(result.log)
    assert result.instruction & 0xFFF0 == _THUMB_2[core, program]


def test_every_rule_is_needed() -> None:
    """A rule that no recorded line needs is removed."""
    needed: set[int] = set()
    for name in _of("ops_"):
        core, program = _split(name)
        scenario = load(name, Path("unused"))
        used: list[Rule] = []
        for line in recorded(scenario):
            used += expected(core, program, line)[1]
        needed |= {id(rule) for rule in used}
    assert [rule for rule in RULES if id(rule) not in needed] == []
