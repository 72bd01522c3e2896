*** Settings ***
Documentation       The board file of the ECM3531 EVB: memories, pins, the timer, and UARTs whose registers are this part's.
Resource            ${RENODEKEYWORDS}
Resource            resources/platform.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        2 minutes


*** Variables ***
${UART0}            0x50020200
${TIMER}            0x50020400
${LO}               0x50020408
${CONTROL}          0x50020410
${COMPARE_A}        0x50020420
${ENABLE_0}         0x50020430
${STATUS}           0x50020450
${STATUS_CLEAR}     0x50020458
# Bits of a UART's RX_FIFO
${EMPTY}            0x8000


*** Test Cases ***
Has Its Own Memory
    Load Platform    ecm3531_evb
    Memory Ends At    0x01080000
    Memory Ends At    0x10020000

The Led Follows Its Pin While It Is An Output
    Load Platform    ecm3531_evb
    Create Led Tester    sysbus.led
    Write    0x40010014    1
    Assert Led State    false    timeout=0
    Write    0x40010024    1
    Assert Led State    true    timeout=0
    Write    0x4001001C    1
    Assert Led State    false    timeout=0
    Should Read    0x40010010    0

Pull Resistors Decide What An Open Pin Reads
    Load Platform    ecm3531_evb
    Should Read    0x4001000C    0
    Write    0x50010090    0x30
    Write    0x50010094    0x10
    Should Read    0x4001000C    0x10

A Byte Stays Until It Is Taken
    Load Platform    ecm3531_evb
    Should Read    0x50020204    ${EMPTY}
    Write    ${UART0}    1
    Execute Command    sysbus.uart0 WriteChar 0x41
    Should Read    0x50020204    0x141
    Should Read    0x50020204    0x141
    Write    0x50020204    0
    Should Read    0x50020204    ${EMPTY}

A Byte Raises The Interrupt That Is Enabled
    Load Platform    ecm3531_evb
    Write    ${UART0}    1
    Execute Command    sysbus.uart0 WriteChar 0x41
    Interrupt Is Pending    4    false
    Write    0x5002021C    1
    Interrupt Is Pending    4    true
    Should Read    0x50020210    0x1B

A Transmitter Sends What Its Fifo Gets
    Load Platform    ecm3531_evb
    Create Terminal Tester    sysbus.uart0    timeout=1
    Write    ${UART0}    0x10000
    Write    0x50020208    0x48
    Write    0x50020208    0x69
    Write    0x50020208    0x0A
    Wait For Line On Uart    Hi    timeout=0

Divisors Of The Chosen Clock Give The Rate
    Load Platform    ecm3531_evb
    # 8 MHz / 20
    Write    0x500300D0    0x10
    Write    0x50020224    19
    Rate Is    400000
    # 4 MHz / 20
    Write    0x500300D0    0
    Write    0x50020224    19
    Rate Is    200000

The Timer Counts Milliseconds
    Load Platform    ecm3531_evb
    Execute Command    emulation RunFor "0.01"
    Should Read    ${LO}    0
    Write    ${CONTROL}    3
    Execute Command    emulation RunFor "0.025"
    Should Read    ${LO}    25
    Write    ${CONTROL}    0
    Should Read    ${LO}    0

A Match Raises The Timer's Interrupt
    Load Platform    ecm3531_evb
    Write    ${CONTROL}    3
    Write    ${COMPARE_A}    5
    Write    ${ENABLE_0}    1
    Execute Command    emulation RunFor "0.0045"
    Interrupt Is Pending    2    false
    Execute Command    emulation RunFor "0.001"
    Interrupt Is Pending    2    true
    Should Read    ${STATUS}    1

A Match That Was Dealt With Waits For The Next
    Load Platform    ecm3531_evb
    Write    ${CONTROL}    3
    Write    ${COMPARE_A}    5
    Write    ${ENABLE_0}    1
    Execute Command    emulation RunFor "0.006"
    Write    ${STATUS_CLEAR}    1
    Should Read    ${STATUS}    0
    Write    ${COMPARE_A}    8
    Execute Command    emulation RunFor "0.003"
    Should Read    ${STATUS}    1


*** Keywords ***
Interrupt Is Pending
    [Documentation]    As ISPR of the interrupt controller says.
    [Arguments]    ${number}    ${expected}
    ${pending} =    Execute Command    sysbus ReadDoubleWord 0xE000E200
    ${state} =    Evaluate    str(bool(${pending.strip()} >> ${number} & 1)).lower()
    Should Be Equal    ${state}    ${expected}

Rate Is
    [Documentation]    Bits per second of UART0.
    [Arguments]    ${expected}
    ${rate} =    Execute Command    sysbus.uart0 BaudRate
    Should Be Equal As Integers    ${rate.strip()}    ${expected}
