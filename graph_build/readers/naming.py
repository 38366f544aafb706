"""ASCII names for documents."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath


def slug_of(name: str) -> str:
    """The ASCII name that stands for a document in IRIs and file names.

    Han characters become pinyin; a name with nothing that can be spelled gets a hash of itself.

    >>> slug_of("linhai-14fyp.txt")
    'linhai-14fyp'
    """
    stem = PurePath(unicodedata.normalize("NFKC", name).replace("\\", "/")).stem
    if not stem.isascii():
        from pypinyin import lazy_pinyin  # slow to import, and most names need none of it

        stem = "-".join(lazy_pinyin(re.sub(r"[^\w]+|_", "-", stem)))
    slug = re.sub(r"[^0-9a-z]+", "-", stem.lower()).strip("-")[:80].rstrip("-")
    return slug or "plan-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
