# From sources to an image. Objects live in $(BUILD)/$(BOARD)/obj, mirroring the source tree.
OUT := $(BUILD)/$(BOARD)
OBJ := $(OUT)/obj
USES := $($(APP)_USES)
BOARD_SOURCES := $(wildcard boards/common/*.cc) $(wildcard boards/$(BOARD)/*.cc)
LIBRARY_SOURCES := $(if $(filter runtime,$(USES)),$(RUNTIME_SOURCES)) \
    $(if $(filter frontend,$(USES)),$(FRONTEND_SOURCES))
SOURCES := $(BOARD_SOURCES) $(COMMON_SOURCES) $($(APP)_SOURCES) $(LIBRARY_SOURCES)
MODEL_SOURCE := $(if $($(APP)_MODEL),$(OUT)/gen/$(APP)/model.cc)
OBJECTS := $(SOURCES:%.cc=$(OBJ)/%.o) $(OBJ)/build_id.o $(if $(MODEL_SOURCE),$(OBJ)/$(APP)/model.o)

CXX := $(CROSS)g++
INCLUDES := $(addprefix -I,$(sort . boards/$(BOARD) $(RUNTIME_INCLUDES) $(FRONTEND_INCLUDES)))
WARNINGS := -Wall -Wextra -Werror
CXXFLAGS := -std=c++17 -Os -g $(CPU_FLAGS) $(WARNINGS) -fno-exceptions -fno-rtti -fno-threadsafe-statics \
    -fno-use-cxa-atexit -fno-unwind-tables -fno-asynchronous-unwind-tables -ffunction-sections \
    -fdata-sections -ffile-prefix-map=$(CURDIR)=firmware -DNDEBUG $(RUNTIME_DEFINES)
# No start files and no system call stubs: an image that needs a heap does not link.
LDFLAGS := $(CPU_FLAGS) -nostartfiles --specs=nano.specs -Lboards/common -Tboards/$(BOARD)/memory.ld \
    -Wl,--gc-sections -Wl,--fatal-warnings -Wl,--no-warn-rwx-segments

# `make V=1` shows whole command lines.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

.PHONY: image all-apps host-tests clean FORCE
image: $(OUT)/$(APP).elf $(OUT)/$(APP).bin

all-apps:
	@for app in $(APPS); do $(MAKE) --no-print-directory APP=$$app image || exit 1; done

# A file that changes only when its text does: it carries settings into the dependency graph.
define write_if_changed
	@mkdir -p $(@D)
	@printf '%s\n' $(1) | cmp -s - $@ || printf '%s\n' $(1) > $@
endef

$(OUT)/flags.txt: FORCE
	$(call write_if_changed,'$(CXX) $(CXXFLAGS) $(INCLUDES)')

$(OUT)/$(APP).objects.txt: FORCE
	$(call write_if_changed,'$(LDFLAGS)' $(OBJECTS))

$(OUT)/gen/build_id.cc: FORCE
	$(call write_if_changed,'extern const char* const kBuildId;' 'const char* const kBuildId = "$(BUILD_ID)";')

$(OUT)/gen/$(APP)/model_path.txt: FORCE
	$(call write_if_changed,'$($(APP)_MODEL)')

$(OBJ)/%.o: %.cc $(OUT)/flags.txt
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CXXFLAGS) $(INCLUDES) -MMD -MP -c $< -o $@

$(OBJ)/build_id.o: $(OUT)/gen/build_id.cc $(OUT)/flags.txt
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CXXFLAGS) -c $< -o $@

$(OBJ)/$(APP)/model.o: $(MODEL_SOURCE) $(OUT)/flags.txt
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CXXFLAGS) $(INCLUDES) -c $< -o $@

$(OUT)/gen/$(APP)/model.cc: $($(APP)_MODEL) $(OUT)/gen/$(APP)/model_path.txt $(EMBED)
	@mkdir -p $(@D)
	$(call say,EMBED,$<)
	$(Q)$(PYTHON) $(EMBED) $< $@ g_model

# Half of the file: the header is right, and most offsets point behind the end.
$(BUILD)/models/corrupt.tflite: $(MODEL)
	@mkdir -p $(@D)
	@head -c $$(( $$(wc -c < $<) / 2 )) $< > $@

$(OUT)/$(APP).elf: $(OBJECTS) $(OUT)/$(APP).objects.txt boards/common/sections.ld boards/$(BOARD)/memory.ld
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LDFLAGS) -Wl,-Map=$(OUT)/$(APP).map $(OBJECTS) -o $@
	@$(CROSS)size $@

$(OUT)/$(APP).bin: $(OUT)/$(APP).elf
	$(Q)$(CROSS)objcopy -O binary $< $@

host-tests:
	@for tests in tests/runtime tests/frontend tests/apps; do \
	  if [ -f $$tests/Makefile ]; then $(MAKE) --no-print-directory -C $$tests test BUILD=$(abspath $(BUILD))/host || exit 1; fi; \
	done

clean:
	rm -rf $(BUILD)

FORCE:

-include $(OBJECTS:.o=.d)
