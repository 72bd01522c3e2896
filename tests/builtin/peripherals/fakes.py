"""A small environment for models under test: a real clock, a byte store as bus, a list as log."""

from __future__ import annotations

from vboard.builtin.machine.clock import VirtualClock
from vboard.builtin.machine.gpio import GPIO, GPIOReceiver
from vboard.builtin.machine.log import LaterEntries, LogLevel
from vboard.builtin.peripherals.base import Peripheral


class FakeBus:
    """Zero-filled memory that remembers accesses; `peripherals` maps an address to (model, offset)."""

    def __init__(self) -> None:
        self.memory: dict[int, int] = {}
        self.peripherals: dict[int, tuple[object, int]] = {}
        self.accesses: list[tuple[str, int, int]] = []
        self.initiator: object | None = None

    def read(self, address: int, width: int) -> int:
        self.accesses.append(("read", address, width))
        if address in self.peripherals:
            model, offset = self.peripherals[address]
            return int(model.read(offset, width))  # type: ignore[attr-defined]
        return sum(self.memory.get(address + i, 0) << 8 * i for i in range(width))

    def write(self, address: int, width: int, value: int) -> None:
        self.accesses.append(("write", address, width))
        if address in self.peripherals:
            model, offset = self.peripherals[address]
            model.write(offset, width, value)  # type: ignore[attr-defined]
            return
        for i in range(width):
            self.memory[address + i] = value >> 8 * i & 0xFF

    def put(self, address: int, data: bytes) -> None:
        self.memory.update({address + i: byte for i, byte in enumerate(data)})

    def get(self, address: int, count: int) -> bytes:
        return bytes(self.memory.get(address + i, 0) for i in range(count))


class FakeEnvironment:
    """What a machine gives to a peripheral; time is running unless a test pauses it."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.clock.running = True
        self.bus = FakeBus()
        self.logged: list[tuple[LogLevel, str]] = []
        self.resets = 0
        self.objects: dict[str, object] = {}

    def log(self, level: LogLevel, source: object, message: str) -> None:
        self.logged.append((level, message))

    def is_logged(self, level: LogLevel, source: object) -> bool:
        return True

    log_is_awaited = False

    def log_later(self, level: LogLevel, source: object, entries: LaterEntries) -> None:
        self.logged += [(level, message) for _, message in entries.since(0)]

    def request_reset(self) -> None:
        self.resets += 1

    def __getitem__(self, name: str) -> object:
        return self.objects[name]

    def find(self, name: str) -> object | None:
        return self.objects.get(name)

    @property
    def messages(self) -> list[str]:
        return [message for _, message in self.logged]

    def pass_time(self, nanoseconds: int) -> None:
        self.clock.advance_to(self.clock.now + nanoseconds)


class Recorder:
    """A GPIO receiver that keeps what it is told, with the time."""

    def __init__(self, env: FakeEnvironment | None = None) -> None:
        self._env = env
        self.edges: list[tuple[int, bool]] = []
        self.times: list[int] = []

    def OnGPIO(self, number: int, value: bool) -> None:
        self.edges.append((number, value))
        if self._env is not None:
            self.times.append(self._env.clock.now)


def receiver(model: Peripheral, index: int) -> GPIOReceiver:
    """An input of a model by its index, which the model must have."""
    found = model.local_receiver(index)
    assert found is not None
    return found


def record(line: GPIO, env: FakeEnvironment | None = None) -> Recorder:
    """Connect a recorder to a line and forget the level told at connection."""
    recorder = Recorder(env)
    line.connect(recorder, 0)
    recorder.edges.clear()
    recorder.times.clear()
    return recorder
