"""Runs guest code on unicorn and tells why it stopped. The only file that starts the translator."""

from __future__ import annotations

import ctypes
import enum
import mmap
from collections.abc import Callable, Iterable
from typing import Any

from vboard.builtin.cpu import registers as reg
from vboard.builtin.cpu.counters import make_counter
from vboard.builtin.cpu.library import arm, native, unicorn
from vboard.builtin.cpu.registers import Batch
from vboard.builtin.machine.decoder import Watchpoint

_NEVER = 0xFFFFFFFE
_READ_CB = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint, ctypes.c_void_p)
_WRITE_CB = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_uint64, ctypes.c_uint, ctypes.c_uint64, ctypes.c_void_p
)
_CLREX = b"\xbf\xf3\x2f\x8f"
PAGE = 0x400
"""The translator's page size on these cores."""
_WFE, _YIELD = b"\x20\xbf", b"\x10\xbf"
_T = 1 << 24
_CTL_WRITE = 1 << 30
"""Direction of a control request; the Python package wraps no request without arguments."""
EXC_RETURN_BASE = 0xFFFFFFE0


class Stop(enum.Enum):
    """Why a run ended. PC is the next instruction unless said otherwise."""

    LIMIT = "the limit was reached"
    WFI = "WFI, or an exit address was reached"
    WFE = "WFE"
    YIELD = "YIELD"
    SVC = "SVC"
    BKPT = "BKPT; PC on it"
    ARM_STATE = "branch to an even address; PC on it"
    UNDEFINED = "undefined instruction; PC on it"
    NOCP = "floating point instruction without a floating point unit; PC on it"
    EXC_RETURN = "an EXC_RETURN value was loaded into PC; it is in `Executor.exc_return`"
    FETCH = "fetch outside memory; PC is the address"
    PROTECTION = "data access that the MPU denies; PC on the instruction"
    BUS = "data access outside memory, only when gaps are left unmapped; PC on the instruction"


