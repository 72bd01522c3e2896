*** Settings ***
Documentation       The hotword application hears streams that are not tidy clips: several voices, words back to back, a cut
...                 word, clipping, lost bytes, a wrong baud rate, pauses, a button and a reset in mid-word. After each
...                 disturbance the board hears the next word as if nothing had been.
Metadata            Boards    all
Resource            ${RENODEKEYWORDS}
Resource            resources/streams.resource
Suite Setup         Setup
Suite Teardown      Teardown
Test Setup          Reset Emulation
Test Teardown       Test Teardown
Test Timeout        10 minutes


*** Variables ***
${BOARD}            bluepill


*** Test Cases ***
Four Voices, The Last Two Words Back To Back
    Listen
    Play Clip    ${CLIPS}/four_voices.wav
    Was Heard    yes    no    yes    no

A Word Cut By The Edge Of The Stream
    [Documentation]    The word lasts from 1020 ms to about 1500 ms.
    Listen
    Play Part    ${CLIPS}/yes.wav    0    1200
    Play Silence    1000
    Nothing Was Heard
    Hears The Next Word

Clipping
    [Documentation]    The loudest sample of the recording is at half of full scale, so it is cut at half of its height.
    Listen
    Play Louder    ${CLIPS}/no.wav    12
    Was Heard    no
    Hears The Next Word

One Byte In Ten Is Lost
    [Documentation]    Samples lose their halves, so it is noise. A pause of 100 ms starts a new sample.
    Listen
    Play With Losses    ${CLIPS}/no.wav    10    seed=1
    Let Time Pass    0.2
    Hears The Next Word Whatever It Heard Before

The Sender Is Set To Another Baud Rate
    Listen
    Play At Wrong Baud    ${CLIPS}/no.wav    sent=921600    received=460800
    Let Time Pass    0.2
    Hears The Next Word Whatever It Heard Before

The Stream Pauses Between Words And Goes On
    Listen
    Play Clip    ${CLIPS}/no.wav
    Was Heard    no
    Let Time Pass    2.0
    Hears The Next Word

Button During Speech
    The Board Needs A Button
    Listen
    Play Part    ${CLIPS}/yes.wav    0    1200
    Execute Command    ${ROW.buttons[0]} Press
    Play Part    ${CLIPS}/yes.wav    1200    2700
    Execute Command    ${ROW.buttons[0]} Release
    Wait For Line On Uart    button    timeout=0
    Was Heard    yes

Reset In Mid-Word
    [Documentation]    The board says that it starts anew, and knows nothing of the word.
    Listen
    Play Part    ${CLIPS}/yes.wav    0    1200
    Execute Command    machine Reset
    Wait For Line On Uart    listening for yes, no
    Play Part    ${CLIPS}/yes.wav    1200    2700
    Nothing Was Heard
    Hears The Next Word
