"""Writes {{name}}.tflite into a folder, by default this one: {{name}} of six floats."""

import sys
from pathlib import Path

from vboard.inference.writer import ModelWriter

model = ModelWriter()
x, y = model.tensor([1, 6], "float32"), model.tensor([1, 6], "float32")
model.operator("{{name}}", [x], [y])
folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
(folder / "{{name}}.tflite").write_bytes(model.finish([x], [y]))