class Executor:
    """One unicorn engine: memory map, registers, bounded runs.

    Attributes:
        cpu: the library's CPU model.
        retired: instructions that the last `run` executed.
        exc_return: value of the last `Stop.EXC_RETURN`.
        fault_address: address of the last `Stop.BUS` or `Stop.PROTECTION`.
        on_protected: asked about a data access to memory without the right (address, width, value or None for
            a read); False denies it.
    """

    def __init__(self, cpu: int) -> None:
        self.cpu = cpu
        self.uc: Any = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB, cpu=cpu)
        self.counter = make_counter(self.uc)
        self.retired = 0
        self.exc_return = 0
        self.fault_address = 0
        self._stop: Stop | None = None
        self._failure: BaseException | None = None
        self._keep: list[object] = []
        self._exits: list[int] = []
        self._scratch = 0
        self._watch_handles: list[int] = []
        self._block_handle: int | None = None
        self._start = 0
        self._pc = Batch(self.uc, (reg.PC,))
        self._xpsr = Batch(self.uc, (reg.XPSR,))
        self.uc.hook_add(unicorn.UC_HOOK_INTR, self._on_interrupt)
        self.uc.hook_add(unicorn.UC_HOOK_INSN_INVALID, self._on_invalid)
        self.uc.hook_add(unicorn.UC_HOOK_MEM_UNMAPPED, self._on_unmapped)
        self.on_protected: Callable[[int, int, int | None], bool] = lambda _address, _width, _value: False
        protected = unicorn.UC_HOOK_MEM_READ_PROT | unicorn.UC_HOOK_MEM_WRITE_PROT
        self.uc.hook_add(protected, self._on_protected)

    # -- memory map ---------------------------------------------------------------------------

    def map_memory(self, address: int, buffer: mmap.mmap, size: int) -> None:
        """Share `size` bytes of `buffer` with the guest (multiples of 0x400), not executable yet."""
        pointer = ctypes.c_char.from_buffer(buffer)
        self._keep.append(pointer)
        rights = unicorn.UC_PROT_READ | unicorn.UC_PROT_WRITE
        self.uc.mem_map_ptr(address, size, rights, ctypes.addressof(pointer))

    def protect(self, address: int, size: int, rights: int) -> None:
        """Set the rights to whole pages of what is mapped there (1 read, 2 write, 4 execute)."""
        self.uc.mem_protect(address, size, rights)

    def map_callbacks(
        self,
        address: int,
        size: int,
        read: Callable[[int, int], int],
        write: Callable[[int, int, int], None],
    ) -> None:
        """Serve [address, address + size) by `read(address, width)`, `write(address, width, value)`.

        An exception that a callback raises ends the run after the instruction and is raised there.
        """

        def on_read(_uc: Any, offset: int, width: int, _user: Any) -> int:
            try:
                return read(address + offset, width)
            except BaseException as failure:  # nothing may pass through the C frames
                self._fail(failure)
                return 0

        def on_write(_uc: Any, offset: int, width: int, value: int, _user: Any) -> None:
            try:
                write(address + offset, width, value)
            except BaseException as failure:
                self._fail(failure)

        read_cb, write_cb = _READ_CB(on_read), _WRITE_CB(on_write)
        self._keep += [read_cb, write_cb]
        status = native.uc_mmio_map(
            self.uc._uch,
            address,
            size,
            ctypes.cast(read_cb, ctypes.c_void_p),
            None,
            ctypes.cast(write_cb, ctypes.c_void_p),
            None,
        )
        if status != unicorn.UC_ERR_OK:
            raise unicorn.UcError(status)

    def map_scratch(self, address: int) -> None:
        """Make one page at `address` the engine's own: it holds a CLREX instruction."""
        if self.cpu != arm.UC_CPU_ARM_CORTEX_M0:
            self.uc.mem_map(address, PAGE)
            self.uc.mem_write(address, _CLREX)
            self._scratch = address | 1

    def clear_exclusive(self) -> None:
        """Clear the exclusive monitor as exception entry does; PC is lost."""
        if self._scratch:
            native.uc_emu_start(self.uc._uch, self._scratch, _NEVER, 0, 1)

    def unmap_all(self) -> None:
        """Remove the whole memory map."""
        for start, end, _permissions in list(self.uc.mem_regions()):
            self.uc.mem_unmap(start, end - start + 1)
        self._keep.clear()

    def forget_rights(self) -> None:
        """Check the rights of every page again: the translator remembers pages that it once let through."""
        native.uc_ctl(self.uc._uch, _CTL_WRITE | unicorn.UC_CTL_TLB_FLUSH)

    def forget_code(self, address: int, size: int) -> None:
        """Drop translations of [address, address + size): the host changed the bytes."""
        self.uc.ctl_remove_cache(address, address + size)

    def set_watchpoints(self, watchpoints: Iterable[Watchpoint]) -> None:
        """Call actions before guest reads and writes of these ranges; replaces earlier ones."""
        for handle in self._watch_handles:
            self.uc.hook_del(handle)
        self._watch_handles = [self._watch(watchpoint) for watchpoint in watchpoints]
        self.uc.ctl_flush_tb()  # hooks are compiled into translations

    def set_block_observer(self, observer: Callable[[int], None] | None) -> None:
        """Call `observer` with the address of each block that executes; None: nobody."""
        if self._block_handle is not None:
            self.uc.hook_del(self._block_handle)
            self._block_handle = None
        if observer is not None:

            def entered(_uc: Any, address: int, _size: int, _user: object) -> None:
                try:
                    observer(address)
                except BaseException as failure:
                    self._fail(failure)

            self._block_handle = int(self.uc.hook_add(unicorn.UC_HOOK_BLOCK, entered))
        self.uc.ctl_flush_tb()

    def _watch(self, watchpoint: Watchpoint) -> int:
        def hit(_uc: Any, access: int, address: int, width: int, value: int, _user: object) -> None:
            try:
                watchpoint.action(address, width, value if access == unicorn.UC_MEM_WRITE else 0)
            except BaseException as failure:
                self._fail(failure)

        kind = unicorn.UC_HOOK_MEM_READ if watchpoint.read else 0
        kind |= unicorn.UC_HOOK_MEM_WRITE if watchpoint.write else 0
        start = watchpoint.start
        return int(self.uc.hook_add(kind, hit, None, start, start + watchpoint.width - 1))

    # -- runs ---------------------------------------------------------------------------------

    def set_exits(self, addresses: Iterable[int]) -> None:
        """Make `run` end before each of these addresses (`Stop.WFI`); empty: none."""
        wanted = list(addresses)
        if not wanted:
            if self._exits:
                self.uc.ctl_exits_enabled(False)
                self._exits = []
            return
        if not self._exits:
            self.uc.ctl_exits_enabled(True)
        self.uc.ctl_set_exits(wanted)
        for address in wanted:
            if address not in self._exits:
                self.uc.ctl_remove_cache(address, address + 2)
        self._exits = wanted

    def run(self, pc: int, limit: int) -> Stop:
        """Execute from `pc` at most `limit` instructions (a few more when the last is in an IT block)."""
        self._stop = None
        self._start = pc
        self.retired = 0
        count = self.counter.start(limit)
        status = native.uc_emu_start(self.uc._uch, pc | 1, _NEVER, 0, count)
        if status in (unicorn.UC_ERR_FETCH_PROT, unicorn.UC_ERR_FETCH_UNMAPPED):
            self._stop = Stop.FETCH
        stop: Stop | None = self._stop
        self.retired = self.counter.retired(at_event=stop is not None)
        if stop in (Stop.FETCH, Stop.UNDEFINED) and not self._xpsr.read()[0] & _T:
            stop = Stop.ARM_STATE
        if self._failure is not None:
            failure, self._failure = self._failure, None
            raise failure
        if stop is not None:
            return stop
        if status != unicorn.UC_ERR_OK:
            raise unicorn.UcError(status)
        return Stop.WFI if self.counter.ended_early else Stop.LIMIT

    def end_after_instruction(self) -> None:
        """End the run in progress after the current instruction (from a callback)."""
        counter = self.counter
        counter.limit = min(counter.limit, counter.index)

    def shorten(self, limit: int) -> None:
        """Lower the limit of the run in progress (from a callback)."""
        counter = self.counter
        counter.limit = min(counter.limit, max(limit, counter.index))

    # -- events -------------------------------------------------------------------------------

    def _fail(self, failure: BaseException) -> None:
        if self._failure is None:
            self._failure = failure
        self.end_after_instruction()

    def _on_interrupt(self, uc: Any, number: int, _user: object) -> None:
        pc = self._pc.read()[0]
        if number in (3, 8) and pc >= EXC_RETURN_BASE:
            self._stop, self.exc_return = Stop.EXC_RETURN, pc | 1
        else:
            self._stop = {2: Stop.SVC, 7: Stop.BKPT, 17: Stop.NOCP}.get(number, Stop.FETCH)
        uc.emu_stop()

    def _on_invalid(self, uc: Any, _user: object) -> bool:
        pc = self._pc.read()[0]
        self._stop = Stop.UNDEFINED
        if self.counter.index > 1 or pc != self._start:
            # The translator knows no YIELD and WFE: PC is already past them. A run never continues
            # over one, so an undefined instruction right behind is the first of the next run.
            before = bytes(uc.mem_read(pc - 2, 2))
            self._stop = {_YIELD: Stop.YIELD, _WFE: Stop.WFE}.get(before, Stop.UNDEFINED)
        if self._stop is Stop.UNDEFINED:
            return False
        uc.emu_stop()
        return True

    def _on_unmapped(
        self, uc: Any, access: int, address: int, _size: int, _value: int, _user: object
    ) -> bool:
        if access != unicorn.UC_MEM_FETCH_UNMAPPED:
            self._stop = Stop.BUS
        self.fault_address = address
        return False

    def _on_protected(
        self, _uc: Any, access: int, address: int, width: int, value: int, _user: object
    ) -> bool:
        written = (value & ((1 << 8 * width) - 1)) if access == unicorn.UC_MEM_WRITE_PROT else None
        try:
            allowed = self.on_protected(address, width, written)
        except BaseException as failure:
            self._fail(failure)
            return True
        if not allowed:
            self._stop, self.fault_address = Stop.PROTECTION, address
        return allowed


