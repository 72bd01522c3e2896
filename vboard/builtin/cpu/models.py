"""The processors behind Renode's `cpuType` names."""

from __future__ import annotations

from dataclasses import dataclass

from vboard.builtin.cpu.library import arm


@dataclass(frozen=True)
class ProcessorModel:
    """What differs between the cores.

    Attributes:
        unicorn: the translator's CPU model.
        cpuid: SCB CPUID as Renode 1.16.1 answers it (M3, M4, M7) or as the core's manual has it.
        fpu: whether the core has floating point registers.
        has_stir: whether STIR exists.
    """

    name: str
    unicorn: int
    cpuid: int
    fpu: bool = False
    has_stir: bool = False

    @property
    def without_fpu(self) -> int:
        """The translator's model of the same instructions but floating point."""
        return int(arm.UC_CPU_ARM_CORTEX_M3) if self.fpu and not self.v8 else self.unicorn

    @property
    def v8(self) -> bool:
        """Armv8-M."""
        return bool(self.unicorn == arm.UC_CPU_ARM_CORTEX_M33)


_MODELS = {
    model.name: model
    for model in (
        ProcessorModel("cortex-m0", arm.UC_CPU_ARM_CORTEX_M0, 0x410CC200),
        ProcessorModel("cortex-m0+", arm.UC_CPU_ARM_CORTEX_M0, 0x410CC601),
        ProcessorModel("cortex-m1", arm.UC_CPU_ARM_CORTEX_M0, 0x410CC210),
        ProcessorModel("cortex-m3", arm.UC_CPU_ARM_CORTEX_M3, 0x410FC231, has_stir=True),
        ProcessorModel("cortex-m4", arm.UC_CPU_ARM_CORTEX_M4, 0x410FC240, True, True),
        # Renode's cortex-m4f is its Cortex-M7.
        ProcessorModel("cortex-m4f", arm.UC_CPU_ARM_CORTEX_M7, 0x411FC272, True, True),
        ProcessorModel("cortex-m7", arm.UC_CPU_ARM_CORTEX_M7, 0x411FC272, True, True),
        ProcessorModel("cortex-m23", arm.UC_CPU_ARM_CORTEX_M33, 0x411CD200),
        ProcessorModel("cortex-m33", arm.UC_CPU_ARM_CORTEX_M33, 0x410FD213, True),
        ProcessorModel("cortex-m55", arm.UC_CPU_ARM_CORTEX_M33, 0x411FD220, True),
        ProcessorModel("cortex-m85", arm.UC_CPU_ARM_CORTEX_M33, 0x411FD230, True),
    )
}


def processor_model(name: str) -> ProcessorModel:
    """Return the model of a `cpuType`.

    Raises:
        ValueError: no such type, in Renode's words.
    """
    model = _MODELS.get(name)
    if model is None:
        raise ValueError("Unknown CPU type")
    return model
