"""The extension module. Addresses and values have 32 bits, times are nanoseconds, widths bytes (1, 2, 4)."""

from collections.abc import Callable, Sequence
from mmap import mmap
from typing import Protocol

ENCODINGS: tuple[tuple[str, str, int], ...]
"""Rows of the encoding tables: name, pattern, features that a core must have (cpu/model.h)."""
SOURCES: str
"""Digest of the C++ files that it was built from (`vboard.native.fingerprint`)."""

class Event:
    """A scheduled call."""

    @property
    def at(self) -> int: ...
    def cancel(self) -> None:
        """Make the event do nothing when its time comes."""

class Clock:
    """Virtual clock of one emulation: an ordered queue of events."""

    @property
    def now(self) -> int:
        """Nanoseconds since the clock was created, exact to the instruction in progress."""
    def schedule(self, at: int, action: Callable[[], None]) -> Event:
        """Call `action` when the clock reaches `at` (the past means as soon as possible).

        Events of the same time run in the order in which they were scheduled.
        """
    def schedule_in(self, delay: int, action: Callable[[], None]) -> Event:
        """Call `action` `delay` nanoseconds from now."""
    def next_event(self) -> int | None:
        """Time of the earliest event, or None."""
    def stop(self) -> None:
        """End the run in progress: with the event or the instruction in progress."""
    def advance_to(self, time: int) -> None:
        """Move to `time`, running the events that are due, each at its own time."""

class ByteQueue:
    """Bytes that a peripheral received. Registers tell of them, and do not live by it."""

    def append(self, byte: int) -> None: ...
    def extend(self, data: bytes) -> None: ...
    def take(self) -> int:
        """Remove the first byte; 0 where there is none."""
    def clear(self) -> None: ...
    def __len__(self) -> int: ...
    def show(self) -> None:
        """Set the flags anew: something else may have changed them."""
    def add_flag(self, register: DeviceRegister, bits: int, least: int, below: bool) -> int:
        """Bits are set while there are `least` bytes, or with `below` fewer. Returns the flag's number."""
    def set_least(self, flag: int, least: int) -> None: ...
    def cleared_by_take(self, register: DeviceRegister, bits: int) -> None:
        """Bits are cleared with each byte that is taken, or would be. Four flags and such at most."""

class BufferReceiver:
    """Reception by a peripheral's own DMA: bytes go from a queue into a buffer in memory."""

    receiving: bool
    filled: int
    """Bytes of the buffer."""
    def connect(
        self,
        queue: ByteQueue,
        address: DeviceRegister,
        size: DeviceRegister,
        amount: DeviceRegister,
        started: DeviceRegister,
        ended: DeviceRegister,
    ) -> None:
        """Registers of the buffer, of the bytes stored, and of two events. None of them is kept alive."""
    def set_gates(self, gates: Sequence[DeviceRegister]) -> None:
        """While one of the registers is not 0 the host starts reception; they are not kept alive."""

_Flag = tuple[DeviceRegister, int, DeviceRegister | None, int]

class Alarm:
    """The timer of a peripheral: calls an action at a time, or by itself sets flags again and again."""

    def __init__(self, clock: Clock, action: Callable[[], None]) -> None: ...
    def schedule(self, at: int) -> None:
        """Call the action when the clock reaches `at` (the past means as soon as possible), not before."""
    def cancel(self) -> None: ...
    def cycle(
        self, due: int, phase_at_due: int, rate: int, legs: Sequence[tuple[int, bool, Sequence[_Flag]]]
    ) -> None:
        """From the scheduled time on, which is `due`, set flags and expire anew as a counter does.

        The counter takes `rate` steps a second, 10^9 at most. A leg is the steps from the one before, whether
        the counter starts anew at its end, and flags: a register, bits that it gets, and where another
        register has to have one of some bits that and those. The first one ends at `due`, where a part of a
        step is done (in 1/10^9). Where a line has to change that needs the host the action is called.
        """
    def by_hand(self) -> None:
        """Call the action when it expires next; `schedule` and `cancel` do so too."""
    def take(self) -> tuple[int, int, int] | None:
        """Number of the leg that ended last, when (ns), and the phase; None: none has since it was asked."""

class InterruptLogic:
    """Lines that are up while a flag is set that is enabled."""

    def add_output(
        self, line: Line, terms: Sequence[tuple[DeviceRegister, DeviceRegister | None, int, int]]
    ) -> None:
        """A term is a register of flags, one of enables (None: always), the flags' mask, and a shift.

        Bit n is enabled by bit n + shift. Neither the line nor the registers are kept alive.
        """
    def settle(self) -> list[tuple[int, bool]] | None:
        """Bring the lines up to date that nobody watches.

        Returns numbers of outputs whose lines the host has to change, if there are any, and to which level.
        """

