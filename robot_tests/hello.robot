*** Settings ***
Documentation       The hello application on any board: banner, a LED that blinks, keys that come back, a button.
Metadata            Boards    all
Resource            ${RENODEKEYWORDS}
Resource            resources/hello.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        2 minutes


*** Variables ***
${BOARD}            bluepill


*** Test Cases ***
Says Which Board It Is
    Create Board    hello
    ${name} =    Evaluate    re.escape($ROW.title)    modules=re
    Wait For Line On Uart    hello on ${name}.* at ${ROW.mhz} MHz, build \\S+    treatAsRegex=true
    Wait For Line On Uart    keys come back, l switches the LED
    All Accesses Were Mapped

Blinks
    ${led} =    Say Hello
    FOR    ${lit}    IN    false    true    false
        Let Time Pass    0.5
        Assert Led State    ${lit}    timeout=0    testerId=${led}
    END

Keys Come Back
    Say Hello
    Write Line To Uart    abc    waitForEcho=false
    Wait For Line On Uart    ^abc$    treatAsRegex=true
    Write Line To Uart    and more

A Key Switches The Led And Ends The Blinking
    ${led} =    Say Hello
    FOR    ${lit}    IN    false    true    false
        Write Char On Uart    l
        Let Time Pass    0.6
        Assert Led State    ${lit}    timeout=0    testerId=${led}
    END

Each Press Of The Button Is A Line
    The Board Needs A Button
    Say Hello
    FOR    ${_}    IN RANGE    2
        Execute Command    ${ROW.buttons[0]} Press
        Wait For Line On Uart    button
        Execute Command    ${ROW.buttons[0]} Release
        Let Time Pass    0.1
    END
    Should Not Be On Uart    button    timeout=0.5
