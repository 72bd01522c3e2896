"""What each packet asks for, and the replies."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from vboard.builtin.gdb.packets import LONGEST
from vboard.builtin.gdb.target import TRAP, Target, TargetError
from vboard.errors import VBoardError

_FEATURES = f"PacketSize={LONGEST:x};qXfer:features:read+;QStartNoAckMode+;vContSupported+"
_WATCH = {"2": "watch", "3": "rwatch", "4": "awatch"}
_RESET = re.compile(r"reset( halt| init)?$")
_OUTPUT = LONGEST // 2 - 16
"""Bytes of text in one `O` packet: two digits each."""


@dataclass
class Answer:
    """Replies to one packet, and what happens after they are sent."""

    replies: list[bytes] = field(default_factory=list)
    no_acknowledge: bool = False
    hang_up: bool = False


class Commands:
    """Answers packets. Whatever a client sends, the answer is a packet and never an exception."""

    def __init__(self, target: Target, execute: Callable[[str], str], autostart: bool) -> None:
        self._target = target
        self._execute = execute
        self._autostart = autostart

    def stop_reply(self, signal: int) -> bytes:
        """`T`: why the target stopped."""
        hit = self._target.watch_hit
        watch = f"{hit[0]}:{hit[1]:x};" if hit is not None else ""
        return f"T{signal:02x}thread:1;{watch}".encode()

    def answer(self, payload: bytes) -> Answer:
        """Do what a packet asks for; an empty reply means that it is not supported."""
        text = payload.decode("latin-1")
        try:
            return self._dispatch(text, payload)
        except TargetError:
            return Answer([b"E0e"])
        except (ValueError, IndexError, OverflowError):
            return Answer([b"E16"])
        except VBoardError as error:
            return Answer([b"O" + f"{error}\n".encode().hex().encode(), b"E01"])

    def _dispatch(self, text: str, payload: bytes) -> Answer:
        name = text[:1]
        if name in ("c", "C", "s", "S"):
            return self._old_run(text)
        if text.startswith("vCont"):
            return self._run(text[5:])
        if name in ("v", "q", "Q"):
            return self._query(text)
        if name == "D":
            self._target.remove_all()
            self._target.resume()
            self._target.resumed = False
            return Answer([b"OK"], hang_up=True)
        if name == "k":
            return Answer(hang_up=True)
        if name == "R":
            self._target.reset()
            return Answer()
        return Answer([self._simple(name, text[1:], payload)])

    def _simple(self, name: str, rest: str, payload: bytes) -> bytes:
        """Packets with one reply: registers, memory, breakpoints, threads."""
        target, registers = self._target, self._target.registers
        if name == "?":
            return self.stop_reply(TRAP)
        if name == "g":
            return registers.read_all().hex().encode()
        if name == "G":
            registers.write_all(bytes.fromhex(rest))
            target.forget_hit()
        elif name == "p":
            return registers.read(_number(rest)).hex().encode()
        elif name == "P":
            number, _, value = rest.partition("=")
            target.forget_hit()
            registers.write(_number(number), bytes.fromhex(value))
        elif name == "m":
            address, count = _numbers(rest)
            return target.read(address, min(count, LONGEST // 2)).hex().encode()
        elif name in ("M", "X"):
            place, _, _ = rest.partition(":")
            address, count = _numbers(place)
            data = payload[len(place) + 2 :]
            if name == "M":
                data = bytes.fromhex(data.decode("latin-1"))
            if len(data) != count:
                raise ValueError("length")
            target.write(address, data)
        elif name in ("Z", "z"):
            kind, place, width = rest.split(",")[:3]
            return self._point(name == "Z", kind, place, width)
        elif name not in ("H", "T", "!"):
            return b""
        return b"OK"

    def _point(self, insert: bool, kind: str, address: str, width: str) -> bytes:
        at, size = _number(address), _number(width.partition(";")[0])
        target = self._target
        if kind in ("0", "1"):
            (target.insert_breakpoint if insert else target.remove_breakpoint)(at)
        elif kind in _WATCH:
            (target.insert_watchpoint if insert else target.remove_watchpoint)(_WATCH[kind], at, size)
        else:
            return b""
        return b"OK"

    # -- running ------------------------------------------------------------------------------

    def _old_run(self, text: str) -> Answer:
        """`c [address]`, `C signal[;address]` and the same with s."""
        rest = text[1:] if text[0] in "cs" else text.partition(";")[2]
        if rest:
            self._target.forget_hit()
            self._target.cpu.PC = _number(rest)
        return self._run(";" + text[0].lower())

    def _run(self, actions: str) -> Answer:
        """`vCont`: the action of the first thread that is named; there is one."""
        if actions == "?":
            return Answer([b"vCont;c;C;s;S;r"])
        action = actions[1:].split(";")[0].partition(":")[0]
        if action[:1] in ("c", "C"):
            self._target.resume(self._autostart)
            return Answer()  # the stop is the reply
        if action[:1] in ("s", "S"):
            return Answer([self.stop_reply(self._target.step())])
        if action[:1] == "r":
            start, end = _numbers(action[1:])
            return Answer([self.stop_reply(self._target.step_range(start, end))])
        return Answer([b"E16"])

    # -- queries ------------------------------------------------------------------------------

    def _query(self, text: str) -> Answer:
        fixed = {
            "qC": b"QC1",
            "qfThreadInfo": b"m1",
            "qsThreadInfo": b"l",
            "qAttached": b"1",
            "QStartNoAckMode": b"OK",
            "qSymbol::": b"OK",
            "qSupported": _FEATURES.encode(),
        }
        name = text if text in fixed else re.split(r"[:;,]", text)[0]
        if name == "vRun":
            self._target.reset()
            return Answer([self.stop_reply(TRAP)])
        if name == "vKill":
            return Answer([b"OK"], hang_up=True)
        if name == "qRcmd":
            return self._monitor(bytes.fromhex(text[6:]).decode("utf-8", errors="replace"))
        if text.startswith("qXfer:features:read:target.xml:"):
            offset, count = _numbers(text.rpartition(":")[2])
            part = self._target.registers.description().encode()[offset : offset + min(count, LONGEST // 2)]
            return Answer([(b"m" if part else b"l") + part])
        return Answer([fixed.get(name, b"")], no_acknowledge=name == "QStartNoAckMode")

    def _monitor(self, line: str) -> Answer:
        """`monitor LINE`: any command of the monitor; `reset [halt|init]` and `halt` as probes have them."""
        if _RESET.match(line.strip()):
            self._target.reset()
            output = ""
        elif line.strip() == "halt":
            self._target.halt()
            output = ""
        else:
            try:
                output = self._execute(line).replace("\n\n", "\n")
            except VBoardError as error:
                suggestion = getattr(error, "suggestion", "")
                output = f"{error}\n" + (f"{suggestion}\n" if suggestion else "")
            self._target.cpu.prepare()
        data = output.encode()
        replies = [
            b"O" + data[start : start + _OUTPUT].hex().encode() for start in range(0, len(data), _OUTPUT)
        ]
        return Answer([*replies, b"OK"])


def _number(text: str) -> int:
    """A hexadecimal number of at most 64 bits, without sign or prefix."""
    if not re.fullmatch("[0-9a-fA-F]{1,16}", text):
        raise ValueError(text)
    return int(text, 16)


def _numbers(text: str) -> tuple[int, int]:
    first, _, second = text.partition(",")
    return _number(first), _number(second)