class Memory:
    """Plain bytes that cores map; the buffer's owner keeps them in place."""

    def __init__(self, buffer: mmap | bytearray | memoryview) -> None: ...
    def written(self, offset: int, size: int) -> None:
        """[offset, offset + size) was overwritten from outside: code there is decoded anew."""

class Line:
    """An output line."""

    level: bool
    use: int
    """Of a change by a core: 0 nobody is told, 1 `recorded` is called later, 2 the host makes the change."""
    @property
    def changes(self) -> int:
        """Number of changes since the line exists."""
    def set_gates(self, gates: Sequence[tuple[DeviceRegister, int]]) -> None:
        """While one of the registers has one of its bits, the host makes the changes.

        The line does not keep the registers alive.
        """
    def set_inputs(self, inputs: Sequence[tuple[Core, int]]) -> None:
        """External interrupts that follow changes by a core; the host sees to them after its own changes.

        The line does not keep the cores alive.
        """
    def recorded(self, times: bytes, level: bool) -> None:
        """Subclasses: the line changed, to `level` first; called before anything else of Python is.

        Args:
            times: ns, 64 bits each in the host's order of bytes.
        """

class AccessProgram:
    """What a scripted peripheral does for one access, as operations on whole numbers.

    It works on the script's own variables. Where one is no whole number, an object is another one, or a
    register needs the host, nothing happens and the host does the access.
    """

    @property
    def changes(self) -> int:
        """Number of runs that changed something."""
    def __init__(
        self,
        scope: dict[str, object],
        steps: Sequence[tuple[int, int]],
        paths: Sequence[tuple[object, ...]],
        objects: Sequence[tuple[tuple[object, ...], object]],
        registers: Sequence[DeviceRegister],
        variables: int,
    ) -> None:
        """Steps are numbers of operations with an argument, as `memory/access_program.h` lists them.

        Variable 0 is the access's value, the next ones are at `paths` in the scope (a name, then keys and
        indices), others live as long as a run; `variables` is the number of all. `objects` have to be at
        their paths. The program does not keep the registers alive.

        Raises:
            ValueError: a run would not end, or reach what is not there.
        """
    def run(self, clock: Clock, value: int) -> int | None:
        """Do an access as a core does; `value` is written, or 0. None: nothing happened, the host has to."""

class OutputLatch:
    """Bits that registers of a port change, and lines that follow."""

    bits: int
    driven: int
    """Pins whose lines follow."""
    def __init__(self, lines: Sequence[Line]) -> None:
        """At most 32 lines, which the latch does not keep alive."""

class DeviceRegister:
    """A register that cores read and write without the host, as far as `define_access` allows."""

    value: int
    """Stored bits; set to the low 32 of a number."""
    absent: bool
    """Accesses by a core are as those of an offset without a register."""
    def define_access(
        self,
        *,
        host_reads: bool = ...,
        host_writes: bool = ...,
        computed: bool = ...,
        readable: int = ...,
        read_clears: int = ...,
        plain: int = ...,
        one_clears: int = ...,
        zero_clears: int = ...,
        any_clears: int = ...,
        one_sets: int = ...,
        one_toggles: int = ...,
        watched: int = ...,
        unhandled: int = ...,
    ) -> None:
        """Set what accesses of the bus do to the bits, and who does them.

        Of a `computed` register the host is asked when it was called since it computed the value, or a core
        wrote to a register. Writes that change `watched` bits or would change `unhandled` ones are the
        host's.
        """
    def set_count(
        self, mask: int, bit: int, start: int, origin: int, phase: int, rate: int, modulus: int, down: bool
    ) -> None:
        """The bits of `mask`, from `bit` on, count: `start` at `origin` (ns), then `rate` steps a second."""
    def drive(
        self,
        latch: OutputLatch,
        mask: int,
        shift: int,
        op: int,
        undriven: int,
        every_line: bool,
        stores: bool,
    ) -> None:
        """Written bits of `mask`, from `shift` on, replace (0), set, clear or toggle (3) those of a latch.

        Where a pin is not driven, the host does the write (0), the bit stays (1), it changes without the line
        (2), or it becomes 0, as those of all other such pins (3). `every_line`: all lines follow, driven or
        not; `stores`: the latch's bits change too. The register does not keep the latch alive.
        """
    def show(self, latch: OutputLatch, mask: int, shift: int, view: int) -> None:
        """Bits of `mask`, from `shift` on, show a latch's bits (0), the driven ones (1) or its lines (2)."""
    def act(self, target: DeviceRegister, mask: int, shift: int, op: int) -> None:
        """Written bits of `mask` set (0), clear (1) or replace (2) those `shift` further on in another one.

        At most four; the register does not keep the other one alive.
        """
    def take_from(self, queue: ByteQueue, mask: int, bit: int, empty_is_host: bool) -> None:
        """A read gets the bits of `mask`, from `bit` on, from a queue.

        Where it is empty they are 0, or what the host says. The register does not keep the queue alive.
        """
    def starts(self, receiver: BufferReceiver) -> None:
        """A write of 1 starts reception, where the host does not have to; it is not kept alive."""
    def resumes(self, receiver: BufferReceiver) -> None:
        """A write is the host's while a byte waits that reception would store; it is not kept alive."""
    def followed_by(self, logic: InterruptLogic) -> None:
        """Lines of `logic` follow accesses of cores, which the host makes where it has to know.

        The register does not keep it alive.
        """
    def executes(self, reads: AccessProgram | None, writes: AccessProgram | None) -> None:
        """Reads and writes of the bus run programs; what those leave goes on as without them.

        The register does not keep them alive.
        """
    def load(self) -> int:
        """What a read of the bus shows; clears what such a read clears."""
    def store(self, value: int) -> int:
        """Change the bits as a write of the bus does; returns the new ones."""

