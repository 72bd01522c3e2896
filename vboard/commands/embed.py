"""`vboard embed`: a model as C sources."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLES = (
    "Examples: `vboard embed model.tflite`, `vboard embed model.tflite --out src --name gesture_model`, "
    "`vboard embed custom.tflite --own-op MyOperator`"
)


def command(
    model: Annotated[Path, typer.Argument(help="A .tflite file.", metavar="MODEL.tflite")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the files.", metavar="DIR")] = Path(
        "."
    ),
    name: Annotated[
        str | None,
        typer.Option("--name", help="Name of the array; default: from the file's.", metavar="NAME"),
    ] = None,
    own_ops: Annotated[
        list[str] | None,
        typer.Option(
            "--own-op",
            help="A custom operator with a kernel of yours, Register_NAME(). May be repeated.",
            metavar="NAME",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that this command wrote.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Write a model as a C array, with a resolver that registers its operators and no others.

    NAME.c is the array, aligned to 16 bytes; NAME.h its size, checksum, inputs and outputs; NAME_operators.h
    the resolver (C++). The same model gives the same bytes. Files that exist are not overwritten.
    """
    import zlib

    from vboard.errors import VBoardError
    from vboard.inference.model import read_model
    from vboard.projects.c_array import name_from
    from vboard.projects.embedding import MARK, embed, registrations
    from vboard.projects.output import write_beside

    content = read_model(model)
    if out.exists() and not out.is_dir():
        raise VBoardError(f"{out}: is no folder")
    own = tuple(own_ops or ())
    chosen = name if name is not None else name_from(model.stem)
    files = {file: text.encode("ascii") for file, text in embed(content, chosen, own).items()}
    write_beside(files, out, replaces=MARK.encode() if force else b"")
    operators = [entry.operator for entry in registrations(content, own)]
    record = {
        "model": model.name,
        "name": chosen,
        "bytes": len(content.content),
        "crc32": f"{zlib.crc32(content.content):08x}",
        "operators": operators,
        "files": [str(out / file) for file in files],
    }
    if json:
        import json as encoder

        typer.echo(encoder.dumps(record, indent=2))
    else:
        typer.echo(f"{chosen}: {record['bytes']:,} bytes, CRC-32 {record['crc32']}, {', '.join(operators)}")
        for path in out / f"{chosen}.c", out / f"{chosen}.h", out / f"{chosen}_operators.h":
            typer.echo(f"  {path}")
