"""What readers call a thing that plans name otherwise: 研发投入强度 for R&D经费支出占GDP比重."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("synonyms.txt")


@lru_cache
def _rules() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each word of readers with the plans' words for it, the longest first."""
    rules = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        theirs, equals, ours = line.partition(" = ")
        if equals and not line.startswith("#"):
            rules.append((theirs.strip(), tuple(word.strip() for word in ours.split("|"))))
    return tuple(sorted(rules, key=lambda rule: -len(rule[0])))


@lru_cache(maxsize=4096)
def variants(name: str) -> tuple[str, ...]:
    """Other ways to say a squashed name, the likeliest first; never the name itself.

    >>> variants("研发投入强度")[0]
    'rd经费支出占gdp比重'
    """
    found: dict[str, None] = {}
    for theirs, ours in _rules():
        if theirs in name:
            for word in ours:
                # 国家高新技术企业 has 高新技术企业 in it already: nothing is put in twice.
                if word not in name:
                    found.setdefault(name.replace(theirs, word), None)
    found.pop(name, None)
    return tuple(found)
