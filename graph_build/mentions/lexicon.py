"""Names of general knowledge: loading the gazetteers and finding their names in a text.

``Lexicon.load(place_code)`` reads the packaged lists once and builds one Aho–Corasick automaton; ``matches`` finds
every listed name in one pass and keeps the longest ones. Two things make this more than a look-up:

* Names are compared without quotation marks, spaces and differences of width, so ``“放管服”改革``, ``放管服改革``
  and ``"放管服"改革`` are one name; the offsets given back count in the text as it stands, and a quotation mark that
  opens before a name and closes after it (or inside it) belongs to the match.
* Short place names are words (和平, 解放) or belong to several places (朝阳, 鼓楼), so they count only with evidence:
  the plan's own area, its neighbours in the same prefecture, a rank that follows (市, 县, 等地) or a list of places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import ahocorasick

from graph_build.divisions import (
    ABBREVIATIONS,
    DROPPED,
    FOLD,
    Divisions,
    Entry,
    abbreviated,
    fold,
    lines,
    shared,
    six,
)
from graph_build.model import ThingClass

__all__ = ["Divisions", "Entry", "Form", "Lexicon", "Match", "abbreviated", "by_class", "fold"]

Form = Literal["official", "short", "name", "alias"]

_TERM_FILES: tuple[tuple[str, ThingClass], ...] = (
    ("strategy", "Strategy"),
    ("program", "Program"),
    ("goal", "Goal"),
    ("platform", "Platform"),
    ("organization", "Organization"),
    ("industry", "Industry"),
    ("indicator", "Indicator"),
)
_PLAIN_NAMES = frozenset(
    ("城区", "郊区", "矿区", "市区", "新城区", "老城区", "新市区", "市中区", "东区", "西区", "南区", "北区", "新区")
)
_OPENING, _CLOSING = "“‘『「《", "”’』」》"
_ABBREVIATION_LIST = re.compile("[{0}](?:、[{0}])+".format("".join(ABBREVIATIONS)))
_RANK_AFTER = re.compile(r"等地|等[市县区州]|两地|两[市县]|[三四五六]地|地区")
_WORD_AFTER = {"新乡": "村贤", "大理": "石", "和田": "玉", "三明": "治", "阿里": "巴", "中山": "陵装", "大庆": "典"}
"""Characters that make another word of a short name: 新乡村, 大理石."""
_PLAIN = re.compile("[\u4e00-\u9fff]+")
"""What folding leaves as it is."""
_JOINED_AFTER = re.compile(r"[路街道巷桥站港]|大[道桥街厦]|人民医院|大学|学院|医院")


@dataclass(frozen=True, slots=True)
class Match:
    """A listed name in a text: ``text[start:end]``, half-open, in the text's own offsets."""

    start: int
    end: int
    kind: str
    """:attr:`Entry.kind`."""
    entry: Entry
    form: Form
    weak: bool = False
    """The word is ordinary, or the place is known by a short name with little evidence: a hint, not a find."""

    @property
    def cls(self) -> ThingClass:
        """Class of the thing."""
        return self.entry.cls


@lru_cache(maxsize=1)
def _terms() -> tuple[tuple[Entry, ...], frozenset[str]]:
    """Every entry that is no division, and the short place names that are ordinary words."""
    found = []
    for file, cls in _TERM_FILES:
        for row in lines(file):
            name, weak, aliases, code = [*row, "", "", ""][:4]
            forms = tuple(aliases.split("|")) if aliases else ()
            found.append(
                Entry(
                    name, cls, file, code or None, tuple(form.lstrip("~") for form in forms), weak == "weak",
                    frozenset(fold(form[1:]) for form in forms if form.startswith("~")),
                )
            )
    for row in lines("regions"):
        name, kind, aliases, weak = [*row, "", "", ""][:4]
        found.append(Entry(name, "Place", kind, None, tuple(aliases.split("|")) if aliases else (), weak == "weak"))
    return tuple(found), frozenset(row[0] for row in lines("common"))


_Value = tuple[int, tuple[tuple[Entry, Form], ...]]


