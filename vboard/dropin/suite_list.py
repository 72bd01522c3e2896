"""Lists of suites in YAML, as `renode-test -t` takes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vboard.errors import VBoardError


def read_suite_list(path: Path) -> list[Path]:
    """The suites that a file lists: names, lists of names, groups `name: [names]`, `!include {path, prefix}`.

    Names are relative to the folder where the program was started, as in `renode-test`.

    Raises:
        VBoardError: the file cannot be read, is no such list, or PyYAML is not installed.
    """
    try:
        import yaml
    except ImportError:
        raise VBoardError(f"-t {path}: needs PyYAML (pip install 'vboard[renode-test]')") from None

    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        """Knows `!include`."""

    def include(loader: Any, node: Any) -> list[Path]:
        given = loader.construct_mapping(node)
        prefix = Path(given.get("prefix", ""))
        return [prefix / each for each in read_suite_list(path.parent / given["path"])]

    Loader.add_constructor("!include", include)
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader)
    except OSError as error:
        raise VBoardError(f"-t {path}: {error.strerror}") from error
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, AttributeError) as error:
        raise VBoardError(f"-t {path}: no list of suites in YAML: {' '.join(str(error).split())}") from error
    return list(_flatten(content, path))


def _flatten(content: Any, path: Path) -> Iterator[Path]:
    if content is None:
        return
    if isinstance(content, (str, Path)):
        yield Path(content)
    elif isinstance(content, list):
        for each in content:
            yield from _flatten(each, path)
    elif isinstance(content, dict):
        for each in content.values():
            yield from _flatten(each, path)
    else:
        raise VBoardError(f"-t {path}: expected names of suites, got {content!r}")