class CoreHost(Protocol):
    """What a core calls. What these methods raise ends the run and is raised there."""

    def log_core(self, level: int, message: str) -> None: ...
    def log_controller(self, level: int, message: str) -> None: ...
    def renode_fails(self, what: str) -> None:
        """The controller does what the manual says where Renode 1.16.1 does `what`."""
    def read_nothing(self, offset: int) -> None: ...
    def wrote_nothing(self, offset: int, value: int) -> None: ...
    def semihosting(self) -> bool:
        """BKPT 0xAB with operation and parameter in R0 and R1; returns whether a console did it."""
    def request_reset(self) -> None:
        """AIRCR.SYSRESETREQ."""
    def abort(self, reason: str) -> None:
        """The core cannot go on until it is reset."""
    def entered_block(self, address: int) -> None:
        """A block of code is about to execute; told while `observe_blocks` is on."""
    def entering_exception(self, number: int) -> None:
        """An exception is about to be entered, nothing stacked; told after `tell_of(exceptions=True)`."""
    def left_exception(self, number: int) -> None:
        """A handler was returned from, nothing is unstacked yet; told as `entering_exception`."""
    def sleep_changed(self, sleeping: bool) -> None:
        """The core fell asleep in WFI or WFE, or woke up; told after `tell_of(sleep=True)`."""
    def traced(self) -> None:
        """`take_trace` has something; told now and then, and at the end of each run."""
    def at_breakpoint(self, address: int) -> None:
        """The instruction at `address` is about to execute."""

