# What each application is made of: NAME_SOURCES, NAME_MODEL (the .tflite that goes in, if any) and
# NAME_USES (libraries: runtime, frontend).
APPS := hello benchmark fault fault_jump hotword hotword_corrupt_model hotword_small_arena
# MICROPHONE is set by a board that has one.
APPS += $(if $(MICROPHONE),hotword_microphone)

hello_SOURCES := apps/hello/main.cc

# Deliberate crashes: an undefined instruction, a jump into the void.
fault_SOURCES := apps/fault/main.cc apps/fault/crash_undefined.cc
fault_jump_SOURCES := apps/fault/main.cc apps/fault/crash_jump.cc

HOTWORD_COMMON := $(addprefix apps/hotword/,audio_input.cc classifier.cc labels.cc \
    listener.cc main.cc noise_gate.cc recognize_commands.cc responder.cc runtime_log.cc spectrogram.cc \
    statistics.cc word_end.cc)
HOTWORD_SOURCES := $(HOTWORD_COMMON) apps/hotword/audio_port.cc
hotword_SOURCES := $(HOTWORD_SOURCES) apps/hotword/arena.cc
hotword_MODEL := $(MODEL)
hotword_USES := runtime frontend

# The same model by itself, its cycles and its memory.
benchmark_SOURCES := apps/benchmark/main.cc apps/hotword/arena.cc apps/hotword/runtime_log.cc
benchmark_MODEL := $(MODEL)
benchmark_USES := runtime

# The same application with the board's own microphone.
hotword_microphone_SOURCES := $(HOTWORD_COMMON) apps/hotword/microphone.cc apps/hotword/arena.cc \
    boards/$(BOARD)/microphone.cc
hotword_microphone_MODEL := $(MODEL)
hotword_microphone_USES := runtime frontend

# The same application with what must fail: half a model file, an arena of 4 KiB.
hotword_corrupt_model_SOURCES := $(hotword_SOURCES)
hotword_corrupt_model_MODEL := $(BUILD)/models/corrupt.tflite
hotword_corrupt_model_USES := $(hotword_USES)
hotword_small_arena_SOURCES := $(HOTWORD_SOURCES) apps/hotword/arena_small.cc
hotword_small_arena_MODEL := $(MODEL)
hotword_small_arena_USES := $(hotword_USES)

# For measuring, built when asked for by name. OPERATORS: all, or methods of the resolver
# ("AddConv2D AddSoftmax") for the runner of one model.
MEASURING_APPS := infer infer_selected size_core size_core_verified size_speech size_speech_verified
OPERATORS ?= AddConv2D

infer_SOURCES := apps/infer/main.cc apps/infer/all_operators.cc
infer_USES := runtime

infer_selected_SOURCES := apps/infer/main.cc
infer_selected_GENERATED := infer_selected/operators
infer_selected_USES := runtime

# Linked to see how large they get: no board, no console.
SIZE_PROGRAMS := core core_verified speech speech_verified
$(foreach program,$(SIZE_PROGRAMS), \
  $(eval size_$(program)_SOURCES := apps/size/start.cc apps/size/$(program).cc) \
  $(eval size_$(program)_BARE := yes) $(eval size_$(program)_USES := runtime))
