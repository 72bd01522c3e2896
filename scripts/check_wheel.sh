#!/usr/bin/env bash
# Build the wheel, install it into a clean environment, and use it in an empty folder.
#
#   scripts/check_wheel.sh PYTHON DIST ELF    PYTHON builds; the wheel is left in DIST; ELF runs on a Blue Pill
#                                             and prints a line
set -euo pipefail
cd "$(dirname "$0")/.."

usage="usage: scripts/check_wheel.sh PYTHON DIST ELF"
python=${1:?$usage}
dist=$(realpath -m "${2:?$usage}")
elf=$(realpath "${3:?$usage}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "wheel: $*" >&2
  exit 1
}

# From the source distribution, as a package index would build it: what that lacks, the wheel lacks.
# setuptools would pack modules that an earlier build left in build/lib.
rm -rf "$dist"/vboard-* build/lib build/bdist.*
"$python" -c 'import sys, setuptools.build_meta as build; build.build_sdist(sys.argv[1])' "$dist" >/dev/null
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w "$dist" \
  "$dist"/vboard-*.tar.gz
"$python" -m venv "$scratch/venv"
"$scratch/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$dist"/vboard-*.whl

# From another folder: what the repository holds must not stand in for what the wheel lacks.
mkdir "$scratch/empty folder"
cd "$scratch/empty folder"
unset PYTHONPATH VBOARD_ROOT
cp "$elf" my.elf
vboard=$scratch/venv/bin/vboard
"$vboard" --version
"$vboard" boards
# Nothing of this machine but the interpreter: no compiler, no make.
mkdir "$scratch/bin"
lone() { env PATH="$scratch/bin" "$vboard" "$@"; }
lone run | tee heard.txt
for word in yes no; do
  heard=$(grep -c "Heard $word " heard.txt || true)
  [ "$heard" -ge 3 ] || fail "'vboard run': \"$word\" was heard on $heard boards"
done
lone inspect "$scratch"/venv/lib/python3*/site-packages/vboard/files/firmware/models/hotword.tflite | tee model.txt
grep -q 'Cortex-M7' model.txt || fail "'vboard inspect' measured nothing"
printf 'emulation RunFor "0.1"\n' | lone console disco hello >console.txt
grep -q 'hello on' console.txt || fail "'vboard console' is silent"
cp "$scratch"/venv/lib/python3*/site-packages/vboard/files/robot_tests/audio/demo.wav clip.wav
refused() {  # words, then a command that ends with status 2 and one line that holds them
  local words=$1 status=0
  shift
  lone "$@" >refused.txt 2>&1 || status=$?
  [ "$status" = 2 ] && [ "$(wc -l <refused.txt)" = 1 ] && grep -q -- "$words" refused.txt ||
    fail "'vboard $*': status $status: $(cat refused.txt)"
}
refused 'no such file' stream /dev/no-board clip.wav
refused "vboard\[oracle\]" check-models "$scratch"/venv/lib/python3*/site-packages/vboard/files/firmware/models
refused 'clone of the repository' infer "$scratch"/venv/lib/python3*/site-packages/vboard/files/firmware/models/hotword.tflite --host --input random:1
refused 'no suite' test clip.wav
# A debugger's first question, why the core stands, and its leaving.
mkfifo port.txt
lone debug bluepill hello --port 0 --once >port.txt &
read -r line <port.txt
port=${line##*:}
exec 3<>"/dev/tcp/127.0.0.1/${port%%\'*}"
printf '+$?#3f' >&3
read -r -n 5 -t 30 answer <&3 || true
printf '+$D#44' >&3
exec 3>&-
[ "$answer" = '+$T05' ] || fail "'vboard debug' answered '$answer'"
wait
"$vboard" run bluepill my.elf --for 0.5 | tee run.txt
grep -q '^ *0\.0[0-9]*s  ' run.txt || fail "'vboard run bluepill my.elf' printed no console line"
grep -q 'demo.wav' heard.txt || fail "the demo clip is missing"
printf 'emulation RunFor "0.1"\n' | "$vboard" console bluepill my.elf | tee console.txt
grep -q '^usart1 | ' console.txt || fail "'vboard console bluepill my.elf' showed no line of the UART"
cat >smoke.robot <<'ROBOT'
*** Settings ***
Resource    ${RENODEKEYWORDS}

*** Test Cases ***
Runs The Image On The Board
    Execute Script    ${BOARD_SCRIPT}
    Create Terminal Tester    ${CONSOLE_UART}    timeout=1
    Wait For Line On Uart    \\S    treatAsRegex=true

Finds The Files Of Every Board
    FOR    ${board}    IN    bluepill    stm32f746g_disco
        Execute Command    mach create
        Execute Command    machine LoadPlatformDescription @${RENODE_FILES}/platforms/${board}.repl
    END
ROBOT
"$vboard" test smoke.robot --board bluepill --elf my.elf
echo "wheel: $(basename "$dist"/vboard-*.whl) installs and works"