def registers_of_reset(executor: Executor) -> None:
    """Set every register to its reset value (ARMv7-M B1.5.5), whatever mode the core was in."""
    handler, thread = 0x01000001, 0x01000000
    mode = (reg.XPSR, reg.CPSR, reg.CONTROL)
    # Through handler mode, which is privileged, so that CONTROL can be written.
    Batch(executor.uc, (*mode, *mode)).write(handler, reg.cpsr_of(handler), 0, thread, reg.cpsr_of(thread), 0)
    zero = (reg.PRIMASK, reg.BASEPRI, reg.FAULTMASK, reg.MSP, reg.PSP, reg.PC, reg.FPSCR)
    # LR: the architecture has 0xFFFFFFFF, Renode clears it.
    zero += (reg.LR, *(reg.R0 + n for n in range(13)), *(reg.D0 + n for n in range(16)))
    Batch(executor.uc, zero).write(*([0] * len(zero)))


def copy_registers(source: Executor, target: Executor) -> None:
    """Give `target` the state of `source`, which must be privileged."""
    general = (*(reg.R0 + n for n in range(13)), reg.LR, reg.PC)
    special = (reg.MSP, reg.PSP, reg.PRIMASK, reg.BASEPRI, reg.FAULTMASK, reg.FPSCR)
    doubles = tuple(reg.D0 + n for n in range(16))
    xpsr, control = Batch(source.uc, (reg.XPSR, reg.CONTROL)).read()
    values = Batch(source.uc, (*special, *general, *doubles)).read()
    registers_of_reset(target)
    Batch(target.uc, special).write(*values[: len(special)])
    Batch(target.uc, (reg.XPSR, reg.CPSR, reg.CONTROL)).write(xpsr, reg.cpsr_of(xpsr), control)
    Batch(target.uc, (*general, *doubles)).write(*values[len(special) :])
