"""embed.py FILE OUT.cc NAME: FILE as a C++ array NAME with its size NAME_size."""
import sys
from pathlib import Path

source, target, name = sys.argv[1:4]
data = Path(source).read_bytes()
rows = "\n".join("    " + ", ".join(str(b) for b in data[i : i + 20]) + "," for i in range(0, len(data), 20))
Path(target).write_text(
    "#include <stddef.h>\n#include <stdint.h>\n\n"
    f"extern const uint8_t {name}[];\nextern const size_t {name}_size;\n\n"
    f"alignas(16) const uint8_t {name}[] = {{\n{rows}\n}};\nconst size_t {name}_size = sizeof({name});\n"
    f'extern const char* const kModelName;\nconst char* const kModelName = "{Path(source).name}";\n'
)
