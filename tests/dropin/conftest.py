"""A suite with a test that passes and one that fails."""

from __future__ import annotations

from pathlib import Path

import pytest

SUITE = """*** Settings ***
Suite Setup       Setup
Suite Teardown    Teardown
Test Teardown     Test Teardown
Resource          ${RENODEKEYWORDS}

*** Variables ***
${WORD}    board

*** Test Cases ***
Names Its Machine
    [Tags]    quick
    Execute Command    mach create "${WORD}"
    ${answer}=    Execute Command    peripherals
    Should Contain    ${answer}    sysbus

Fails On Demand
    [Tags]    failing
    Execute Command    log "the reason" 2
    Should Be Equal    ${WORD}    other
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite with a test that passes and one that fails unless ${WORD} is `other`."""
    path = tmp_path / "mine.robot"
    path.write_text(SUITE, encoding="utf-8")
    return path
