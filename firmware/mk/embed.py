"""embed.py FILE OUT.cc NAME: FILE as a C++ array NAME with its size NAME_size."""

import sys
from pathlib import Path

source, target, name = sys.argv[1:4]
data = Path(source).read_bytes()
rows = "\n".join("    " + ", ".join(str(b) for b in data[i : i + 20]) + "," for i in range(0, len(data), 20))
Path(target).write_text(
    ""
    f"extern const unsigned char {name}[];\nextern const unsigned int {name}_size;\n\n"
    f"alignas(16) const unsigned char {name}[] = {{\n{rows}\n}};\nconst unsigned int {name}_size = sizeof({name});\n"
)
