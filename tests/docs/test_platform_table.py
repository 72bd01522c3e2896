"""docs/platforms.md is what its generator writes."""

from __future__ import annotations

from scripts import platform_table


def test_page_is_up_to_date() -> None:
    assert platform_table.PAGE.read_text(encoding="utf-8") == platform_table.page(), (
        "run python -m scripts.platform_table"
    )


def test_every_file_says_what_it_is() -> None:
    untold = [
        path.name
        for path in platform_table.LIBRARY.rglob("*.re[ps]*")
        if not path.read_text(encoding="utf-8").startswith(("// ", "# "))
    ]
    assert untold == []
