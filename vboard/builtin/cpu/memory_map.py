"""Shows a machine's bus to a native core: memories directly, everything else through the bus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from vboard.builtin.cpu.nvic import NVIC
from vboard.builtin.machine.access_reports import Access, AccessReports, EmptyRange, ReportTexts, Telling
from vboard.builtin.machine.address_map import Registration
from vboard.builtin.machine.bus import SystemBus
from vboard.builtin.machine.memory import REACHABLE, MappedMemory
from vboard.builtin.machine.observation import Watchpoint
from vboard.native.core import Core

_READ, _WRITE = 1, 2
_TOP = 1 << 32
Report = Callable[[bytes], None]


class Initiator(Protocol):
    """The core's model, by which the bus knows who makes an access."""

    @property
    def core(self) -> Core:
        """The core that executes."""

    @property
    def name(self) -> str:
        """As the log names it."""


class MemoryMap:
    """Keeps the memory map of a core like the bus. `strict`: what is not mapped is a bus fault."""

    def __init__(self, bus: SystemBus, cpu: Initiator, nvic: NVIC) -> None:
        self._bus, self._cpu, self._core, self._nvic = bus, cpu, cpu.core, nvic
        self.strict = False
        self._built: tuple[int, bool, bool] | None = None

    def update(self) -> None:
        """Build the map anew if something was registered, or is observed, since."""
        state = self._bus.version, self.strict, self._bus.reports_wait
        if self._built == state:
            return
        self._built = state
        self._core.clear_map()
        visible = self._bus.visible_to(self._cpu)
        if self.strict:
            for registration in self._bus.registrations:
                if registration not in visible and registration.initiator in (None, self._cpu):
                    size = min(registration.size, _TOP - registration.start)
                    if size <= 0:
                        continue
                    self._core.map_device(registration.start, size, self._bus.read, self._bus.write)
        for registration in visible:
            peripheral, start = registration.peripheral, registration.start
            size = min(registration.size, _TOP - start)
            if size <= 0:  # beyond what a core addresses
                continue
            if isinstance(peripheral, MappedMemory):
                self._map_memory(start, size, peripheral, registration.offset)
            elif peripheral is self._nvic and not self._bus.observed:
                self._core.map_system(start, size)
            elif not self._bus.observed and (registers := peripheral.direct_registers()):
                self._core.map_registers(
                    start,
                    size,
                    registration.offset,
                    peripheral.register_width,
                    sum(width for width in peripheral.direct_widths or peripheral.widths if width <= 4),
                    peripheral.narrow_is_whole,
                    registers,
                    self._bus.read,
                    self._bus.write,
                    *self._reports_of(registration),
                )
            elif self._bus.reports_wait and peripheral.direct_reports() is not None:
                everything = [EmptyRange(start, start + size - 1, 0, Telling.LATER)]
                report = self._reports_of(registration)[0]
                assert report is not None
                self._core.map_empty(start, size, self._bus.read, self._bus.write, everything, report)
            else:
                self._core.map_device(start, size, self._bus.read, self._bus.write)
        if not self.strict:
            self._map_nothing()
        self.watch(self._bus.watchpoints)

    def _map_memory(self, start: int, size: int, memory: MappedMemory, offset: int) -> None:
        direct = max(0, min(size, REACHABLE - offset))
        if direct:
            self._core.map_memory(start, direct, memory.native, offset)
        if direct < size:
            self._core.map_device(start + direct, size - direct, self._bus.read, self._bus.write)

    def _reports_of(self, registration: Registration) -> tuple[Report | None, bool, bool]:
        """Who is told of accesses to offsets of a peripheral without a register: of reads, of writes."""
        peripheral = registration.peripheral
        direct = peripheral.direct_reports() if self._bus.reports_wait else None
        if direct is None:
            return None, False, False
        base = registration.start - registration.offset

        def text(core: str, access: Access) -> str:
            return direct.text(core, access._replace(address=access.address - base))

        texts = ReportTexts(text)

        def report(records: bytes) -> None:
            reports = AccessReports(records)
            logged = [
                level if peripheral.env.is_logged(level, peripheral) else None for level in direct.levels
            ]
            for level, first, end in reports.runs(logged):
                entries = texts.entries(reports, self._cpu.name, first, end)
                peripheral.env.log_later(level, peripheral, entries)

        return report, direct.reads, direct.writes

    def _map_nothing(self) -> None:
        """Accesses that no peripheral takes are told of later where nobody has to see each of them."""
        unmapped = self._bus.unmapped
        unmapped.find_ranges()
        ranges = unmapped.ranges if self._bus.reports_wait else []

        def report(records: bytes) -> None:
            unmapped.report(records, self._cpu.name)

        self._core.map_default(self._bus.read, self._bus.write, ranges, report)

    def watch(self, watchpoints: list[Watchpoint]) -> None:
        """Observe these accesses and no others."""
        uses = [
            (w.start, w.start + w.width, (_READ if w.read else 0) | (_WRITE if w.write else 0))
            for w in watchpoints
        ]

        def hit(address: int, width: int, write: bool, value: int) -> None:
            for w in tuple(watchpoints):
                touched = w.start < address + width and address < w.start + w.width
                if touched and (w.write if write else w.read):
                    w.action(address, width, value)

        self._core.set_watchpoints(uses, hit)
