*** Settings ***
Documentation       The board files by themselves: memories of true size, aliases, and the models that Renode
...                 lacks and renode/peripherals supplies.
Resource            ${RENODEKEYWORDS}
Resource            resources/platform.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        2 minutes


*** Variables ***
# Bits of RCC_CR
${HSE_ON}           0x10000
${PLL_ON}           0x1000000


*** Test Cases ***
Blue Pill Has Its Own Memory
    Load Platform    bluepill
    Memory Ends At    0x08010000
    Memory Ends At    0x20005000
    Write    0x08000400    0xCAFE0001
    Should Read    0x400    0xCAFE0001

Discovery Has Its Own Memory
    Load Platform    stm32f746g_disco
    Memory Ends At    0x08100000
    Memory Ends At    0x20050000
    Memory Ends At    0xC0800000
    Memory Ends At    0x4000
    Write    0x08000400    0xCAFE0002
    Should Read    0x00200400    0xCAFE0002

Blue Pill Oscillators Become Ready
    Load Platform    bluepill
    Should Read    0x40021000    0x83
    Write    0x40021000    ${{ hex(0x81 | ${HSE_ON}) }}
    Should Read    0x40021000    0x30083
    Write    0x40021000    ${{ hex(0x81 | ${HSE_ON} | ${PLL_ON}) }}
    Should Read    0x40021000    0x3030083

Blue Pill System Clock Waits For Its Source
    Load Platform    bluepill
    Write    0x40021004    0x001D0402
    Should Read    0x40021004    0x001D0402
    Write    0x40021000    ${{ hex(0x81 | ${HSE_ON} | ${PLL_ON}) }}
    Should Read    0x40021004    0x001D040A

Blue Pill Low Speed Oscillators And Reset Flags
    Load Platform    bluepill
    Should Read    0x40021024    0x0C000000
    Write    0x40021024    0x1
    Should Read    0x40021024    0x0C000003
    Write    0x40021024    0x01000001
    Should Read    0x40021024    0x3
    Write    0x40021020    0x1
    Should Read    0x40021020    0x3

Blue Pill Clock Registers Return To Their Reset Values
    Load Platform    bluepill
    Write    0x40021000    ${{ hex(0x81 | ${HSE_ON}) }}
    Write    0x40021018    0x4005
    Should Read    0x40021018    0x4005
    Execute Command    machine Reset
    Should Read    0x40021000    0x83
    Should Read    0x40021014    0x14
    Should Read    0x40021018    0

Blue Pill Flash Takes Wait States
    Load Platform    bluepill
    Should Read    0x40022000    0x30
    Write    0x40022000    0x12
    Should Read    0x40022000    0x32
    Write    0x40022000    0x02
    Should Read    0x40022000    0x02

Discovery Flash Takes Wait States
    Load Platform    stm32f746g_disco
    Should Read    0x40023C00    0
    Write    0x40023C00    0x307
    Should Read    0x40023C00    0x307

Discovery Over-Drive Becomes Ready
    Load Platform    stm32f746g_disco
    Should Read    0x40007004    0x4000
    Write    0x40007000    0x1C000
    Should Read    0x40007004    0x14000
    Write    0x40007000    0x3C000
    Should Read    0x40007004    0x34000
    Write    0x40007000    0x2C000
    Should Read    0x40007004    0x4000

Discovery Clock Takes The Choice Of An RTC Clock
    Load Platform    stm32f746g_disco
    # RCC_BDCR: LSE as RTC clock, RTC on; then the time registers answer.
    Write    0x40023870    0x8101
    Should Read    0x40023870    0x8103
    Should Read    0x40002810    0x7F00FF

Unknown Registers Are Reported
    Load Platform    bluepill
    Create Log Tester    0
    Should Read    0x40021028    0
    Wait For Log Entry    rcc: Unhandled access to offset 0x28    timeout=0
    Write    0x40022008    0x45670123
    Wait For Log Entry    flashInterface: Option bytes are not modelled: access to offset 0x8    timeout=0

