"""docs/members.md is what the script writes."""

from __future__ import annotations

from scripts import member_table


def test_the_page_is_up_to_date() -> None:
    assert member_table.PAGE.read_text(encoding="utf-8") == member_table.page(), "run scripts/member_table.py"
