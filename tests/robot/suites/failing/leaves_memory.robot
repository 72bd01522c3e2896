*** Settings ***
Resource    ../ticker.resource

*** Test Cases ***
Core Jumps Out Of Memory
    Create Ticker
    Execute Command    cpu PC 0x60000000
    Wait For Line On Uart    tick    timeout=0.01