@dataclass(frozen=True)
class Lexicon:
    """All names that a plan of one place is searched for."""

    place_code: str | None
    """GB/T 2260 code of the plan's own place, six digits; ``None`` where unknown (or for the nation)."""
    automaton: ahocorasick.Automaton
    common: frozenset[str]
    quoted: frozenset[str]
    """Short forms that are names between quotation marks only (“六保”, “赛马”), folded."""

    @staticmethod
    @lru_cache(maxsize=8)
    def load(place_code: str | None = None) -> Lexicon:
        """The packaged names, with the towns of ``place_code`` (of its whole prefecture or province if it is one).

        Cached per place. ``place_code`` may have 2 to 9 digits; what is unknown is treated like ``None``.
        """
        if place_code is not None:
            place_code = six(place_code[:6])
        terms, common = _terms()
        divisions = Divisions.load()
        found: dict[str, list[tuple[Entry, Form]]] = {}
        marked: set[str] = set()
        bare: set[str] = set()

        def add(key: str, entry: Entry, form: Form) -> None:
            if not _PLAIN.fullmatch(key):
                key = fold(key)
            if len(key) >= 2:
                found.setdefault(key, []).append((entry, form))

        for entry in terms:
            for key in (entry.name, *entry.aliases):
                (marked if key.startswith("“") and key.endswith("”") else bare).add(fold(key))
            add(entry.name, entry, "name")
            for alias in entry.aliases:
                add(alias, entry, "alias")
        towns = divisions.towns(place_code) if place_code and place_code[:2] != "00" else ()
        for entry in (*divisions.entries, *towns):
            add(entry.name, entry, "official")
            for alias in entry.aliases:
                add(alias, entry, "short")
        automaton = ahocorasick.Automaton()
        for key, values in found.items():
            automaton.add_word(key, (len(key), tuple(values)))
        automaton.make_automaton()
        return Lexicon(place_code, automaton, common, frozenset(key for key in marked - bare if len(key) <= 4))

    def matches(self, text: str) -> list[Match]:
        """Every listed name in ``text``, the longest where several overlap, from left to right; they do not overlap."""
        folded, offsets = _folded(text)
        spans: list[tuple[int, int, tuple[tuple[Entry, Form], ...]]] = []
        values: tuple[int, tuple[tuple[Entry, Form], ...]]
        for last, values in self.automaton.iter(folded):
            spans.append((last + 1 - values[0], last + 1, values[1]))
        spans.sort(key=lambda span: (span[0], -span[1]))
        taken: list[Match] = []
        edge = 0
        waiting: list[tuple[int, int, int]] = []  # places without evidence of their own: (index in taken, start, end)
        for start, end, candidates in spans:
            if start < edge:
                continue
            outer = _unfold(text, offsets, start, end)
            if outer is None:
                continue
            match = self._choose(folded, start, end, outer, candidates)
            if match is None:
                continue
            taken.append(match)
            edge = end
            if match.weak and match.cls == "Place":
                waiting.append((len(taken) - 1, start, end))
        return self._listed(text, taken, waiting) + self._abbreviations(text, taken)

    def _choose(
        self, text: str, start: int, end: int, outer: tuple[int, int], candidates: tuple[tuple[Entry, Form], ...]
    ) -> Match | None:
        """The entry that ``text[start:end]`` means; ``None`` where it is no name here."""
        for entry, form in candidates:
            if form in ("name", "alias"):
                if entry.cls == "Place" and _JOINED_AFTER.match(text, end):
                    return None
                weak = entry.weak or text[start:end] in entry.weak_aliases
                if text[start:end] in self.quoted and outer[1] - outer[0] == end - start:
                    weak = True
                return Match(*outer, entry.kind, entry, form, weak)
        official = [entry for entry, form in candidates if form == "official"]
        if official:
            kind, entry = self._nearest(text, start, official)
            return Match(*outer, kind, entry, "official", self._plain(text, start, end, entry))
        entry = self._nearest(text, start, [entry for entry, _ in candidates])[1]
        if _JOINED_AFTER.match(text, end) or text[end : end + 1] in tuple(_WORD_AFTER.get(text[start:end], "")):
            return None
        weak = self._doubtful(text[start:end], entry, text, start, end)
        return Match(*outer, entry.kind, entry, "short", weak)

    def _nearest(self, text: str, start: int, entries: list[Entry]) -> tuple[str, Entry]:
        """Of several places of one name, the one whose parent stands before it, else the one nearest to the plan."""
        if len(entries) == 1:
            return entries[0].kind, entries[0]
        order = {"province": 0, "city": 1, "county": 2, "town": 3}
        before = text[max(0, start - 8) : start]

        def rank(entry: Entry) -> tuple[int, int, int, str]:
            named = any(
                before.endswith((parent.name, *parent.aliases)) for parent in Divisions.load().parents(entry.code or "")
            )
            near = shared(entry.code or "", self.place_code) if self.place_code else 0
            return (-int(named), -near, order[entry.kind], entry.code or "")

        ranked = sorted(entries, key=rank)
        best, second = rank(ranked[0]), rank(ranked[1])
        if best[:3] == second[:3]:  # nothing tells them apart: the name is sure, the code is not
            first = ranked[0]
            return first.kind, Entry(first.name, "Place", first.kind, None, first.aliases)
        return ranked[0].kind, ranked[0]

    def _plain(self, text: str, start: int, end: int, entry: Entry) -> bool:
        """Whether an official name may be plain words (城区, 矿区, 示范县): short, and not of the plan's own area."""
        if end - start > 2 and entry.name not in _PLAIN_NAMES:
            return False
        if self.place_code and shared(entry.code or "", self.place_code) >= 4 and entry.name not in _PLAIN_NAMES:
            return False
        before = text[max(0, start - 8) : start]
        return not any(before.endswith((p.name, *p.aliases)) for p in Divisions.load().parents(entry.code or ""))

    def _doubtful(self, name: str, entry: Entry, text: str, start: int, end: int) -> bool:
        """Whether a short name may be another word (or another place)."""
        if entry.kind == "province" or (entry.code is not None and entry.code == self.place_code):
            return False
        if _RANK_AFTER.match(text, end):
            return False
        parents = Divisions.load().parents(entry.code or "")
        before = text[max(0, start - 8) : start]
        if entry.kind != "town" and any(before.endswith((parent.name, *parent.aliases)) for parent in parents):
            return False
        if entry.kind == "city":
            return name in self.common
        near = shared(entry.code or "", self.place_code) if self.place_code else 0
        if entry.kind == "county":
            return name in self.common or near < 4
        return name in self.common or near < 6

    def _listed(self, text: str, taken: list[Match], waiting: list[tuple[int, int, int]]) -> list[Match]:
        """``taken`` with the doubtful places settled that stand in a list with sure ones (杭州、朝阳等地)."""
        if not waiting:
            return taken
        result = list(taken)
        for index, _, _ in waiting:
            match = result[index]
            neighbours = (result[i] for i in (index - 1, index + 1) if 0 <= i < len(result))
            if any(_in_list(text, match, other) and _near(text, match, other) for other in neighbours):
                result[index] = Match(match.start, match.end, match.kind, match.entry, match.form, False)
        return result

    @staticmethod
    def _abbreviations(text: str, taken: list[Match]) -> list[Match]:
        """Lists of one-character provinces (赣、湘、皖)."""
        found = []
        by_code = Divisions.load().by_code
        for run in _ABBREVIATION_LIST.finditer(text):
            if any(m.start < run.end() and run.start() < m.end for m in taken):
                continue
            if run.end() < len(text) and text[run.end()] not in "等三四五两的，,。；;、）)省":
                continue
            for at in range(run.start(), run.end(), 2):
                entry = by_code[six(ABBREVIATIONS[text[at]])]
                found.append(Match(at, at + 1, entry.kind, entry, "short"))
        return found

    def tags(self, text: str) -> list[str]:
        """One feature a character: ``O``, or ``B-kind``/``I-kind`` (``b-``/``i-`` where the match is weak)."""
        result = ["O"] * len(text)
        for match in self.matches(text):
            begin, inside = ("b-", "i-") if match.weak else ("B-", "I-")
            result[match.start] = begin + match.kind
            for i in range(match.start + 1, match.end):
                result[i] = inside + match.kind
        return result


