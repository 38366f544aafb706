"""The page of stored queries says what the queries say."""

from __future__ import annotations

from pathlib import Path

from queries.catalogue import Catalogue
from queries.reference import page

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "queries.md"


def test_page_of_stored_queries_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(Catalogue()), "run: python -m queries.reference"
