"""Stable local names: a hash of a node's own words, and its rank among equal ones."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter


class Keys:
    """Hands out keys in document order."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, *words: str) -> str:
        """The key of a node that says *words*; the second of two equal nodes gets ``-2``.

        Space and width of letters do not count, so that a text copied from another page keeps its keys.
        """
        plain = "|".join(re.sub(r"\s", "", unicodedata.normalize("NFKC", word)) for word in words)
        key = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        self._seen[key] += 1
        rank = self._seen[key]
        return key if rank == 1 else f"{key}-{rank}"
