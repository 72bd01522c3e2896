"""The network, its quantisation and its cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scripts.frontend_host import CHANNELS, CLIP_SLICES
from scripts.hotword_data import LABELS

# An int8 input q stands for (q + 128) * INPUT_SCALE: one step is 666/256 feature units of 1/25.6 each.
INPUT_SCALE = 666 / 256 / 25.6


@dataclass(frozen=True)
class Finish:
    """What is changed in the last layer after training: confidence, and how readily a label is given.

    Training draws "unknown" more often than the others, which makes a trained model lean towards it.
    """

    sharpen: float = 1.0
    bias: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def to_real(features: npt.NDArray[np.int8]) -> npt.NDArray[np.float32]:
    return (features.astype(np.float32) + 128) * np.float32(INPUT_SCALE)


def build(arch: str, batch: int | None = None, dropout: float = 0.0) -> Any:
    """Keras model, input [batch, 1960] real features, output logits [batch, 4].

    "student" is the network that runs on a board, "teacher" the larger one that it learns from. Both look
    at local patterns in time and frequency first, then take frequency as channels and go along time.
    """
    import keras
    from keras import layers

    if arch not in ("student", "teacher"):
        raise SystemExit(f"{arch}: no such network; expected student or teacher")

    def block(x: Any, filters: int, kernel: tuple[int, int], stride: tuple[int, int] = (1, 1)) -> Any:
        x = layers.Conv2D(filters, kernel, strides=stride, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        return layers.ReLU()(x)

    inputs = keras.Input((CLIP_SLICES * CHANNELS,), batch_size=batch)
    x = layers.Reshape((CLIP_SLICES, CHANNELS, 1))(inputs)
    if arch == "student":
        x = block(x, 8, (5, 8), (2, 4))
        x = layers.Reshape((25, 1, 80))(x)
        x = block(x, 28, (1, 1))
        x = block(x, 28, (5, 1))
        x = layers.Dropout(dropout)(x)
        x = block(x, 28, (5, 1), (2, 1))
        x = block(x, 24, (3, 1))
    else:
        x = block(x, 16, (5, 8), (2, 2))
        x = block(x, 32, (3, 3), (1, 2))
        x = layers.Reshape((25, 1, 320))(x)
        x = block(x, 96, (1, 1))
        x = layers.Dropout(dropout)(x)
        x = block(x, 96, (5, 1))
        x = layers.Dropout(dropout)(x)
        x = block(x, 96, (5, 1), (2, 1))
        x = layers.Dropout(dropout)(x)
        x = block(x, 96, (5, 1))
    x = layers.AveragePooling2D((13, 1))(x)
    x = layers.Flatten()(x)
    x = layers.Dropout(dropout)(x)
    return keras.Model(inputs, layers.Dense(len(LABELS))(x))


def convert(weights: list[Any], samples: npt.NDArray[np.int8], finish: Finish) -> bytes:
    """The int8 .tflite of a trained model. `samples` [n, 49, 40] set the activation ranges.

    A fixed batch keeps SHAPE, STRIDED_SLICE and PACK out of the graph.
    """
    import keras
    import tensorflow as tf
    from keras import layers

    trained = build("student", batch=1)
    *rest, dense, bias = weights
    trained.set_weights([*rest, dense * finish.sharpen, bias * finish.sharpen + np.array(finish.bias)])
    model = keras.Model(trained.inputs, layers.Softmax()(trained.outputs[0]))

    def representative() -> Iterator[list[npt.NDArray[np.float32]]]:
        # The two extremes pin the input's scale and zero point.
        yield [np.zeros((1, CLIP_SLICES * CHANNELS), np.float32)]
        yield [extreme(samples)]
        for sample in samples:
            yield [to_real(sample).reshape(1, -1)]

    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    converter.optimizations = [tf.lite.Optimize.DEFAULT]
    converter.representative_dataset = representative
    converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    converter.inference_input_type = tf.int8
    converter.inference_output_type = tf.int8
    return strip(bytes(converter.convert()))


def strip(content: bytes) -> bytes:
    """Removes what no runtime reads: names, calibration ranges, metadata and signatures' strings."""
    from tensorflow.lite.python import schema_py_generated
    from tensorflow.lite.tools import flatbuffer_utils

    model: Any = schema_py_generated.ModelT.InitFromPackedBuf(content, 0)
    flatbuffer_utils.strip_strings(model)
    for tensor in model.subgraphs[0].tensors:
        if tensor.quantization is not None:
            tensor.quantization.min = tensor.quantization.max = None
    used = {tensor.buffer for tensor in model.subgraphs[0].tensors}
    model.buffers = model.buffers[: max(used) + 1]  # the converter puts metadata last
    model.metadata = None
    model.signatureDefs = None
    return bytes(flatbuffer_utils.convert_object_to_bytearray(model))


def extreme(samples: npt.NDArray[np.int8]) -> npt.NDArray[np.float32]:
    """A real window with one feature at the top of the range: it sets the input scale and no other."""
    window = to_real(samples[0]).reshape(1, -1).copy()
    window[0, 0] = 255 * INPUT_SCALE
    return window
