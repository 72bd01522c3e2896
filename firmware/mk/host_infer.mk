# The runner of models for this machine: the same runtime, all operators, portable kernels.
BUILD ?= build
override KERNELS := small
include runtime/runtime.mk

HOST_CXX ?= g++
DEBUG_INFO ?= -g
HOST_CXXFLAGS := $(RUNTIME_CXXFLAGS) -O2 $(DEBUG_INFO) -Wall -Wextra $(RUNTIME_INCLUDES) -I.
OBJECTS := $(patsubst %.cc,$(BUILD)/obj/%.o,apps/infer/host_main.cc apps/infer/all_operators.cc $(RUNTIME_SOURCES))

$(BUILD)/infer: $(OBJECTS)
	@echo '  LINK  $@'
	@$(HOST_CXX) $(HOST_CXXFLAGS) -Wl,--gc-sections $^ -o $@

$(BUILD)/obj/%.o: %.cc
	@mkdir -p $(@D)
	@echo '  CXX   $<'
	@$(HOST_CXX) $(HOST_CXXFLAGS) -MMD -MP -c $< -o $@

-include $(OBJECTS:.o=.d)
