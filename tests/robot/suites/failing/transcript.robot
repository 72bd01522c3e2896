*** Settings ***
Documentation    Run by a test that expects failures with the transcript.
Resource         ../ticker.resource

*** Test Cases ***
Waits For Something Else
    Create Ticker
    Say On Console    hello\n
    Wait For Line On Uart    goodbye    timeout=0.01

Passes
    Create Ticker
    Wait For Line On Uart    tick
