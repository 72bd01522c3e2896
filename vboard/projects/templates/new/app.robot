*** Settings ***
Documentation       {{app}} on a virtual board: vboard test tests --board BOARD --elf {{app}}.elf
Resource            ${RENODEKEYWORDS}
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown


*** Keywords ***
Boot
    Execute Script    ${BOARD_SCRIPT}
    Create Terminal Tester    ${CONSOLE_UART}    timeout=30    defaultPauseEmulation=true


*** Test Cases ***
Fits Its Arena
    Boot
    Wait For Line On Uart    model: {{bytes}} bytes, arena

Computes What The Host Computes
    Boot
    Wait For Line On Uart    {{said}}

Goes On
    Boot
    Wait For Line On Uart    {{said}}
    Wait For Line On Uart    {{said}}
