"""Names as they are compared: one width, one case, simplified characters, no punctuation or spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ontology import search_index

CJK = re.compile(r"[\u3400-\u9fff〇]")


def fold(text: str) -> str:
    """One width and one case; a character stays a character, except where NFKC makes several of one."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=65536)
def squash(text: str) -> str:
    """The form that is compared: ``“双千亿”市`` and ``双千亿 市`` are the same name."""
    return search_index.plain(text)


def sound(text: str) -> str:
    """The text without halves of characters (bytes that were no UTF-8 on the command line), which no store takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def simplified(text: str) -> str:
    """Traditional characters turned into simplified ones; a text without any is given back as it is."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        # Only a character outside GB 2312 can be a traditional one; the converter is loaded for such a text alone.
        import opencc

        return str(opencc.OpenCC("t2s").convert(sound(text)))
    return text


def is_latin(text: str) -> bool:
    """Whether the text is letters of the Latin alphabet (and digits) only, as pinyin is."""
    return bool(text) and text.isascii()


@lru_cache(maxsize=65536)
def pinyin(text: str) -> tuple[str, str]:
    """The Hanyu Pinyin of a name without tones, joined, and its initials: ``("toumengang", "tmg")``."""
    return search_index.spelling(text)
