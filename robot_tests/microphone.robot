*** Settings ***
Documentation       The hotword application with a board's own microphone. Of that of the Apollo3 Renode has no model: its
...                 tests are skipped there, and in strict mode.
Metadata            Boards    apollo3_evb, nano33ble
Resource            ${RENODEKEYWORDS}
Resource            resources/hotword.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        10 minutes


*** Variables ***
${BOARD}            nano33ble


*** Test Cases ***
Hears Yes From The Microphone
    Create Board    hotword_microphone
    Use Microphone    ${ROW.microphone}    ${ROW.microphone_platform}
    Speak Into Microphone    ${CLIPS}/yes.wav
    Wait For Line On Uart    from the microphone
    Wait For Line On Uart    listening for yes, no
    ${line} =    Wait For Line On Uart    ${HEARD}    treatAsRegex=true
    Should Be Equal    ${line['Groups'][0]}    yes
    Should Be True    200 < ${line['Groups'][1]} <= 255
    Wait For Line On Uart    stats @\\d+ms: .* 0 samples lost    treatAsRegex=true
    All Accesses Were Mapped

Hears Nothing After Its End
    Create Board    hotword_microphone
    Use Microphone    ${ROW.microphone}    ${ROW.microphone_platform}
    Speak Into Microphone    ${CLIPS}/silence.wav
    Wait For Line On Uart    listening for yes, no
    Let Time Pass    2
    Should Not Be On Uart    Heard    timeout=0.05
