"""How an image gets onto a real board: the command of the tool that its makers or users name."""

from __future__ import annotations

_COMMANDS = {
    "bluepill": (
        "st-flash --reset write {bin} 0x08000000",
        'openocd -f interface/stlink.cfg -f target/stm32f1x.cfg -c "program {elf} verify reset exit"',
    ),
    "stm32f746g_disco": (
        "st-flash --reset write {bin} 0x08000000",
        'openocd -f board/stm32f7discovery.cfg -c "program {elf} verify reset exit"',
    ),
    "apollo3_evb": (
        "JLinkExe -device AMA3B1KK-KBR -if SWD -speed 4000 -autoconnect 1"
        "   # then: loadbin {bin} 0xC000, r, g, q",
    ),
    "nano33ble": (
        "bossac --port=/dev/ttyACM0 --usb-port --info --erase --write --reset {bin}"
        "   # after a double press of reset",
    ),
    "ecm3531_evb": ("# the tool of the board's maker; none is public",),
}
"""Board -> commands, the most usual first."""


def flashing(board: str, elf: str, binary: str) -> list[str]:
    """Commands for `board`; for a board of the user's own, what most debug probes take."""
    found = _COMMANDS.get(board, ("pyocd load --target TARGET {elf}   # TARGET: pyocd list --targets",))
    return [command.format(elf=elf, bin=binary) for command in found]
