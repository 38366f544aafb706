"""Entries of the gazetteers, how their names are compared, and the administrative divisions of China."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from graph_build.model import ThingClass

# Not by the name of the package that holds them: importing that would load the tagger.
_GAZETTEERS = files("graph_build") / "mentions" / "gazetteers"
FOLD = str.maketrans(
    {
        **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c) not in "，。；：！？"},
        **dict.fromkeys("•・‧", "·"),
        **dict.fromkeys("－—–―─", "-"),
        "，": ",", "；": ";", "：": ":", "〔": "(", "〕": ")", "［": "[", "］": "]",
    }
)
"""Full-width to half-width, dashes and dots to one form; one character stays one."""
DROPPED = re.compile(r"[“”\"'‘’『』「」《》\s]")
"""What does not count when names are compared."""
_MUNICIPALITIES = frozenset({"11", "12", "31", "50", "81", "82"})
_PROVINCES = (
    "京11津12冀13晋14蒙15辽21吉22黑23沪31苏32浙33皖34闽35赣36鲁37豫41鄂42湘43粤44桂45琼46渝50川51黔52滇53藏54陕61甘62"
    "青63宁64新65"
)
ABBREVIATIONS = {_PROVINCES[i]: _PROVINCES[i + 1 : i + 3] for i in range(0, len(_PROVINCES), 3)}
"""One-character name of a province → the first two digits of its code."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that the gazetteers know."""

    name: str
    """Full name; own quotation marks are kept (``“千万工程”``)."""
    cls: ThingClass
    kind: str
    """``province``, ``city``, ``county``, ``town``, ``region``, ``country``, ``river``, ``lake``, ``sea``,
    ``mountain``, ``island``; for the other classes the class in lower case."""
    code: str | None = None
    """GB/T 2260 (places, six digits; nine for towns) or GB/T 4754 (industries); ``None`` where unknown or in doubt."""
    aliases: tuple[str, ...] = ()
    weak: bool = False
    """An ordinary word that is a name in some contexts only (金融, 旅游): a hint, not a find."""
    weak_aliases: frozenset[str] = frozenset()
    """Those of the aliases that are ordinary words although the name is none (文旅 for 文旅产业); folded."""


def fold(text: str) -> str:
    """``text`` as names are compared: without quotation marks and spaces, brackets and digits half-width.

    >>> fold("“放管服” 改革"), fold("中国（浙江）自由贸易试验区")
    ('放管服改革', '中国(浙江)自由贸易试验区')
    """
    return DROPPED.sub("", text.translate(FOLD))


def lines(name: str) -> Iterator[list[str]]:
    """Rows of the packaged list ``name``.tsv, split at tabs, comments left out."""
    for line in (_GAZETTEERS / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def six(code: str) -> str:
    """A code of 2, 4 or 6 digits with six."""
    return code.ljust(6, "0")


@dataclass(frozen=True)
class Divisions:
    """The administrative divisions of China: official name, short name and code of each, towns on demand."""

    entries: tuple[Entry, ...]
    """Provinces, prefectures and counties, in the order of their codes."""

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> Divisions:
        """The packaged divisions (read once)."""
        found = []
        for row in lines("divisions"):
            code, name, short = row[0], row[1], row[2]
            kind = {2: "province", 4: "city"}.get(len(code), "county")
            found.append(Entry(name, "Place", kind, six(code), (short,) if short else ()))
        return Divisions(tuple(found))

    @cached_property
    def by_code(self) -> dict[str, Entry]:
        """Six-digit code → division."""
        return {entry.code: entry for entry in self.entries if entry.code}

    @cached_property
    def by_name(self) -> dict[str, tuple[Entry, ...]]:
        """Official or short name → divisions that bear it, highest rank first."""
        found: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda e: ("province", "city", "county").index(e.kind)):
            for name in (entry.name, *entry.aliases):
                found.setdefault(name, []).append(entry)
        return {name: tuple(entries) for name, entries in found.items()}

    def find(self, name: str, within: str | None = None) -> Entry | None:
        """The division called ``name``; where several are, the one whose code starts like ``within`` (or the highest).

        >>> divisions = Divisions.load()
        >>> divisions.find("临海市").code, divisions.find("朝阳区", within="220000").code
        ('331082', '220104')
        """
        candidates = self.by_name.get(name, ())
        if within:
            near = sorted(candidates, key=lambda e: -shared(e.code or "", within))
            if near and shared(near[0].code or "", within) >= 2:
                return near[0]
            # A county far away by its short name is more often another word: 紫阳, 吉利.
            candidates = tuple(e for e in candidates if e.kind != "county" or e.name == name)
        if len(candidates) > 1 and candidates[0].kind == candidates[1].kind:
            return None
        return candidates[0] if candidates else None

    def parents(self, code: str) -> tuple[Entry, ...]:
        """The divisions above ``code``, nearest first.

        >>> [entry.name for entry in Divisions.load().parents("331082")]
        ['台州市', '浙江省']
        """
        codes = [six(code[:n]) for n in (6, 4, 2) if len(code) > n or (len(code) == 6 and n < 6)]
        return tuple(self.by_code[c] for c in dict.fromkeys(codes) if c in self.by_code and c != code)

    def children(self, code: str) -> tuple[Entry, ...]:
        """The divisions one step below ``code`` (towns for a county)."""
        stem = code.rstrip("0") if code.endswith("00") else code
        stem = stem + "0" * (len(stem) % 2)
        if len(stem) == 6:
            return self.towns(code)
        size = 4 if len(stem) == 2 and stem not in _MUNICIPALITIES else 6
        return tuple(
            e for e in self.entries
            if e.code and e.code.startswith(stem) and e.code != code and e.kind == ("city" if size == 4 else "county")
        )

    def towns(self, code: str) -> tuple[Entry, ...]:
        """Every town and street whose code starts like ``code`` (trailing ``00`` pairs aside), in code order.

        >>> [town.name for town in Divisions.load().towns("331082")][:2]
        ['古城街道', '大洋街道']
        """
        stem = re.sub(r"(?:00)+$", "", code)
        found = []
        for county, names in _town_rows():
            if county.startswith(stem):
                for item in names.split(","):
                    found.append(Entry(item[3:], "Place", "town", county + item[:3], _short_town(item[3:])))
        return tuple(found)


@lru_cache(maxsize=1)
def _town_rows() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in lines("towns"))


_TOWN_TAIL = re.compile(r"(?:街道|镇|乡|苏木)$")


def _short_town(name: str) -> tuple[str, ...]:
    if name.endswith("族乡"):
        return ()
    bare = _TOWN_TAIL.sub("", name)
    return (bare,) if len(bare) >= 2 else ()


def shared(code: str, other: str) -> int:
    """How many leading digits two codes share: 6 same county, 4 same prefecture, 2 same province."""
    for n in (6, 4, 2):
        if code[:n] == other[:n]:
            return n
    return 0


def abbreviated(letter: str) -> Entry | None:
    """The province that one character stands for (浙 → 浙江省).

    >>> abbreviated("浙").name
    '浙江省'
    """
    code = ABBREVIATIONS.get(letter)
    return Divisions.load().by_code.get(six(code)) if code else None
