#!/usr/bin/env bash
# Build the wheel, install it into a clean environment, and use it away from the repository.
#
#   scripts/check_wheel.sh PYTHON DIST    PYTHON builds; the wheel is left in DIST
set -euo pipefail
cd "$(dirname "$0")/.."

python=${1:?usage: scripts/check_wheel.sh PYTHON DIST}
dist=$(realpath -m "${2:?usage: scripts/check_wheel.sh PYTHON DIST}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# setuptools would pack modules that an earlier build left in build/lib.
rm -rf "$dist"/vboard-*.whl build/lib build/bdist.*
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w "$dist" .
"$python" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$dist"/vboard-*.whl

# From another folder: what the repository holds must not stand in for what the wheel lacks.
cd "$scratch"
unset PYTHONPATH
venv/bin/vboard --version
venv/bin/vboard boards
cat >smoke.robot <<'ROBOT'
*** Settings ***
Resource    ${RENODEKEYWORDS}

*** Test Cases ***
Creates A Machine
    Execute Command    mach create "smoke"
    ${time} =    Execute Command    currentTime
    Should Contain    ${time}    virtual time: 00:00:00
ROBOT
venv/bin/vboard test smoke.robot
echo "wheel: $(basename "$dist"/vboard-*.whl) installs and works"