class Core:
    """A Cortex-M core with its interrupt controller, SysTick, SCB and MPU."""

    def __init__(self, model: str, host: CoreHost, clock: Clock) -> None:
        """Create a core.

        Raises:
            ValueError: no such model.
        """
    # -- memory map ----------------------------------------------------------------------------
    def clear_map(self) -> None: ...
    def map_memory(self, start: int, size: int, memory: Memory, offset: int) -> None: ...
    def map_device(
        self, start: int, size: int, read: Callable[[int, int], int], write: Callable[[int, int, int], None]
    ) -> None:
        """Serve a range by `read(address, width)` and `write(address, width, value)`."""
    def map_registers(
        self,
        start: int,
        size: int,
        offset: int,
        width: int,
        widths: int,
        narrow_is_whole: bool,
        registers: Sequence[tuple[int, DeviceRegister, bool, bool]],
        read: Callable[[int, int], int],
        write: Callable[[int, int, int], None],
        report: Callable[[bytes], None] | None,
        reported_reads: bool,
        reported_writes: bool,
    ) -> None:
        """Serve a range by registers of `width` bytes, and by the functions what needs the host.

        `start` is at `offset` of the registers; `widths` are those of accesses that the peripheral takes (a
        sum). A narrow one is part of the register around it, or with `narrow_is_whole` the low bits of the
        one at its offset. A register is its offset, itself, and whether the core may read and write it.
        Whole accesses to other offsets are told by `report`, see `map_empty`, as of range 0, those to
        registers that are absent as of 1: reads, writes or both, the rest is for the functions.
        """
    def map_empty(
        self,
        start: int,
        size: int,
        read: Callable[[int, int], int],
        write: Callable[[int, int, int], None],
        ranges: Sequence[tuple[int, int, int, int]],
        report: Callable[[bytes], None],
    ) -> None:
        """Serve a range at which nothing acts: reads are constants, writes are lost.

        Args:
            start: its first address.
            size: bytes.
            read: serves an access that the host has to see.
            write: the same.
            ranges: `(start, last, value, telling)` in order; telling is 0 nobody, 1 later by `report`, 2 the
                host serves the access, as it does what is in no range.
            report: takes records of 32 bytes, called before anything else of Python is: time (ns, 64 bits),
                PC, address, value, number of the range (32 bits each), width, and whether it was a write.
        """
    def map_default(
        self,
        read: Callable[[int, int], int],
        write: Callable[[int, int, int], None],
        ranges: Sequence[tuple[int, int, int, int]],
        report: Callable[[bytes], None],
    ) -> None:
        """`map_empty` where nothing else is mapped; without this such accesses are bus faults."""
    def map_system(self, start: int, size: int) -> None:
        """Show the System Control Space."""
    def is_memory(self, address: int) -> bool: ...
    def set_watchpoints(
        self, watchpoints: Sequence[tuple[int, int, int]], hit: Callable[[int, int, bool, int], None]
    ) -> None:
        """Call `hit(address, width, write, value)` before accesses to [start, end); uses: 1 read, 2 write."""
    def set_breakpoints(self, addresses: Sequence[int]) -> None: ...
    def observe_blocks(self, on: bool) -> None: ...
    def tell_of(self, *, exceptions: bool = ..., sleep: bool = ...) -> None: ...
    def trace_blocks(self, on: bool) -> None:
        """Record what executes, an instruction or an IT block an entry (slower, same counts and times)."""
    def take_trace(self) -> bytes:
        """Pairs of native 32-bit words: address of an entry, address behind it."""
    # -- execution -----------------------------------------------------------------------------
    halted: bool
    """Whether the host keeps the core from executing; time passes."""
    budget: int | None
    """Instructions that may still execute; the run stops with the last one."""
    def leave(self) -> None:
        """Stop executing behind the instruction in progress; a run goes on from there."""
    def reset(self) -> None:
        """State after reset; time goes on."""
    @property
    def executed(self) -> int: ...
    @property
    def now(self) -> int: ...
    @property
    def pc(self) -> int: ...
    @property
    def executing(self) -> bool:
        """Whether an instruction of this core is in progress."""
    @property
    def sleeping(self) -> bool: ...
    @property
    def aborted(self) -> bool: ...
    @property
    def has_fpu(self) -> bool: ...
    vector_table: int
    """VTOR; where no memory is it is not set, with a warning."""
    @property
    def vector_table_was_set(self) -> bool:
        """Whether VTOR was set since reset."""
    mips: int
    # -- registers -----------------------------------------------------------------------------
    def get_register(self, name: str) -> int:
        """R0 to R15, SP, LR, PC, XPSR, APSR, MSP, PSP, PRIMASK, S0, D0 and so on.

        Raises:
            KeyError: no such register.
        """
    def set_register(self, name: str, value: int) -> None: ...
    # -- system side ---------------------------------------------------------------------------
    def read_system(self, offset: int, width: int) -> int:
        """Read a register of the System Control Space, by its offset from 0xE000E000."""
    def write_system(self, offset: int, width: int, value: int) -> None: ...
    def set_line(self, line: int, level: bool) -> None:
        """External interrupt line `line` changed."""
    def pend(self, exception: int) -> None: ...
    def configure(
        self,
        *,
        strict: bool = ...,
        priority_mask: int = ...,
        systick_frequency: int = ...,
        mpu_regions: int = ...,
        halt_systick_in_deep_sleep: bool = ...,
        wfi_as_nop: bool = ...,
        wfe_as_nop: bool = ...,
    ) -> None: ...

def run_cores(clock: Clock, cores: Sequence[Core], until: int, quantum: int) -> int:
    """Run cores and events up to `until` or until the clock is stopped.

    Several cores meet at multiples of `quantum`. Returns the time that was reached: when the clock was
    stopped while a core executed it has not got there, and the caller advances it.
    """
