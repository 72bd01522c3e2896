# The micro runtime: sources and include paths, relative to the folder of the Makefile that includes
# this (RUNTIME_DIR says where this folder is from there; default: runtime).
#
#   RUNTIME_SOURCES   translation units; a kernel that is not registered is dropped by --gc-sections
#   RUNTIME_INCLUDES  compiler options
#   KERNELS           small (default): portable loops; fast: specialised ones for CPU
#   TYPES             what Register_CONV_2D() and the like take: all or int8 (with uint8); without it
#                     int8 on Cortex-M and all elsewhere. Others: Register_CONV_2D_FLOAT32()
#   CPU               cortex-m3, cortex-m4, cortex-m7: which fast kernels
RUNTIME_DIR ?= runtime
KERNELS ?= small

RUNTIME_INCLUDES := -I$(RUNTIME_DIR)

# What the runtime itself is compiled with, besides the options for the CPU. Products and sums are
# rounded apart, so that floats have the same bits on cores with and without fused instructions.
RUNTIME_CXXFLAGS := -std=c++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics \
                    -ffunction-sections -fdata-sections -fno-tree-loop-distribute-patterns \
                    -fno-jump-tables -ffp-contract=off
ifneq ($(TYPES),)
RUNTIME_CXXFLAGS += -DRUNTIME_ALL_TYPES=$(if $(filter all,$(TYPES)),1,0)
endif

RUNTIME_CORE_SOURCES := $(addprefix $(RUNTIME_DIR)/core/, \
    arena_allocators.cc flatbuffer_table.cc graph_loader.cc graph_prepare.cc memory_planner.cc \
    memory_planners.cc micro_allocator.cc \
    micro_context.cc micro_graph.cc micro_interpreter.cc micro_log.cc micro_op_resolver.cc \
    offline_plan.cc operator_names.cc options.cc types.cc verifier.cc)

RUNTIME_KERNEL_SOURCES := $(addprefix $(RUNTIME_DIR)/kernels/, \
    conv.cc convolution.cc convolve_bytes.cc depthwise_conv.cc fixed_point.cc fully_connected.cc \
    kernel_support.cc option_layouts.cc padding.cc pooling.cc quantization.cc reshape.cc softmax.cc)
RUNTIME_KERNEL_SOURCES += $(addprefix $(RUNTIME_DIR)/kernels/, \
    add.cc arg_min_max.cc arithmetic.cc broadcast_to.cc cast.cc comparisons.cc fill.cc gather.cc \
    join_split.cc logical.cc maximum_minimum.cc mul.cc pad.cc reduce.cc resize.cc \
    resize_bilinear.cc resize_nearest_neighbor.cc shape.cc slice.cc strided_walk.cc \
    tensor_support.cc transpose.cc)

# Activations, float mathematics and what they share.
RUNTIME_KERNEL_SOURCES += $(addprefix $(RUNTIME_DIR)/kernels/, \
    convolution_float.cc convolution_int16.cc dequantize.cc elements.cc elementwise.cc float_math.cc \
    hard_swish.cc leaky_relu.cc logistic.cc quantize.cc relu.cc softmax_int16.cc transpose_conv.cc)
RUNTIME_CORE_SOURCES += $(addprefix $(RUNTIME_DIR)/core/, \
    micro_profiler.cc micro_resource_variable.cc micro_time.cc recording_micro_allocator.cc \
    system_setup.cc)
RUNTIME_KERNEL_SOURCES += $(addprefix $(RUNTIME_DIR)/kernels/, \
    control_flow.cc resource_variables.cc tensor_copies.cc)
# Recurrent networks and products of matrices.
RUNTIME_KERNEL_SOURCES += $(addprefix $(RUNTIME_DIR)/kernels/, \
    batch_matmul.cc circular_buffer.cc convolution_int4.cc sequence_lstm.cc \
    sequence_lstm_prepare.cc state_tensor.cc svdf.cc)
RUNTIME_CORE_SOURCES += $(RUNTIME_DIR)/core/flexbuffer_map.cc
# Arithmetic, sums and movement of elements that few models need.
RUNTIME_KERNEL_SOURCES += $(addprefix $(RUNTIME_DIR)/kernels/, \
    abs_neg_rsqrt.cc add_n.cc blocks.cc broadcast_args.cc cumsum.cc div.cc dynamic_update_slice.cc elu.cc \
    embedding_lookup.cc floor_div.cc inverse_square_root.cc l2_normalization.cc log_softmax.cc \
    mirror_pad.cc reverse.cc select.cc squared_difference.cc strided_slice.cc)
# Custom operators: detection, signal processing.
RUNTIME_KERNEL_SOURCES += $(addprefix $(RUNTIME_DIR)/kernels/, \
    detection_postprocess.cc ethosu.cc non_max_suppression.cc)
RUNTIME_KERNEL_SOURCES += $(addprefix $(RUNTIME_DIR)/kernels/signal/, \
    delay.cc fft.cc fft_sine.cc filter_bank.cc framer.cc overlap_add.cc rfft.cc signal_support.cc \
    window.cc)
# What applications and kernels written for TensorFlow Lite for Microcontrollers call.
RUNTIME_API_SOURCES := $(addprefix $(RUNTIME_DIR)/kernel_api/, \
    kernel_util.cc memory_helpers.cc padding.cc quantization_util.cc subgraph_copies.cc) \
    $(addprefix $(RUNTIME_DIR)/api_2019/, \
    debug_log_numbers.cc micro_interpreter.cc micro_mutable_op_resolver.cc micro_ops.cc)

# convolve_int8.cc: the readable loops, or the fast ones with the micro_kernels.cc of the core.
CPU ?= cortex-m3
RUNTIME_FAST_cortex-m0plus := fast_m3
RUNTIME_FAST_cortex-m3 := fast_m3
RUNTIME_FAST_cortex-m4 := dsp
RUNTIME_FAST_cortex-m7 := dsp
ifeq ($(KERNELS),fast)
RUNTIME_INCLUDES += -I$(RUNTIME_DIR)/kernels/dsp
RUNTIME_KERNEL_SOURCES += $(RUNTIME_DIR)/kernels/fast/convolve_int8.cc $(RUNTIME_DIR)/kernels/fast/output_scale.cc \
    $(RUNTIME_DIR)/kernels/$(or $(RUNTIME_FAST_$(CPU)),fast_m3)/micro_kernels.cc
else
RUNTIME_KERNEL_SOURCES += $(RUNTIME_DIR)/kernels/convolve_int8.cc
endif

RUNTIME_SOURCES := $(RUNTIME_CORE_SOURCES) $(RUNTIME_KERNEL_SOURCES) $(RUNTIME_API_SOURCES)
