# The core's sources, without the Python binding: what the test program and the extension module are made of.
NATIVE_DIR := $(dir $(lastword $(MAKEFILE_LIST)))
NATIVE_SOURCES := $(sort $(foreach part,cpu decode isa memory system fpu time io,$(wildcard $(NATIVE_DIR)$(part)/*.cc)))
