// Applies floating point instructions to rows of operands: the same work for every processor that is compared.
//
// At INPUT: blocks of {index of the function, number of rows} and rows of {a, b, c: 8 bytes each, FPSCR, 4 bytes
// of padding}; an index of -1 ends them. At OUTPUT: a row of {d0, FPSCR, 4 bytes of padding} for each.
// Then OUTPUT goes into the file "output" by semihosting; a processor without it is stopped at `done`.
  .syntax unified
  .thumb
  .section .vectors, "ax"
  .word STACK, start

  .text
  .thumb_func
  .global start
start:
  ldr r0, =0xE000ED88  // CPACR
  mov r1, #0xF00000
  str r1, [r0]
  dsb
  isb
  ldr r0, =INPUT
  ldr r1, =OUTPUT
next:
  ldrd r4, r2, [r0], #8
  cmp r4, #-1
  beq done
  ldr r5, =functions
  ldr r5, [r5, r4, lsl #2]
  cmp r2, #0
  it ne
  blxne r5
  b next

  .global done
done:
  ldr r7, =OUTPUT
  subs r6, r1, r7
  mov r0, #1  // SYS_OPEN, mode "wb"
  adr r1, open_block
  bkpt 0xAB
  sub sp, #16
  str r0, [sp]
  str r7, [sp, #4]
  str r6, [sp, #8]
  mov r0, #5  // SYS_WRITE
  mov r1, sp
  bkpt 0xAB
  mov r0, #0x18  // SYS_EXIT
  ldr r1, =0x20026
  bkpt 0xAB
  b .
  .balign 4
open_block: .word name, 5, 6
name: .asciz "output"
  .ltorg

  .macro FUNCTION number, prepare_low, prepare_high, instruction:vararg
  .thumb_func
function_\number:
  vldmia r0!, {d1, d2, d3}
  ldr r3, [r0], #8
  vmov.f32 s0, \prepare_low
  vmov.f32 s1, \prepare_high
  vmsr fpscr, r3
  \instruction
  vmrs r3, fpscr
  vstmia r1!, {d0}
  str r3, [r1], #8
  subs r2, #1
  bne function_\number
  bx lr
  .endm

#include "functions.inc"
