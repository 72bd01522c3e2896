# The micro runtime: sources and include paths, relative to the folder of the Makefile that includes
# this (RUNTIME_DIR says where this folder is from there; default: runtime).
#
#   RUNTIME_SOURCES   translation units; a kernel that is not registered is dropped by --gc-sections
#   RUNTIME_INCLUDES  compiler options
#   KERNELS           small (default): portable loops; fast: specialised ones for CPU
#   TYPES             what Register_CONV_2D() and the like take: all or int8 (with uint8); without it
#                     int8 on Cortex-M and all elsewhere. Others: Register_CONV_2D_FLOAT32(). uint8: as
#                     int8, with fast kernels for uint8, which all has too
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
    offline_plan.cc operator_names.cc options.cc types.cc verifier.cc flexbuffer_map.cc \
    micro_profiler.cc micro_resource_variable.cc micro_time.cc recording_micro_allocator.cc \
    system_setup.cc)

# $(1): a group of kernels, $(2): its files. The order is that of linking, which decides some bytes of alignment.
kernel_group = $(addprefix $(RUNTIME_DIR)/kernels/$(1)/,$(2))

RUNTIME_KERNEL_SOURCES := $(call kernel_group,support, \
    kernel_support.cc tensor_support.cc strided_walk.cc elements.cc state_tensor.cc tensor_copies.cc \
    option_layouts.cc padding.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,convolution, \
    conv.cc convolution.cc convolution_float.cc convolution_int16.cc convolution_int4.cc \
    convolve_bytes.cc depthwise_conv.cc transpose_conv.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,math, \
    fixed_point.cc float_math.cc float_exp_log.cc float_trigonometry.cc quantization.cc \
    inverse_square_root.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,linear, fully_connected.cc batch_matmul.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,signal, \
    delay.cc fft.cc fft_sine.cc filter_bank.cc framer.cc overlap_add.cc rfft.cc signal_support.cc \
    window.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,layout, \
    blocks.cc broadcast_args.cc broadcast_to.cc dynamic_update_slice.cc embedding_lookup.cc fill.cc \
    gather.cc join_split.cc mirror_pad.cc pad.cc reshape.cc reverse.cc shape.cc slice.cc \
    strided_slice.cc transpose.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,activations, \
    relu.cc elu.cc hard_swish.cc leaky_relu.cc logistic.cc softmax.cc softmax_int16.cc log_softmax.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,control, control_flow.cc resource_variables.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,custom, decode.cc ethosu.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,elementwise, \
    abs_neg_rsqrt.cc add.cc add_n.cc arithmetic.cc cast.cc comparisons.cc dequantize.cc div.cc \
    elementwise.cc floor_div.cc logical.cc maximum_minimum.cc mul.cc quantize.cc select.cc \
    squared_difference.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,image, \
    resize.cc resize_bilinear.cc resize_nearest_neighbor.cc detection_postprocess.cc \
    non_max_suppression.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,pooling, pooling.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,recurrent, \
    sequence_lstm.cc sequence_lstm_prepare.cc svdf.cc circular_buffer.cc)
RUNTIME_KERNEL_SOURCES += $(call kernel_group,reduction, \
    reduce.cc arg_min_max.cc cumsum.cc l2_normalization.cc)

# What applications and kernels written for TensorFlow Lite for Microcontrollers call.
RUNTIME_API_SOURCES := $(addprefix $(RUNTIME_DIR)/kernel_api/, \
    kernel_runner.cc kernel_util.cc memory_helpers.cc padding.cc quantization_util.cc \
    subgraph_copies.cc test_helpers.cc) \
    $(addprefix $(RUNTIME_DIR)/api_2019/, \
    debug_log_numbers.cc micro_interpreter.cc micro_mutable_op_resolver.cc micro_ops.cc)

# convolve_int8.cc: the readable loops, or the fast ones with the micro_kernels.cc of the core.
CPU ?= cortex-m3
RUNTIME_FAST_cortex-m0plus := fast_m3
RUNTIME_FAST_cortex-m3 := fast_m3
RUNTIME_FAST_cortex-m4 := dsp
RUNTIME_FAST_cortex-m7 := dsp
ifeq ($(KERNELS),fast)
RUNTIME_INCLUDES += -I$(RUNTIME_DIR)/kernels/convolution/dsp
ifneq ($(filter all uint8,$(TYPES)),)
RUNTIME_CXXFLAGS += -DRUNTIME_FAST_UINT8=1
RUNTIME_KERNEL_SOURCES += $(call kernel_group,convolution,fast/convolve_uint8.cc)
endif
RUNTIME_KERNEL_SOURCES += $(call kernel_group,convolution,fast/convolve_int8.cc fast/output_scale.cc \
    $(or $(RUNTIME_FAST_$(CPU)),fast_m3)/micro_kernels.cc)
else
RUNTIME_KERNEL_SOURCES += $(call kernel_group,convolution,convolve_int8.cc)
endif

RUNTIME_SOURCES := $(RUNTIME_CORE_SOURCES) $(RUNTIME_KERNEL_SOURCES) $(RUNTIME_API_SOURCES)