Blue Pill Flash Is Erased By Pages
    Load Platform    bluepill
    Fill Around    0x08007C00    0x08007FFC
    Unlock Flash    0x40022004
    Write    0x40022014    0x08007C00
    # CR: PER, STRT.
    Write    0x40022010    0x42
    Should Read    0x4002200C    0x20
    Should Be Erased Alone    0x08007C00    0x08007FFC

Locked Flash Of The Blue Pill Is Not Erased
    Load Platform    bluepill
    Write    0x08007C00    0x22222222
    Write    0x40022014    0x08007C00
    Write    0x40022010    0x42
    Should Read    0x08007C00    0x22222222
    Should Read    0x40022010    0x80
    # A wrong key locks for good.
    Write    0x40022004    0x12345678
    Unlock Flash    0x40022004
    Should Read    0x40022010    0x80

Programming Of The Blue Pill Tells Its End
    Load Platform    bluepill
    Unlock Flash    0x40022004
    Write    0x40022010    0x1
    Should Read    0x4002200C    0x20
    Write    0x40022010    0
    Should Read    0x4002200C    0

Discovery Flash Is Erased By Sectors
    Load Platform    stm32f746g_disco
    Fill Around    0x08008000    0x0800FFFC
    Unlock Flash    0x40023C04
    # CR: sector 1, SER, STRT.
    Write    0x40023C10    0x1000A
    Should Read    0x40023C0C    0x1
    Should Be Erased Alone    0x08008000    0x0800FFFC
    # The alias that the core fetches from is the same memory.
    Should Read    0x00208000    0xFFFFFFFF

Blue Pill Converter Gives What A Channel Was Set To
    Load Platform    bluepill
    Execute Command    sysbus.adc1 ControlWrite 3 1234
    Write    0x40012408    0x1
    # Calibration ends at once.
    Write    0x40012408    0xD
    Should Read    0x40012408    0x1
    Write    0x40012434    3
    Write    0x40012408    0x400001
    Should Read    0x40012400    0x12
    Should Read    0x4001244C    1234
    Should Read    0x40012400    0x10

Blue Pill Clock Counts Virtual Time
    Load Platform    bluepill
    Should Read    0x40002804    0x28
    Write    0x4000280C    0x7FFF
    Write    0x4000281C    100
    Execute Command    emulation RunFor "2.5"
    Should Read    0x4000281C    102
    # Half a period is left: 16383 of 32768 steps.
    ${left} =    Execute Command    sysbus ReadDoubleWord 0x40002814
    Should Be True    abs(${left.strip()} - 0x3FFF) < 40

Blue Pill Backup Domain Opens
    Load Platform    bluepill
    Should Read    0x40007000    0
    Write    0x40007000    0x100
    Should Read    0x40007000    0x100
    Write    0x40006C04    0xA5A5
    Should Read    0x40006C04    0xA5A5

Checksums Agree On Both STM32 Boards
    # One word: the CRC of CRC-32/MPEG-2 over the bytes 12 34 56 78.
    FOR    ${board}    IN    bluepill    stm32f746g_disco
        Load Platform    ${board}
        Write    0x40023008    1
        Write    0x40023000    0x12345678
        Should Read    0x40023000    0xDF8A8A2B
        Execute Command    mach clear
    END

Discovery Converter Gives Its Samples
    Load Platform    stm32f746g_disco
    Execute Command    sysbus.adc1 FeedSample 2048 0
    Write    0x40012008    0x1
    Write    0x40012008    0x40000001
    Execute Command    emulation RunFor "0.001"
    Should Read    0x40012000    0x2
    Should Read    0x4001204C    2048

Serial Buses Of The Blue Pill Come In A File Of Their Own
    Load Platform    bluepill
    ${buses} =    Monitor Path    ${PLATFORMS}/../peripherals/stm32f103_spi_i2c.repl
    Execute Command    machine LoadPlatformDescription ${buses}
    # CR2 of the I2C after reset, and a SPI whose transmitter is empty.
    Should Read    0x40005404    0
    Should Read    0x40013008    0x2

