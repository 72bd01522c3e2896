*** Settings ***
Resource    ../ticker.resource

*** Test Cases ***
Lines Come With Their Virtual Time
    Create Ticker
    ${first} =    Wait For Line On Uart    tick
    ${second} =    Wait For Line On Uart    t(..)k    treatAsRegex=true
    Should Be Equal    ${second.Line}    tick
    Should Be Equal    ${second.Groups[0]}    ic
    ${between} =    Evaluate    ${second.Timestamp} - ${first.Timestamp}
    Should Be True    1.9 < ${between} < 2.1

Consecutive Lines
    Create Ticker
    ${lines} =    Create List    tick    tick    tick
    Wait For Lines On Uart    ${lines}

Text That Does Not Come
    Create Ticker
    Should Not Be On Uart    tock    timeout=0.01
    ${error} =    Run Keyword And Expect Error    *    Wait For Line On Uart    tock    timeout=0.01
    Should Start With    ${error}    InvalidOperationException: Terminal tester failed!
    Should Contain    ${error}    ] tick
    Should Contain    ${error}    Line containing >>tock<< event: failure

Failing String
    Create Ticker
    Register Failing Uart String    tick
    Run Keyword And Expect Error    *Test failing entry has been found on UART:\ntick*
    ...    Wait For Line On Uart    tock
    Unregister Failing Uart String    tick
    Wait For Line On Uart    tick

Idle Console
    Create Ticker
    Wait For Line On Uart    tick
    Test If Uart Is Idle    0.001
    Run Keyword And Expect Error    *Terminal tester failed!*    Test If Uart Is Idle    0.01

Prompt And Colours
    Create Ticker
    Say On Console    \x1b[32mboot\x1b[0m\r\nshell>${SPACE}
    ${boot} =    Wait For Line On Uart    boot    timeout=0
    Should Be Equal    ${boot.Line}    boot
    ${prompt} =    Wait For Prompt On Uart    shell>
    Should Be Equal    ${prompt.Line}    shell>${SPACE}

Named Argument Is Meant When Text Has An Equals Sign
    Create Ticker
    Run Keyword And Expect Error    Arguments types do not match*
    ...    Wait For Line On Uart    score\=12
    Say On Console    score=12\n
    Wait For Line On Uart    content=score=12    timeout=0

Unknown Tester
    Create Ticker
    ${error} =    Run Keyword And Expect Error    *    Wait For Next Line On Uart    testerId=7
    Should Be Equal    ${error.strip()}
    ...    KeywordException: Tester for given ID=7 was not found. Did you forget to create the tester?
