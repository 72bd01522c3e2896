*** Settings ***
Documentation       The benchmark application on any board: banner, three equal inferences whose cycles are virtual time,
...                 the LED of an inference, and the same again at a key and at the button.
Metadata            Boards    all
Resource            ${RENODEKEYWORDS}
Resource            resources/benchmark.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        2 minutes


*** Variables ***
${BOARD}            bluepill


*** Test Cases ***
Says What It Measures
    Create Board    benchmark
    ${name} =    Evaluate    re.escape($ROW.title)    modules=re
    Wait For Line On Uart    benchmark on ${name}.* at ${ROW.mhz} MHz, build \\S+    treatAsRegex=true
    ${model} =    Wait For Line On Uart
    ...    model: \\S+\\.tflite, \\d+ bytes, arena (\\d+) of (\\d+) bytes    treatAsRegex=true
    Should Be True    0 < ${model['Groups'][0]} <= ${model['Groups'][1]} < ${ROW.ram}
    Wait For Line On Uart    again
    All Accesses Were Mapped

Three Inferences Are Equal
    Create Board    benchmark
    ${least} =    Take A Measurement
    Least Is Told As Time    ${least}

Cycles Are Virtual Time
    Create Board    benchmark
    Cycles Fill The Time Between Lines

Led Shows Inferences
    Create Board    benchmark
    ${led} =    Create Led Tester    ${ROW.inference_led}
    Wait For Line On Uart    model:    pauseEmulation=true
    Assert Led State    true    timeout=0.1    testerId=${led}    pauseEmulation=true
    Wait For Line On Uart    again
    Assert Led State    false    timeout=0    testerId=${led}

A Key Measures Again
    Create Board    benchmark
    ${first} =    Take A Measurement
    Wait For Line On Uart    again
    Write Line To Uart    waitForEcho=false
    ${second} =    Take A Measurement
    Should Be True    abs(${first} - ${second}) < 100

Each Press Of The Button Measures Again
    The Board Needs A Button
    Create Board    benchmark
    Wait For Line On Uart    again
    FOR    ${_}    IN RANGE    2
        Execute Command    ${ROW.buttons[0]} Press
        Take A Measurement
        Execute Command    ${ROW.buttons[0]} Release
        Let Time Pass    0.1
    END
    Should Not Be On Uart    inference    timeout=0.5