Random Numbers Of The Discovery Come In A File Of Their Own
    Load Platform    stm32f746g_disco
    ${buses} =    Monitor Path    ${PLATFORMS}/../peripherals/stm32f746_spi_rng.repl
    Execute Command    machine LoadPlatformDescription ${buses}
    Write    0x50060800    0x4
    Should Read    0x50060804    0x1

Leds Follow Their Pins
    Load Platform    bluepill
    Create Led Tester    sysbus.gpioPortC.led
    # PC13: output, high is dark.
    Write    0x4001100C    0x2000
    Write    0x40011004    0x44244444
    Assert Led State    false    timeout=0
    Write    0x40011010    0x20000000
    Assert Led State    true    timeout=0

Discovery Led And Button Have The Right Polarity
    Load Platform    stm32f746g_disco
    Create Led Tester    sysbus.gpioPortI.led
    Assert Led State    false    timeout=0
    # PI1: output, high is lit.
    Write    0x40022000    0x4
    Write    0x40022018    0x2
    Assert Led State    true    timeout=0
    Execute Command    sysbus.gpioPortI.button Press
    Execute Command    emulation RunFor "0.001"
    ${pins} =    Execute Command    sysbus ReadDoubleWord 0x40022010
    Should Be True    ${pins.strip()} & 0x800

Blue Pills Exchange CAN Frames
    Execute Command    emulation CreateCANHub "bus"
    Load CAN Node    sender
    Load CAN Node    receiver
    Execute Command    mach set "sender"
    Send CAN Frame    0x123    3    0x00434241
    Execute Command    emulation RunFor "0.001"
    Should Have Sent Alone
    Execute Command    mach set "receiver"
    Should Receive CAN Frame    0x123    3    0x00434241


*** Keywords ***
Load CAN Node
    [Documentation]    A Blue Pill on the hub `bus` that takes all frames; its core sleeps.
    [Arguments]    ${name}
    ${platform} =    Monitor Path    ${PLATFORMS}/bluepill.repl
    Execute Command    mach create "${name}"
    Execute Command    machine LoadPlatformDescription ${platform}
    Write    0x20000000    0xE7FEBF30
    Execute Command    cpu PC 0x20000000
    Execute Command    connector Connect sysbus.can1 bus
    Write    0x40006400    1
    Write    0x4000641C    0x001C0003
    Write    0x4000660C    1
    Write    0x4000661C    1
    Write    0x40006600    0xE00
    Write    0x40006400    0

Send CAN Frame
    [Documentation]    By the first mailbox.
    [Arguments]    ${identifier}    ${length}    ${data}
    Write    0x40006584    ${length}
    Write    0x40006588    ${data}
    Write    0x40006580    ${{ hex(${identifier} << 21 | 1) }}

Should Have Sent Alone
    [Documentation]    The mailbox is done, the FIFO is empty.
    Should Read    0x40006408    0x1C000003
    Should Read    0x4000640C    0

Should Receive CAN Frame
    [Documentation]    Takes it out of the FIFO.
    [Arguments]    ${identifier}    ${length}    ${data}
    Should Read    0x4000640C    1
    Should Read    0x400065B0    ${{ hex(${identifier} << 21) }}
    Should Read    0x400065B4    ${length}
    Should Read    0x400065B8    ${data}
    Write    0x4000640C    0x20
    Should Read    0x4000640C    0

Unlock Flash
    [Documentation]    Both keys, in their order.
    [Arguments]    ${key_register}
    Write    ${key_register}    0x45670123
    Write    ${key_register}    0xCDEF89AB

Fill Around
    [Documentation]    The first and the last word of what is to be erased, and their neighbours.
    [Arguments]    ${first}    ${last}
    FOR    ${address}    IN    ${{ ${first} - 4 }}    ${first}    ${last}    ${{ ${last} + 4 }}
        Write    ${address}    0x11111111
    END

Should Be Erased Alone
    [Documentation]    The words of `Fill Around` are erased, their neighbours are not.
    [Arguments]    ${first}    ${last}
    Should Read    ${{ ${first} - 4 }}    0x11111111
    Should Read    ${first}    0xFFFFFFFF
    Should Read    ${last}    0xFFFFFFFF
    Should Read    ${{ ${last} + 4 }}    0x11111111
