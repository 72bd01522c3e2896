# From sources to the images of one board. Objects live in $(BUILD)/$(BOARD)/obj, mirroring the source
# tree, and are shared by the applications. Those of the runtime know no board: they live in
# $(BUILD)/$(CPU)/obj and are shared by the boards with that core.
OUT := $(BUILD)/$(BOARD)
OBJ := $(OUT)/obj
CORE_OUT := $(BUILD)/$(CPU)
GEN := $(OUT)/gen
EMBED := mk/embed_model.py
WANTED := $(if $(filter all,$(APP)),$(APPS),$(APP))
BOARD_SOURCES ?= $(filter-out %/microphone.cc,$(wildcard boards/$(BOARD)/*.cc))
MEMORY_SCRIPT ?= boards/$(BOARD)/memory.ld
COMMON_SOURCES := $(wildcard boards/common/*.cc) $(BOARD_SOURCES) \
    apps/common/banner.cc apps/common/console.cc
runtime_SOURCES := $(RUNTIME_SOURCES)
frontend_SOURCES := $(FRONTEND_SOURCES)

CXX := $(CROSS)g++
DEBUG_INFO ?= -g
CXXFLAGS := -std=c++17 -Os $(DEBUG_INFO) $(CPU_FLAGS) -Wall -Wextra -Werror -fno-exceptions -fno-rtti \
    -fno-threadsafe-statics -fno-use-cxa-atexit -fno-unwind-tables -fno-asynchronous-unwind-tables \
    -ffunction-sections -fdata-sections -ffile-prefix-map=$(BUILD)=build -ffile-prefix-map=$(CURDIR)=firmware -DNDEBUG $(RUNTIME_DEFINES) \
    -I. $(RUNTIME_INCLUDES)
BOARD_INCLUDES := -Iboards/$(BOARD)
# No start files and no system call stubs: an image that needs a heap does not link.
LDFLAGS := $(CPU_FLAGS) -nostartfiles --specs=nano.specs -Lboards/common -T$(MEMORY_SCRIPT) \
    -Wl,--gc-sections -Wl,--fatal-warnings -Wl,--no-warn-rwx-segments
BARE_LDFLAGS := $(subst -T$(MEMORY_SCRIPT),-Tapps/size/bare.ld,$(LDFLAGS))

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $(1) $(2))

# A file that changes only when its text does: it carries settings into the dependency graph.
define write_if_changed
	@mkdir -p $(@D)
	@printf '%s\n' $(1) | cmp -s - $@ || printf '%s\n' $(1) > $@
endef

$(OUT)/flags.txt $(CORE_OUT)/flags.txt: FORCE
	$(call write_if_changed,'$(CXX) $(CXXFLAGS) $(RUNTIME_CXXFLAGS)')

$(GEN)/build_id.cc: FORCE
	$(call write_if_changed,'#include "apps/common/build_id.h"' 'const char* const kBuildId = "$(BUILD_ID)";')

# The operators of one model, in place of apps/infer/all_operators.cc.
$(GEN)/infer_selected/operators.cc: FORCE
	$(call write_if_changed,'#include "apps/infer/operators.h"' \
	  '#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"' \
	  'const tflite::MicroOpResolver& infer::Operators() {' \
	  '  static tflite::MicroMutableOpResolver<$(words $(OPERATORS))> resolver;' \
	  '$(foreach method,$(OPERATORS),resolver.$(method)();)' '  return resolver;' '}')

# The runtime brings options of its own (runtime.mk); programs that show its size take them too.
$(CORE_OUT)/obj/%.o: %.cc $(CORE_OUT)/flags.txt
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CXXFLAGS) $(RUNTIME_CXXFLAGS) -MMD -MP -c $< -o $@

$(OBJ)/%.o: %.cc $(OUT)/flags.txt
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CXXFLAGS) $(BOARD_INCLUDES) $(if $(filter apps/size/%,$<),$(RUNTIME_CXXFLAGS)) -MMD -MP -c $< -o $@

$(OBJ)/gen/%.o: $(GEN)/%.cc $(OUT)/flags.txt
	@mkdir -p $(@D)
	$(call say,CXX,$<)
	$(Q)$(CXX) $(CXXFLAGS) $(BOARD_INCLUDES) -c $< -o $@

# $(1): sources. Their objects.
objects_of = $(patsubst %.cc,$(CORE_OUT)/obj/%.o,$(filter runtime/%,$(1))) \
    $(patsubst %.cc,$(OBJ)/%.o,$(filter-out runtime/%,$(1)))

# Half of the file: the header is right, and most offsets point behind the end.
$(BUILD)/models/corrupt.tflite: $(MODEL)
	@mkdir -p $(@D)
	@head -c $$(( $$(wc -c < $<) / 2 )) $< > $@

# The rules of application $(1).
define APP_RULES
$(1)_OBJECTS := $$(call objects_of,$$(if $$($(1)_BARE),,$$(COMMON_SOURCES)) $$($(1)_SOURCES) \
    $$(foreach library,$$($(1)_USES),$$($$(library)_SOURCES))) \
    $$(patsubst %,$$(OBJ)/gen/%.o,$$($(1)_GENERATED)) \
    $$(if $$($(1)_BARE),,$$(OBJ)/gen/build_id.o) $$(if $$($(1)_MODEL),$$(OBJ)/gen/$(1)/model.o $$(OBJ)/gen/$(1)/model_name.o)

$(1)_LDFLAGS := $$(if $$($(1)_BARE),$$(BARE_LDFLAGS),$$(LDFLAGS))

firmware: $$(OUT)/$(1).elf $$(OUT)/$(1).bin

$$(GEN)/$(1)/model_path.txt: FORCE
	$$(call write_if_changed,'$$($(1)_MODEL)')

$$(GEN)/$(1)/model_name.cc: FORCE
	$$(call write_if_changed,'#include "apps/hotword/model.h"' 'const char* const kModelName = "$$(notdir $$($(1)_MODEL))";')

$$(GEN)/$(1)/model.cc: $$($(1)_MODEL) $$(GEN)/$(1)/model_path.txt $$(EMBED)
	@mkdir -p $$(@D)
	$$(call say,EMBED,$$<)
	$$(Q)$$(PYTHON) $$(EMBED) $$< $$@ g_model

$$(GEN)/$(1)/link.txt: FORCE
	$$(call write_if_changed,'$$($(1)_LDFLAGS)' $$($(1)_OBJECTS))

$$(OUT)/$(1).elf: $$($(1)_OBJECTS) $$(GEN)/$(1)/link.txt boards/common/sections.ld $$(MEMORY_SCRIPT)
	$$(call say,LINK,$$@)
	$$(Q)$$(CXX) $$($(1)_LDFLAGS) -Wl,-Map=$$(OUT)/$(1).map $$($(1)_OBJECTS) -o $$@
	@$$(CROSS)size $$@

$$(OUT)/$(1).bin: $$(OUT)/$(1).elf
	$$(Q)$$(CROSS)objcopy -O binary $$< $$@
endef
$(foreach app,$(WANTED),$(eval $(call APP_RULES,$(app))))

FORCE:

-include $(patsubst %.o,%.d,$(sort $(foreach app,$(WANTED),$($(app)_OBJECTS))))
