*** Settings ***
Documentation       The resource that \${RENODEKEYWORDS} names under the built-in engine: keywords and
...                 variables with Renode's names, so that a suite runs unchanged on both engines.
Library             String
Library             Process
Library             Collections
Library             OperatingSystem
Library             vboard.robot.file_keywords
Library             vboard.robot.robot_library.RenodeLibrary    AS    Renode

*** Variables ***
${SKIP_RUNNING_SERVER}          True
${PORT_NUMBER}                  0
${DIRECTORY}                    ${EXECDIR}
${RESULTS_DIRECTORY}            ${OUTPUT_DIR}
${RENODETOOLS}                  ${EXECDIR}
${BINARY_NAME}                  vboard
${HOTSPOT_ACTION}               None
${DEFAULT_UART_TIMEOUT}         8
${SAVE_LOGS}                    True
${SAVE_LOGS_WHEN}               Fail
${CREATE_SNAPSHOT_ON_FAIL}      False
${HOLD_ON_ERROR}                False

*** Keywords ***
Setup
    [Documentation]    Suite setup: default timeout, log cache, an empty emulation.
    Set Default Uart Timeout    ${DEFAULT_UART_TIMEOUT}
    IF    ${SAVE_LOGS}    Enable Logging To Cache
    Reset Emulation

Teardown
    [Documentation]    Suite teardown: leaves no machine behind.
    Reset Emulation

Test Setup
    [Documentation]    Test setup of suites that name it; the runner uses Reset Emulation by default.
    No Operation

Test Teardown
    [Documentation]    Tidies the failure text, keeps the log of a failed test, empties the emulation.
    IF    $TEST_STATUS == 'FAIL'
        ${message} =    Strip String    ${TEST_MESSAGE}    mode=right
        Set Test Message    ${message}
    END
    IF    ${SAVE_LOGS} and ($SAVE_LOGS_WHEN == 'Always' or $TEST_STATUS == 'FAIL')
        Save Test Log
    END
    Reset Emulation
    Clear Cached Log

Save Test Log
    [Documentation]    Writes the emulation's log of this test to logs/ below the results directory.
    ${name} =    Replace String Using Regexp    ${SUITE_NAME}.${TEST_NAME}    [^\\w.-]+    _
    Create Directory    ${RESULTS_DIRECTORY}/logs
    Save Cached Log    ${RESULTS_DIRECTORY}/logs/${name}.log

Sanitize Test Name
    [Documentation]    A test's name as a part of a file's name.
    [Arguments]    ${test_name}
    ${name} =    Replace String    ${test_name}    ${SPACE}    _
    ${name} =    Replace String Using Regexp    ${name}    [/"]    -
    RETURN    ${name}

Get Sanitized Test Name
    [Documentation]    Suite, test and the number of the retry, as a part of a file's name.
    ${retry} =    Get Variable Value    \${RETRYFAILED_RETRY_INDEX}    0
    ${name} =    Sanitize Test Name    ${SUITE_NAME}.${TEST_NAME}.fail${retry}
    RETURN    ${name}

Hot Spot
    [Documentation]    A place where a run may pause the emulation and continue.
    Handle Hot Spot    ${HOTSPOT_ACTION}

Sleep
    [Documentation]    Robot Framework's Sleep, in which a started emulation runs for as much virtual time.
    [Arguments]    ${time}    ${reason}=${NONE}
    ${seconds} =    Evaluate    robot.utils.timestr_to_secs($time)
    ${left} =    Let Time Pass    ${seconds}
    BuiltIn.Sleep    ${left}    ${reason}
