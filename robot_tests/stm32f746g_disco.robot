*** Settings ***
Documentation       Hotword on the STM32F746G Discovery: one LED, one button.
Resource            ${RENODEKEYWORDS}
Resource            resources/hotword.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        10 minutes


*** Variables ***
# Used by the resource files.
${BOARD}            stm32f746g_disco
${AUDIO_UART}       sysbus.usart6
${LED}              sysbus.gpioPortI.led


*** Test Cases ***
Boots Inside True Memory
    Banner Names Board, Model, Arena And Memory    STM32F746G Discovery    216    1048576    327680

Hears Yes
    Says Once    yes.wav    yes

Hears No
    Says Once    no.wav    no

Two Yes Within The Suppression Time Are One
    Says Once    yes_yes.wav    yes

Says Nothing On Noise
    Says Nothing    noise.wav

Says Nothing On Silence
    Says Nothing    silence.wav

Says Nothing On Other Words
    Says Nothing    other_words.wav

Led Shows Yes
    Shows Yes For Three Seconds

Led Flickers
    Flickers With Each Inference

Statistics
    Reports Its Cost Every Second

Overrun
    Counts Samples That It Loses    ring_ms=1024

Audio Pauses
    Sleeps When Audio Stops

Corrupt Model
    Stops With    hotword_corrupt_model    corrupt model corrupt.tflite of \\d+ bytes: .*

Arena Too Small
    Stops With    hotword_small_arena
    ...    model \\S+ with an arena of 4096 bytes: arena too small: 4096 bytes given, \\d+ needed

Undefined Instruction
    Stops With    fault    UsageFault at PC 0x0800[0-9A-F]{4}, .*, CFSR 0x00010000

Jump Into Unmapped Memory
    [Timeout]    2 minutes
    Processor Stops    fault_jump    0x60000000

Button Prints The Statistics
    Listen
    Play Silence    500
    FOR    ${_}    IN RANGE    2
        Execute Command    sysbus.gpioPortI.button Press
        Wait For Line On Uart    button
        Wait For Line On Uart    stats @
        Execute Command    sysbus.gpioPortI.button Release
        Let Time Pass    0.1
    END
    Should Not Be On Uart    button    timeout=0.5

Button Bounces Count Once
    Listen
    Execute Command    sysbus.gpioPortI.button Press
    Wait For Line On Uart    button
    Execute Command    sysbus.gpioPortI.button Release
    Let Time Pass    0.002
    Execute Command    sysbus.gpioPortI.button Press
    Should Not Be On Uart    button    timeout=0.2
