# The front door. `make` alone prints what there is; every target sets up what it needs.

ifneq ($(words $(CURDIR)),1)
$(error '$(CURDIR)': make cannot build in a path with a space; move the repository)
endif

VENV ?= .venv
BUILD ?= build
BOARD ?= all
APP ?= hotword
ENGINE ?= builtin
AUDIO ?=
MODEL ?=
BASE ?=
ARGS ?=
MODELS ?=
RECORD ?=
SHARD ?=
FROM ?=
DATA ?=
WORDS ?= yes,no
PYTEST_ARGS ?=

include firmware/mk/variant.mk
ifneq ($(VARIANT),)
# Where vboard looks for images, in what is started from here.
export VBOARD_IMAGES := $(abspath $(BUILD)/$(IMAGES))
endif

# What running needs, and with it what tests and linters need; the goal tells which.
RUN_STAMP := $(VENV)/.stamp-run
FULL_STAMP := $(VENV)/.stamp
SETUP_STAMP = $(if $(filter test test-long lint lint-% format lock model bench-yardstick,$(MAKECMDGOALS)),$(FULL_STAMP),$(RUN_STAMP))
# Set up, and the processor core is that of the sources.
STAMP := $(VENV)/.stamp-native
LINT_STAMP := $(VENV)/.stamp-lint
VBOARD := $(VENV)/bin/vboard
MISSING_TOOLS = $(strip $(foreach tool,arm-none-eabi-gcc g++,$(call missing,$(tool))) \
  $(if $(shell grep -s gdb-multiarch $(VENV)/.without),,$(and $(call missing,gdb-multiarch),$(call missing,arm-none-eabi-gdb))))
