# The hotword application for this machine, as a shared library: the same sources, portable kernels.
BUILD ?= build
override KERNELS := small
FRONTEND_VARIANT ?= b
include runtime/runtime.mk
include frontend/frontend.mk

HOST_CXX ?= g++
HOST_CXXFLAGS := $(RUNTIME_CXXFLAGS) -O3 -fPIC -g -Wall -Wextra $(RUNTIME_INCLUDES) -I.
HOTWORD := $(addprefix apps/hotword/,classifier.cc host_library.cc labels.cc listener.cc noise_gate.cc \
    recognize_commands.cc runtime_log.cc spectrogram.cc word_end.cc)
OBJECTS := $(patsubst %.cc,$(BUILD)/obj-shared/%.o,$(HOTWORD) $(RUNTIME_SOURCES) $(FRONTEND_SOURCES))

$(BUILD)/libhotword.so: $(OBJECTS)
	@echo '  LINK  $@'
	@$(HOST_CXX) -shared -Wl,--gc-sections $^ -o $@.tmp
	@mv $@.tmp $@

$(BUILD)/obj-shared/%.o: %.cc
	@mkdir -p $(@D)
	@echo '  CXX   $<'
	@$(HOST_CXX) $(HOST_CXXFLAGS) -MMD -MP -c $< -o $@

-include $(OBJECTS:.o=.d)
