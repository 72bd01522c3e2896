*** Settings ***
Documentation       The hotword application on any board. `vboard test` runs this suite for every board;
...                 \${BOARD} chooses one, as in `renode-test --variable BOARD:apollo3_evb hotword.robot`.
Metadata            Boards    all
Resource            ${RENODEKEYWORDS}
Resource            resources/hotword.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        10 minutes


*** Variables ***
${BOARD}            bluepill


*** Test Cases ***
Boots Inside True Memory
    Banner Names Board, Model, Arena And Memory

Hears Yes
    Says Once    yes.wav    yes

Hears No
    Says Once    no.wav    no

Two Yes In A Row Are Two
    Says Twice    yes_yes.wav    yes

Says Nothing On Noise
    Says Nothing    noise.wav

Says Nothing On Silence
    Says Nothing    silence.wav

Says Nothing On Other Words
    Says Nothing    other_words.wav

Led Shows Yes
    Shows Yes For Three Seconds

Led Shows Inferences
    Shows Each Inference

Statistics
    Reports Its Cost Every Second

Overrun
    Counts Samples That It Loses

Audio Pauses
    Sleeps When Audio Stops

Corrupt Model
    Stops With    hotword_corrupt_model    corrupt model corrupt.tflite of \\d+ bytes: .*

Arena Too Small
    Stops With    hotword_small_arena
    ...    model \\S+ with an arena of 4096 bytes: arena too small: 4096 bytes given, \\d+ needed

Undefined Instruction
    Faults

Jump Into Unmapped Memory
    [Timeout]    2 minutes
    Processor Stops    fault_jump    0x60000000

Button Prints The Statistics
    Prints The Statistics At A Button

Button Bounces Count Once
    Counts A Bouncing Button Once
