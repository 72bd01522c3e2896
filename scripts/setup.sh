#!/usr/bin/env bash
# Prepare a machine: Debian packages that are missing, a virtual environment, the pinned Python packages.
#
#   scripts/setup.sh VENV --run    what building firmware and running it needs
#   scripts/setup.sh VENV          and what testing needs
#   scripts/setup.sh VENV --lint   and the linters for C++
#
# PYTHON selects the interpreter (default: the first of python3, python3.14 … python3.11 that is
# 3.11 or newer). Reads nothing from standard input.
set -euo pipefail
cd "$(dirname "$0")/.."
exec </dev/null

venv=${1:?usage: scripts/setup.sh VENV [--run|--lint]}
level=${2:-}
lock=requirements/dev.lock
[ "$level" != --run ] || lock=requirements/run.lock

fail() {
  echo "setup: $*" >&2
  exit 1
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  fail "no Python 3.11 or newer among: ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}" \
    "(Debian 12, Ubuntu 24.04 and newer have it as python3; set PYTHON=/path/to/python to choose one)"
}

cross_includes() {  # whether the cross compiler finds a header (C or C++)
  echo "#include <$2>" | arm-none-eabi-"$1" -mcpu=cortex-m3 -mthumb -E -x "$3" - >/dev/null 2>&1
}

# Without them something is left out, but everything else works: a debugger for the tests that drive one, a processor
# of others for those that compare with it.
wanted_packages() {
  command -v gdb-multiarch >/dev/null || command -v arm-none-eabi-gdb >/dev/null || echo gdb-multiarch
  [ "$level" = --run ] || command -v qemu-system-arm >/dev/null || echo qemu-system-arm
}

missing_packages() {
  command -v arm-none-eabi-gcc >/dev/null || echo gcc-arm-none-eabi
  cross_includes gcc string.h c || echo libnewlib-arm-none-eabi
  cross_includes g++ array c++ || echo libstdc++-arm-none-eabi-newlib
  command -v g++ >/dev/null || echo g++
  [ "$level" = --run ] || echo '#include <doctest/doctest.h>' | g++ -E -x c++ - >/dev/null 2>&1 || echo doctest-dev
  echo "#include <Python.h>" | g++ -E -x c++ -I"$("$python" -c \
    'import sysconfig; print(sysconfig.get_paths()["include"])')" - >/dev/null 2>&1 || echo "python$("$python" -c \
    'import sys; print("%d.%d" % sys.version_info[:2])')-dev"
  # Debian splits ensurepip from the interpreter: without it `python3 -m venv` cannot install pip.
  "$python" -c 'import ensurepip' 2>/dev/null || echo "python$("$python" -c \
    'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  if [ "$level" = --lint ]; then
    command -v clang-tidy >/dev/null || echo clang-tidy
  fi
}

install_packages() {
  local as_root=()
  local names="$*"
  command -v apt-get >/dev/null || fail "missing Debian packages: $names;" \
    "this machine has no apt-get, so install their counterparts by hand and run again"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "missing Debian packages: $names;" \
      "not root and no sudo, so run as root: apt-get install $names"
    as_root=(sudo)
    # Without a terminal sudo must not wait for a password.
    [ -t 2 ] || as_root=(sudo -n)
  fi
  echo "setup: installing Debian packages: $names"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
  # A stale package list is no reason to stop: the installation itself decides.
  "${apt[@]}" update || echo "setup: apt-get update failed, trying with the present lists" >&2
  "${apt[@]}" install -y --no-install-recommends "$@" ||
    fail "apt-get could not install: $names; run by hand: apt-get install $names"
}

python=$(find_python)
mapfile -t needed < <(missing_packages)
mapfile -t wanted < <(wanted_packages)
if [ ${#needed[@]} -gt 0 ]; then
  install_packages "${needed[@]}" "${wanted[@]}"
  mapfile -t needed < <(missing_packages)
  [ ${#needed[@]} -eq 0 ] || fail "still missing after installation: ${needed[*]}"
elif [ ${#wanted[@]} -gt 0 ]; then
  (install_packages "${wanted[@]}") || echo "setup: goes on without: ${wanted[*]}" >&2
fi

if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
  echo "setup: creating $venv with $("$python" --version)"
  "$python" -m venv --clear "$venv" || fail "'$python -m venv $venv' failed;" \
    "on Debian and Ubuntu: apt-get install python3-venv"
fi
echo "setup: installing the Python packages of $lock"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
  -r "$lock" || fail "pip could not install $lock (is the package index reachable?)"
echo "setup: building the processor core with $(g++ --version | head -n 1)"
started=$SECONDS
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps \
  -e . || fail "pip could not install the package itself"
echo "setup: built in $((SECONDS - started)) s"
# Even where Python is told to write no bytecode, a program starts in half the time with it.
"$venv/bin/python" -m compileall -q vboard || echo "setup: no bytecode: programs start slower" >&2
# These are pinned for one interpreter and one machine; nothing but a few tests needs them.
if [ "$level" != --run ] && "$venv/bin/python" -c 'import platform, sys
sys.exit((sys.platform, platform.machine(), sys.version_info[:2]) != ("linux", "x86_64", (3, 11)))'; then
  for lock in oracles tools; do
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
      -r "requirements/$lock.lock" ||
      echo "setup: nothing of requirements/$lock.lock: the tests that need it will skip" >&2
  done
fi
# What could not be had is noted, so that the next `make` does not try again; `make setup` does.
wanted_packages >"$venv/.without"
echo "setup: done"