def _in_list(text: str, match: Match, other: Match) -> bool:
    """Whether two places stand side by side in a list, the other one sure."""
    if other.cls != "Place" or other.weak:
        return False
    left, right = sorted((match, other), key=lambda m: m.start)
    return text[left.end : right.start] in ("、", "和", "与", "-", "－", "—", "及", "至", "到", "，", ",")


def _near(text: str, match: Match, other: Match) -> bool:
    """Whether a place of the doubtful name lies in the province of the sure one: 沈阳、朝阳, not 平原、房山."""
    province = (other.entry.code or "")[:2]
    if match.kind == "town":
        return bool(province) and (match.entry.code or "").startswith(province)
    names = Divisions.load().by_name.get(text[match.start : match.end], ())
    return bool(province) and any((entry.code or "").startswith(province) for entry in names)


def _folded(text: str) -> tuple[str, list[int] | None]:
    """``text`` as names are compared, and the offset in ``text`` of each of its characters (``None``: the same)."""
    same = text.translate(FOLD)
    if not DROPPED.search(same):
        return same, None
    offsets = [i for i, c in enumerate(same) if not DROPPED.match(c)]
    return "".join([same[i] for i in offsets]), offsets


def _unfold(text: str, offsets: list[int] | None, start: int, end: int) -> tuple[int, int] | None:
    """Offsets in ``text`` of a folded span, its own quotation marks included; ``None`` if one mark stays single."""
    if offsets is None:
        return start, end
    left, right = offsets[start], offsets[end - 1] + 1
    inside = text[left:right]
    if "。" in inside or "；" in inside:
        return None
    opened = sum(c in _OPENING for c in inside) - sum(c in _CLOSING for c in inside)
    straight = inside.count('"') % 2
    before, after = text[left - 1 : left], text[right : right + 1]
    if opened == 0 and not straight:
        if before in ("“", "『", "「") and after in ("”", "』", "」"):
            return left - 1, right + 1
        return left, right
    first = next(c for c in inside if c in _OPENING or c in _CLOSING or c == '"')
    if straight:
        opened = -1 if before and before in _OPENING + '"' else 1
    elif first in _CLOSING and opened >= 0:
        return None
    if opened < 0:  # closes more than it opens: the opening mark must stand right before
        return (left - 1, right) if opened == -1 and before and before in _OPENING + '"' else None
    return (left, right + 1) if opened == 1 and after and after in _CLOSING + '"' else None


def by_class(matches: Iterable[Match], *classes: ThingClass) -> list[Match]:
    """The matches of the given classes, weak ones left out."""
    return [match for match in matches if match.cls in classes and not match.weak]
