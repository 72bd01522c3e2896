*** Settings ***
Documentation       The board file of the Apollo3 Blue EVB: memories of true size, pins behind their lock, clocks,
...                 power and timers as far as firmware looks at them.
Resource            ${RENODEKEYWORDS}
Resource            resources/platform.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        2 minutes


*** Variables ***
${GPIO}             0x40010000
${PADKEY}           0x40010060
${STCFG}            0x40008140
${STTMR}            0x40008144


*** Test Cases ***
Has Its Own Memory
    Load Platform    apollo3_evb
    Memory Ends At    0x00100000
    Memory Ends At    0x10060000

Clock And Pads Have Locks
    Load Platform    apollo3_evb
    Should Read    0x40004018    1
    Write    0x40004018    0
    Should Read    0x40004018    1
    Write    0x40004014    0x47
    Write    0x40004018    0
    Should Read    0x40004018    0
    Write    0x40010008    0
    Should Read    0x40010008    0x18181818

Burst Is Granted When It Is Asked For
    Load Platform    apollo3_evb
    Write    0x40020018    0x10
    Should Read    0x40020018    0x70
    Should Read    0x40004034    0
    Write    0x40004034    1
    Should Read    0x40004034    7

Blocks That Are Switched On Have Power
    Load Platform    apollo3_evb
    Should Read    0x40021018    3
    Write    0x40021008    0x80
    Should Read    0x40021018    7
    Write    0x40021008    0x1080
    Should Read    0x40021018    0x87

Each Led Follows Its Pad
    Load Platform    apollo3_evb
    Open The Pads
    FOR    ${led}    ${pad}    IN    0    10    1    30    2    15    3    14    4    17
        ${tester} =    Create Led Tester    sysbus.led${led}
        Drive Pad    ${pad}
        Assert Led State    false    timeout=0    testerId=${tester}
        Write    0x40010090    ${{ hex(1 << ${pad}) }}
        Assert Led State    true    timeout=0    testerId=${tester}
        Write    0x40010098    ${{ hex(1 << ${pad}) }}
        Assert Led State    false    timeout=0    testerId=${tester}
    END

A Pad Lights Its Led Only While It Is An Output
    Load Platform    apollo3_evb
    Create Led Tester    sysbus.led0
    Open The Pads
    Write    0x40010090    0x400
    Assert Led State    false    timeout=0
    Drive Pad    10
    Assert Led State    true    timeout=0

A Tri-State Pad Lights Its Led While It Is Enabled
    Load Platform    apollo3_evb
    Create Led Tester    sysbus.led0
    Open The Pads
    Write    0x40010044    0x600
    Write    0x40010090    0x400
    Assert Led State    false    timeout=0
    Write    0x400100A8    0x400
    Assert Led State    true    timeout=0
    Write    0x400100B4    0x400
    Assert Led State    false    timeout=0

Pads Return To Their Reset Values
    Load Platform    apollo3_evb
    Open The Pads
    Drive Pad    10
    Execute Command    machine Reset
    Should Read    0x40010044    0
    Should Read    0x40010014    0x18180202

Each Button Pulls Its Pad Low
    Load Platform    apollo3_evb
    Open The Pads
    # Pads 16, 18 and 19: inputs.
    Write    0x40010010    0x1A1A181A
    Should Read    0x40010080    0xD0000
    FOR    ${button}    ${pad}    IN    0    16    1    18    2    19
        Execute Command    sysbus.button${button} Press
        Should Read    0x40010080    ${{ 0xD0000 & ~(1 << ${pad}) }}
        Execute Command    sysbus.button${button} Release
    END
    Should Read    0x40010080    0xD0000

The System Timer Counts Virtual Time
    Load Platform    apollo3_evb
    # 32768 Hz.
    Write    ${STCFG}    3
    Execute Command    emulation RunFor "0.5"
    Should Read    ${STTMR}    16384
    # HFRC / 16: 3 MHz. The count goes on.
    Write    ${STCFG}    1
    Execute Command    emulation RunFor "0.5"
    Should Read    ${STTMR}    1516384
    Write    ${STCFG}    0x40000001
    Should Read    ${STTMR}    0

A Compare Register Of The System Timer Raises Its Interrupt
    Load Platform    apollo3_evb
    Write    0x40008300    0x2
    Write    ${STCFG}    0x201
    # 3,000 steps of 3 MHz from now on.
    Write    0x40008154    3000
    Execute Command    emulation RunFor "0.0011"
    Should Read    0x40008304    0x2
    Interrupt Is Pending    24    true
    Write    0x40008308    0x2
    Should Read    0x40008304    0

Counters Count To Their Limit And Again
    Load Platform    apollo3_evb
    # A0: HFRC / 4, repeated, 1,000 steps; B0: HFRC / 1024, without a limit.
    Write    0x40008004    999
    Write    0x4000800C    0x01890043
    Execute Command    emulation RunFor "0.01"
    # 12 MHz: 120,000 steps; 46,875 Hz: 468 steps.
    Should Read    0x40008000    ${{ 468 << 16 | 0 }}
    Execute Command    emulation RunFor "0.00001"
    Should Read    0x40008000    ${{ 469 << 16 | 120 }}


*** Keywords ***
Open The Pads
    [Documentation]    From now on functions and directions can be changed.
    Write    ${PADKEY}    0x73

Drive Pad
    [Documentation]    The pad becomes a push-pull output; its function is GPIO since reset.
    [Arguments]    ${pad}
    ${register} =    Evaluate    hex(${GPIO} + 0x40 + ${pad} // 8 * 4)
    Write    ${register}    ${{ hex(2 << ${pad} % 8 * 4) }}

Interrupt Is Pending
    [Documentation]    As ISPR of the interrupt controller says.
    [Arguments]    ${number}    ${expected}
    ${pending} =    Execute Command    sysbus ReadDoubleWord 0xE000E200
    ${state} =    Evaluate    str(bool(${pending.strip()} >> ${number} & 1)).lower()
    Should Be Equal    ${state}    ${expected}
