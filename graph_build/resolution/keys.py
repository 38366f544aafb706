"""Local names for IRIs: ASCII, readable, and the same in every build."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from pypinyin.pinyin_dict import pinyin_dict

#: Readings that the first entry of a single-character table gets wrong in frequent words.
_WORDS = {
    "长": "chang",
    "增长": "zeng zhang",
    "成长": "cheng zhang",
    "生长": "sheng zhang",
    "市长": "shi zhang",
    "校长": "xiao zhang",
    "林长": "lin zhang",
    "河长": "he zhang",
    "湖长": "hu zhang",
    "链长": "lian zhang",
    "田长": "tian zhang",
    "师长": "shi zhang",
    "家长": "jia zhang",
    "女": "nv",
    "重庆": "chong qing",
    "成都": "cheng du",
    "首都": "shou du",
    "都市": "du shi",
    "都市区": "du shi qu",
    "银行": "yin hang",
    "行业": "hang ye",
    "长三角": "chang san jiao",
    "厦门": "xia men",
    "朝阳": "chao yang",
    "藏": "zang",
    "重建": "chong jian",
    "调查": "diao cha",
    "产量": "chan liang",
    "数字": "shu zi",
    "都江堰": "du jiang yan",
    "朝鲜": "chao xian",
    "大夏": "da xia",
    "调解": "tiao jie",
    "音乐": "yin yue",
    "曾": "zeng",
    "便民": "bian min",
}
_WORD = re.compile("|".join(sorted(map(re.escape, _WORDS), key=lambda w: (-len(w), w))))
_MAX_SYLLABLES = 12


@lru_cache(maxsize=8192)
def _syllable(char: str) -> str:
    """First reading of one character without its tone; empty for what has none. The table is pypinyin's."""
    readings = pinyin_dict.get(ord(char))
    if not readings:
        return ""
    plain = unicodedata.normalize("NFD", str(readings).split(",", 1)[0]).replace("u\u0308", "v")
    return "".join(c for c in plain if c.isascii() and c.isalpha())


@lru_cache(maxsize=8192)
def pinyin(text: str) -> str:
    """``text`` as hyphenated pinyin syllables without tones, ASCII letters and digits kept, at most twelve parts.

    >>> pinyin("“500精英计划”")
    '500-jing-ying-ji-hua'
    """
    parts: list[str] = []
    at = 0
    while at < len(text) and len(parts) < _MAX_SYLLABLES:
        if word := _WORD.match(text, at):
            parts += _WORDS[word.group()].split()
            at = word.end()
            continue
        char = unicodedata.normalize("NFKC", text[at])[:1]
        at += 1
        if char.isascii():
            if not char.isalnum():
                parts.append("")
            elif (
                parts
                and parts[-1]
                and parts[-1][-1].isascii()
                and at >= 2
                and text[at - 2].isascii()
                and text[at - 2].isalnum()
            ):
                parts[-1] += char.lower()
            else:
                parts.append(char.lower())
            continue
        parts.append(_syllable(char))
    return "-".join(p for p in parts if p)[:80].strip("-") or "x"


def syllables(text: str) -> str:
    """First readings of every character of ``text``, without tones: what names that sound alike share."""
    return " ".join(_syllable(char) or char for char in text)


def digest(*fields: str) -> str:
    """First eight hexadecimal digits of the SHA-256 of ``fields`` joined by ``|``."""
    return hashlib.sha256("|".join(fields).encode("utf-8")).hexdigest()[:8]
