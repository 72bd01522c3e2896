*** Settings ***
Resource    ../ticker.resource

*** Test Cases ***
Commands Return Their Output
    Create Ticker
    ${pc} =    Execute Command    sysbus ReadDoubleWord 0x08000004
    Should Be Equal As Integers    ${pc}    0x08000009

Commands That Fail
    Run Keyword And Expect Error    *No such command or device: nonsense*    Execute Command    nonsense
    Run Keyword And Expect Error    *Could not execute script: *    Execute Script    ${CURDIR}/none.resc

Python Sees The Machine
    Create Ticker
    Execute Python    self.Machine["sysbus.usart1"].WriteChar(65)

Time Passes In Run For
    Create Ticker
    Execute Command    emulation RunFor "0.005"
    Wait For Lines On Uart    ${{['tick', 'tick', 'tick']}}    timeout=0

Registers
    Create Ticker
    Wait For Line On Uart    tick
    Register Should Be Equal    0    0x40013804
    ${error} =    Run Keyword And Expect Error    *    Register Should Be Equal    0    1
    Should Contain    ${error}    Register 0 value assertion failed, actual: 0x40013804, expected: 0x1

State Is Provided
    Create Ticker
    Wait For Line On Uart    tick
    Wait For Line On Uart    tick
    Provides    two-ticks

State Is Required
    Requires    two-ticks
    ${third} =    Wait For Line On Uart    tick
    Should Be True    3.9 < ${third.Timestamp} < 4.2

Reset Starts Anew
    Create Ticker
    Wait For Line On Uart    tick
    Reset Emulation
    Run Keyword And Expect Error    *There are no testers available.*    Wait For Line On Uart    tick

Excluded Test
    [Tags]    skipped
    Fail    never runs

Failure That Is Not Critical
    [Tags]    non_critical
    Fail    counts as skipped
