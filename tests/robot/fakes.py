"""A monitor that knows one command, `bench`, which makes a machine with a fake UART and a LED."""

from __future__ import annotations

from collections.abc import Callable

from tests.builtin.terminals.bench import Bench
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.machine.machine import Machine
from vboard.builtin.monitor.log_book import LogBook
from vboard.builtin.monitor.monitor_errors import MonitorError


class FakeMonitor:
    """Fulfils what the keyword library needs of a monitor."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.emulation = Emulation()
        self.machine: Machine | None = None
        self.on_new_emulation: list[Callable[[Emulation], None]] = []
        self.log_book = LogBook()
        self.log_book.follow(self.emulation.log)

    def execute(self, line: str) -> str:
        if line == "bench":
            self.bench = Bench()
            self.machine = self.bench.machine
            self._replace(self.bench.emulation)
            return "\x1b[32mready\x1b[0m\n\n"
        if line.startswith("say "):
            _, at, text = line.split(" ", 2)
            self.bench.say(float(at), text + "\n")
            return ""
        raise MonitorError(f"No such command or device: {line}")

    def execute_script(self, path: str) -> str:
        raise MonitorError(f"Could not find file '{path}'")

    def evaluate_python(self, code: str) -> str:
        return code

    def reset_emulation(self) -> None:
        self.machine = None
        self._replace(Emulation())

    def _replace(self, emulation: Emulation) -> None:
        self.emulation = emulation
        self.log_book.follow(emulation.log)
        for action in self.on_new_emulation:
            action(emulation)
