*** Settings ***
Resource    ../ticker.resource

*** Test Cases ***
Led States
    Create Ticker
    Assert Led State    false
    Assert Led State    true    timeout=0.01    pauseEmulation=true
    Assert Led State    false    timeout=0.01    pauseEmulation=true
    Assert And Hold Led State    true    0.01    0.0005

Led Blinks
    Create Ticker
    Wait For Line On Uart    tick
    Assert Led Is Blinking    0.02    0.001    0.001    tolerance=0.05

Led Blinks Differently
    Create Ticker
    Run Keyword And Expect Error    *State duration was out of specified range*
    ...    Assert Led Is Blinking    0.02    0.002    0.001

Log Entries
    Create Ticker
    Create Log Tester    0.01
    Execute Command    sysbus ReadDoubleWord 0x61000000
    ${entry} =    Wait For Log Entry    non existing peripheral
    Should Be Equal    ${entry}    sysbus: ReadDoubleWord from non existing peripheral at 0x61000000.
    Should Not Be In Log    Unhandled    timeout=0.001

Cached Log
    Create Ticker
    Execute Command    log "remember this" 2
    Save Cached Log    ${RESULTS_DIRECTORY}/cached.log
    ${text} =    Get File    ${RESULTS_DIRECTORY}/cached.log
    Should Contain    ${text}    remember this