missing = $(if $(shell command -v $(1) 2>/dev/null),,$(1))
NATIVE_FILES := $(wildcard vboard/native/*/*.cc vboard/native/*/*.h)
PYTHON_SOURCES := vboard tests firmware scripts setup.py
BOARDS := $(filter-out bench_%,$(patsubst firmware/boards/%/board.mk,%,$(wildcard firmware/boards/*/board.mk)))
# A short name stands for the row that lists it.
SHORT_OF = $(patsubst renode/boards/%.toml,%,$(shell grep -ls '^short = .*"$(BOARD)"' renode/boards/*.toml))
override BOARD := $(or $(if $(filter all $(BOARDS),$(BOARD)),,$(SHORT_OF)),$(BOARD))
# `vboard` itself complains about a board that does not exist.
CHOSEN_BOARDS := $(filter $(if $(filter all,$(BOARD)),$(BOARDS),$(BOARD)),$(BOARDS))
# Generated files have no style of their own.
GENERATED := firmware/frontend/tables_% firmware/runtime/kernels/signal/log_table.h firmware/tests/frontend/goldens.h
FIRMWARE_SOURCES = $(filter-out $(GENERATED),$(shell git ls-files 'firmware/*.cc' 'firmware/*.h'))
CPP_SOURCES = $(FIRMWARE_SOURCES) $(NATIVE_FILES) $(wildcard tests/native/*.cc tests/native/*.h tests/native/*/*.cc tests/native/*/*.h)
# What is portable: board code needs the cross compiler's assembler.
TIDY_SOURCES = $(filter-out firmware/boards/% firmware/ports/% firmware/tests/% firmware/runtime/kernels/convolution/dsp/%,$(filter %.cc,$(FIRMWARE_SOURCES)))
TIDY_FLAGS := -std=c++17 -Ifirmware -Ifirmware/runtime -Ifirmware/boards/bluepill
NATIVE_TIDY_FLAGS = -std=c++17 -Ivboard/native -DPy_LIMITED_API=0x030B0000 \
  -I$(shell $(VENV)/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["include"])')

.DEFAULT_GOAL := help
.PHONY: help setup packed force firmware run-firmware run test test-long scenarios compare console debug trace bench bench-numbers bench-yardstick size numbers readme model merge-scenarios \
  lint lint-python lint-types lint-imports lint-robot lint-cpp lint-tidy lint-ci format lock \
  reference projects fuzz renode test-renode-run wheel check-firmware picture clean distclean

help: ## Print this help
	@echo "usage: make TARGET [VARIABLE=value ...]"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='|' read -r target text; do printf '  %-14s %s\n' $$target "$$text"; done
	@echo
	@echo "examples:"
	@echo "  make run                                   every board hears the bundled clip"
	@echo "  make run BOARD=bluepill AUDIO=speech.wav   one board hears your recording"
	@echo "  make run MODEL=mine.tflite                 every board runs your model of speech"
	@echo "  make run APP=hotword ARGS='--for 3'        more options: $(VBOARD) run --help"
	@echo "  make test                                  everything that can be checked"

setup: ## Install what is missing: Debian packages, .venv, pinned Python packages
	@scripts/setup.sh $(VENV)
	@touch $(FULL_STAMP) $(RUN_STAMP) $(STAMP)

# A stamp tells of the virtual environment alone: the programs may have gone, or never been on this machine.
$(FULL_STAMP): requirements/dev.lock requirements/oracles.lock requirements/tools.lock pyproject.toml scripts/setup.sh $(if $(MISSING_TOOLS),force)
	@scripts/setup.sh $(VENV)
	@touch $@ $(RUN_STAMP) $(STAMP)

$(RUN_STAMP): requirements/run.lock pyproject.toml scripts/setup.sh $(if $(MISSING_TOOLS),force)
	@scripts/setup.sh $(VENV) --run
	@touch $@ $(STAMP)

# The set-up builds it too; what make thinks of times is from before.
$(STAMP): $(SETUP_STAMP) setup.py $(NATIVE_FILES)
	@[ -e $@ ] && [ -z "$$(find $^ -newer $@)" ] || { echo "building the processor core"; \
	  $(VENV)/bin/python setup.py --quiet build_ext --inplace; }
	@touch $@

force:

$(LINT_STAMP): $(STAMP)
	@scripts/setup.sh $(VENV) --lint
	@touch $@

# A make that was given -j hands its jobs down; else as many as there are processors.
JOBS = $(if $(findstring j,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))
# $(1): boards, $(2): make variables and goal
build_firmware = @set -e; for board in $(1); do \
  $(MAKE) $(JOBS) --no-print-directory -C firmware BOARD=$$board BUILD=$(abspath $(BUILD))/$(IMAGES) \
  $(if $(MODEL),MODEL="$(abspath $(MODEL))") $(2); done

firmware: $(STAMP) ## Build every application for every board: [MODEL=some.tflite] [KERNELS=small]
	$(call build_firmware,$(BOARDS),all-apps)
	$(if $(VARIANT),@echo "the images are in $(BUILD)/$(IMAGES); vboard takes them with VBOARD_IMAGES=$(BUILD)/$(IMAGES)")

# A file (APP=path.elf) needs no build.
run-firmware: $(STAMP)
	$(if $(filter %.elf %.hex %.srec %.uf2 %.bin,$(APP)),,$(call build_firmware,$(CHOSEN_BOARDS),APP=$(APP)))

run: run-firmware ## Play clips into the boards: [BOARD=bluepill] [AUDIO=some.wav] [APP=hotword] [MODEL=some.tflite]
	@$(VBOARD) run $(BOARD) $(APP) --engine $(ENGINE) $(if $(AUDIO),--audio "$(AUDIO)") $(ARGS)

console: run-firmware ## Open a board in the interactive console: BOARD=bluepill [APP=hotword] [ENGINE=renode]
	@$(VBOARD) console $(if $(filter-out all,$(BOARD)),$(BOARD) $(APP)) --engine $(ENGINE) $(ARGS)

debug: run-firmware ## Serve GDB on port 3333: BOARD=bluepill [APP=hotword]
	@$(VBOARD) debug $(if $(filter-out all,$(BOARD)),$(BOARD) $(APP)) $(ARGS)

test: firmware ## Run all tests: Python, firmware on the host, Robot scenarios
	@$(VENV)/bin/python scripts/run_tests.py --build $(BUILD) --engine $(ENGINE) $(PYTEST_ARGS)

test-long: $(STAMP) ## Run the checks that take minutes: differential tests, fuzzing, many boots
	$(VENV)/bin/python -m pytest -m long $(PYTEST_ARGS)

scenarios: firmware ## Run the Robot scenarios alone: [ENGINE=renode] [SHARD=1/2]
	@$(VENV)/bin/python scripts/run_tests.py --build $(BUILD) --engine $(ENGINE) --only scenarios $(if $(SHARD),--shard $(SHARD))

merge-scenarios: $(STAMP) ## Make one report of the shards of scenarios: FROM=folder with their reports
	@$(VBOARD) merge-results $(wildcard $(FROM)/*/robot/$(ENGINE)) --results-dir $(BUILD)/reports/robot/all

compare: firmware ## Run every board on both engines and compare; needs a Renode
	@mkdir -p $(BUILD)/reports
	@set -e; for board in $(CHOSEN_BOARDS); do $(VBOARD) compare $$board $(APP) $(ARGS) \
	  --record $(BUILD)/reports/renode-$$board.json; done

trace: run-firmware ## Write VCD, JSON and picture of a run of each board to build/reports/
	@mkdir -p $(BUILD)/reports
	@set -e; for board in $(CHOSEN_BOARDS); do $(VBOARD) run $$board $(APP) --engine $(ENGINE) --quiet \
	  $(foreach kind,vcd json plot,--$(kind) $(BUILD)/reports/$$board.$(kind:plot=svg)); done

picture: $(STAMP) ## Make the README's picture, docs/run.svg, from a run
	@$(call build_firmware,bluepill,APP=hotword)
	@$(VENV)/bin/python scripts/make_picture.py

renode: ## Install the pinned Renode where vboard finds it; needs the internet
	@python3 scripts/install_renode.py $(abspath $(BUILD))/renode-run

# The commit that scripts/install_renode.py pins is tried, whatever is newest there.
RENODE_RUN_CHECKOUT ?= $(BUILD)/renode-run-checkout

test-renode-run: $(STAMP) ## Try renode-run itself against a release on the loopback: [RENODE_RUN_CHECKOUT=clone]
	@test -e "$(RENODE_RUN_CHECKOUT)" || git clone --quiet https://github.com/antmicro/renode-run "$(RENODE_RUN_CHECKOUT)"
	@RENODE_RUN_CHECKOUT="$(abspath $(RENODE_RUN_CHECKOUT))" $(VENV)/bin/python -m pytest tests/scripts/test_renode_run.py

# Takes BOARD, ELF and the rest from the environment: make passes on what it got.
check-firmware: $(STAMP) ## Test an image of yours on a board: BOARD=bluepill ELF=app.elf [SUITES=...]
	@$(VENV)/bin/python scripts/check_firmware.py

packed: $(STAMP)
	@$(call build_firmware,$(BOARDS),APP=hello)
	@$(call build_firmware,$(BOARDS),APP=hotword)
	@$(VENV)/bin/python scripts/pack_images.py $(BUILD) packed

wheel: packed ## Build the wheel and try it in a clean environment
	@scripts/check_wheel.sh $(VENV)/bin/python dist $(BUILD)/firmware/bluepill/hello.elf

lint: $(LINT_STAMP) ## Check style and types of Python, Robot and C++ sources
	@$(MAKE) --no-print-directory --keep-going lint-python lint-types lint-imports lint-robot lint-cpp lint-tidy lint-ci

lint-python:
	$(VENV)/bin/ruff check $(PYTHON_SOURCES)
	$(VENV)/bin/ruff format --check $(PYTHON_SOURCES)

lint-types:
	$(VENV)/bin/mypy

lint-imports:
	$(VENV)/bin/lint-imports --no-cache --no-logo

lint-robot:
	$(VENV)/bin/robocop check robot_tests

lint-cpp:
	@echo clang-format --dry-run
	@$(VENV)/bin/clang-format --dry-run --Werror $(CPP_SOURCES)

lint-tidy:
	@echo clang-tidy
	@printf '%s\n' $(TIDY_SOURCES) | \
	  xargs -P 2 -n 4 sh -c 'clang-tidy --quiet "$$@" -- $(TIDY_FLAGS) 2>/dev/null' clang-tidy
	@printf '%s\n' $(filter %.cc,$(NATIVE_FILES)) | \
	  xargs -P 2 -n 4 sh -c 'clang-tidy --quiet "$$@" -- $(NATIVE_TIDY_FLAGS) 2>/dev/null' clang-tidy

lint-ci:
	$(VENV)/bin/actionlint
	$(VENV)/bin/zizmor --offline --quiet --no-progress .github action.yml

format: $(LINT_STAMP) ## Rewrite the sources in the project's style
	$(VENV)/bin/ruff check --fix-only --quiet $(PYTHON_SOURCES)
	$(VENV)/bin/ruff format $(PYTHON_SOURCES)
	@$(VENV)/bin/clang-format -i $(CPP_SOURCES)

bench: bench-numbers ## Print the numbers of the README and the engine's speed: [MODELS=folder] [TYPES=1] [SUITES=1]
	@$(VENV)/bin/python -m scripts.speed $(BUILD)/speed $(if $(TYPES),--types) $(if $(SUITES),--suites)

# The last revision on a translator.
YARDSTICK := fbcbee7
bench-yardstick: firmware ## The engine's speed beside that of the engine before its own processor core
	@git cat-file -e $(YARDSTICK) || { echo "make bench-yardstick: this clone lacks $(YARDSTICK): git fetch --unshallow" >&2; exit 1; }
	@test -d $(BUILD)/yardstick/source || git worktree add --quiet --detach $(abspath $(BUILD))/yardstick/source $(YARDSTICK)
	@test -x $(BUILD)/yardstick/venv/bin/python || $(VENV)/bin/python -m venv $(BUILD)/yardstick/venv
	@$(BUILD)/yardstick/venv/bin/python -m pip install --quiet --disable-pip-version-check -e $(BUILD)/yardstick/source
	@$(VENV)/bin/python -m scripts.speed $(BUILD)/speed --yardstick $(BUILD)/yardstick/venv/bin/python \
	  $(if $(TYPES),--types) $(if $(SUITES),--suites)

bench-numbers: run-firmware
	@$(VBOARD) bench $(BOARD) $(APP) --engine $(ENGINE) --json $(BUILD)/bench.json $(if $(MODELS),--models "$(MODELS)")

size: firmware ## Print flash and RAM; growth of recorded sizes fails: [RECORD=1] records them
	@$(VBOARD) size
	@echo
	@$(VBOARD) size --budget --json $(BUILD)/size.json $(if $(RECORD),--record)

# A size that grew fails at the end: the table is wanted most then.
numbers: firmware ## Sizes and instruction counts as a table: [BASE=folder with older ones]
	@status=0; $(VBOARD) size --budget --json $(BUILD)/size.json || status=$$?; \
	  $(VBOARD) bench --only models --json $(BUILD)/bench.json $(if $(MODELS),--models "$(MODELS)") && \
	  $(VENV)/bin/python scripts/compare_numbers.py $(BUILD)/size.json $(BUILD)/bench.json \
	  $(if $(BASE),--base "$(BASE)") --output $(BUILD)/reports/numbers.md && exit $$status

readme: ## Measure, and write the figures into README.md: MODELS=folder of the published ones
	@$(MAKE) --no-print-directory size bench-numbers
	@$(VENV)/bin/python scripts/readme_numbers.py $(BUILD)/size.json $(BUILD)/bench.json

model: $(STAMP) ## Train a model: DATA=folder of recordings [WORDS=yes,no] [ARGS=--quick]; goes on when interrupted
	@$(VENV)/bin/python -m vboard.training --data "$(DATA)" --words "$(WORDS)" --out $(BUILD)/model.tflite $(ARGS)

reference: ## Write build/reference: runtime and one application, to build with any C++17 compiler
	@python3 -m firmware.mk.make_reference $(BUILD)/reference

projects: $(STAMP) ## Write dist/projects: every application for every board and build tool, as archives
	@$(VENV)/bin/python -m vboard.projects dist/projects

fuzz: ## Fuzz reader, verifier, planner and interpreter of the runtime: [SECONDS=60] for each
	@$(MAKE) --no-print-directory -C firmware/tests/fuzz fuzz BUILD=$(abspath $(BUILD))/firmware/host $(if $(SECONDS),SECONDS=$(SECONDS))

COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock" pyproject.toml
lock: $(STAMP) ## Renew requirements/dev.lock and run.lock from pyproject.toml
	@$(VENV)/bin/python -m pip install --quiet "uv>=0.9,<1"
	$(COMPILE) --extra audio --extra cluster --group dev -o requirements/dev.lock
	$(COMPILE) --group run --constraint requirements/dev.lock -o requirements/run.lock

clean: ## Remove what was built
	rm -rf $(BUILD) dist packed .pytest_cache .mypy_cache .ruff_cache .hypothesis

distclean: clean ## Remove the virtual environment as well
	rm -rf $(VENV)
