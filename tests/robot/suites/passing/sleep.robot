*** Settings ***
Resource    ../ticker.resource

*** Test Cases ***
A Started Emulation Goes On While The Suite Sleeps
    Create Ticker
    Start Emulation
    Sleep    10 ms
    ${now} =    Execute Command    machine ElapsedVirtualTime
    Should Contain    ${now}    00:00:00.010000
    Wait For Line On Uart    tick    timeout=0    pauseEmulation=false
    Sleep    time=0.005    reason=for the LED
    ${now} =    Execute Command    machine ElapsedVirtualTime
    Should Contain    ${now}    00:00:00.015000

A Paused Emulation Stays Where It Is
    Create Ticker
    Sleep    10 ms
    Start Emulation
    Execute Command    pause
    Sleep    -1 s
    Sleep    1 ms    while nothing happens
    ${now} =    Execute Command    machine ElapsedVirtualTime
    Should Contain    ${now}    00:00:00.000000

A Wrong Time Is Told
    Run Keyword And Expect Error    *Invalid time string 'soon'*    Sleep    soon
