*** Settings ***
Resource    ../ticker.resource

*** Test Cases ***
Loads What Is Not There
    Create Ticker
    Execute Command    sysbus LoadELF @/nowhere/firmware.elf
