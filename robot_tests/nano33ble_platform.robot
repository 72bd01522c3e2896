*** Settings ***
Documentation       The board file of the Nano 33 BLE Sense: memories of true size, LEDs, flash controller, what start-up
...                 code looks at, and the names of what has no model.
Resource            ${RENODEKEYWORDS}
Resource            resources/platform.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        2 minutes


*** Variables ***
${NVMC_CONFIG}      0x4001E504
${ERASE_PAGE}       0x4001E508
${ERASE_UICR}       0x4001E514


*** Test Cases ***
Has Its Own Memory
    Load Platform    nano33ble
    Memory Ends At    0x00100000
    Memory Ends At    0x20040000
    Write    0x20000400    0xCAFE0003
    Should Read    0x00800400    0xCAFE0003

Orange Led Is Lit When High
    Load Platform    nano33ble
    Create Led Tester    sysbus.gpio0.orange
    Assert Led State    false    timeout=0
    Write    0x50000518    0x2000
    Write    0x50000508    0x2000
    Assert Led State    true    timeout=0

Each Colour Is Lit When Low
    Load Platform    nano33ble
    FOR    ${led}    ${pin}    IN    red    24    green    16    blue    6
        ${tester} =    Create Led Tester    sysbus.gpio0.${led}
        ${bit} =    Evaluate    hex(1 << ${pin})
        Write    0x50000518    ${bit}
        Write    0x50000508    ${bit}
        Assert Led State    false    timeout=0    testerId=${tester}
        Write    0x5000050C    ${bit}
        Assert Led State    true    timeout=0    testerId=${tester}
    END

A Page Is Erased When Erasing Is Enabled
    Load Platform    nano33ble
    Write    0x20000    0x12345678
    Write    0x21000    0x12345678
    Write    ${ERASE_PAGE}    0x20000
    Should Read    0x20000    0x12345678
    Write    ${NVMC_CONFIG}    2
    Write    ${ERASE_PAGE}    0x20000
    Should Read    0x20000    0xFFFFFFFF
    Should Read    0x21000    0x12345678

User Registers Are Written And Erased
    Load Platform    nano33ble
    Should Read    0x10001200    18
    Write    0x10001080    0x5A5A0000
    Should Read    0x10001080    0xFFFFFFFF
    Write    ${NVMC_CONFIG}    1
    Write    0x10001080    0x5A5A0000
    Should Read    0x10001080    0x5A5A0000
    Write    ${NVMC_CONFIG}    2
    Write    ${ERASE_UICR}    1
    Should Read    0x10001080    0xFFFFFFFF

User Registers Outlive A Reset
    Load Platform    nano33ble
    Write    ${NVMC_CONFIG}    1
    Write    0x10001080    0x5A5A0000
    Execute Command    machine Reset
    Should Read    0x10001080    0x5A5A0000

The Part Names Itself
    Load Platform    nano33ble
    Should Read    0x4001E400    1
    Should Read    0x10000100    0x52840
    Should Read    0x1000010C    256
    Should Read    0x10000130    8

Crystals Start
    Load Platform    nano33ble
    Write    0x40000000    1
    Should Read    0x40000100    1
    Write    0x40000518    1
    Write    0x40000008    1
    Should Read    0x40000418    0x10001

A Timer Counts Virtual Time
    Load Platform    nano33ble
    # Prescaler 4: 1 MHz.
    Write    0x40008510    4
    Write    0x40008000    1
    Execute Command    emulation RunFor "0.001"
    Write    0x40008040    1
    Should Read    0x40008540    1000

What Has No Model Is Named
    Load Platform    nano33ble
    Create Log Tester    0
    Should Read    0x40027500    0
    Wait For Log Entry    USBD    timeout=0
    Write    0x4001C500    1
    Wait For Log Entry    PWM0    timeout=0
