"""An image for the Blue Pill: says "ready", then echoes; `!` lights the LED, `.` darkens it, `#` ends it."""

from __future__ import annotations

from pathlib import Path

from tests.builtin.cpu.thumb import assemble
from tests.support.elf import make_elf

FLASH = 0x08000000
_SOURCE = """
.word 0x20001000
.word start + 1
start:
    ldr r0, =0x40013800     @ USART1 (RM0008 section 27.6): SR, DR at 4, CR1 at 12
    ldr r1, =0x200C         @ UE, TE, RE
    str r1, [r0, #12]
    ldr r2, =0x40011000     @ GPIOC (RM0008 section 9.2): CRH at 4, BSRR at 16
    ldr r1, =0x00200000     @ pin 13: output, 2 MHz, push-pull
    str r1, [r2, #4]
    ldr r1, =0x00002000     @ high: dark
    str r1, [r2, #16]
    ldr r3, =text
say:
    ldrb r1, [r3], #1
    cbz r1, hear
    str r1, [r0, #4]
    b say
hear:
    ldr r1, [r0]
    tst r1, #0x20           @ RXNE
    beq hear
    ldr r1, [r0, #4]
    str r1, [r0, #4]
    cmp r1, #'!'
    itt eq
    ldreq r4, =0x20000000
    streq r4, [r2, #16]
    cmp r1, #'.'
    itt eq
    ldreq r4, =0x2000
    streq r4, [r2, #16]
    cmp r1, #'#'
    bne hear
    ldr r4, =0x60000001     @ nothing is there to execute
    bx r4
.ltorg
text:
    .asciz "ready\\r\\n"
"""


def make_echo(folder: Path) -> Path:
    """Write the image into a folder."""
    code = assemble(_SOURCE, "cortex-m3")
    path = folder / "echo.elf"
    path.write_bytes(make_elf([(FLASH, FLASH, code, len(code))]))
    return path
