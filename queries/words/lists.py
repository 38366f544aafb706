"""Lists of words and of wordings, kept as text files beside this module."""

from __future__ import annotations

import re
from pathlib import Path

_HERE = Path(__file__).parent
_MACRO = re.compile(r"\{([A-Z_]+)\}")


def lines(name: str) -> list[str]:
    """The lines of a file without comments and empty ones."""
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("# ")]


def words(name: str) -> frozenset[str]:
    """All words of a file."""
    return frozenset(word for line in lines(name) for word in line.split())


def cues(name: str) -> dict[str, list[tuple[float, str]]]:
    """For each stored query of a file of wordings, the weights and regular expressions; lists of words put in."""
    macros: dict[str, str] = {}
    found: dict[str, list[tuple[float, str]]] = {}
    current: list[tuple[float, str]] = []
    for line in lines(name):
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif (definition := re.match(r"([A-Z_]+) = (.*)", line)) is not None:
            macros[definition[1]] = definition[2]
        else:
            weight, _, pattern = line.partition(" ")
            current.append((float(weight), _MACRO.sub(lambda m: macros[m[1]], pattern)))
    return found
