"""What general knowledge says of a name: which listed thing it means, and so which code or shared name it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph_build.mentions.lexicon import Divisions, Entry, Lexicon, fold
from graph_build.model import PlanMetadata, ThingClass
from graph_build.resolution.names import PlaceForms, normal, place_forms


@dataclass(frozen=True)
class Known:
    """The gazetteers as seen from one plan."""

    metadata: PlanMetadata

    @cached_property
    def place(self) -> Entry | None:
        """The plan's own area among the administrative divisions."""
        divisions = Divisions.load()
        if self.metadata.place_code:
            return divisions.by_code.get(self.metadata.place_code.ljust(6, "0"))
        return divisions.find(self.metadata.place) if self.metadata.place else None

    @cached_property
    def code(self) -> str | None:
        """Code of the plan's own area, six digits."""
        return self.place.code if self.place else None

    @cached_property
    def forms(self) -> PlaceForms:
        """How the plan calls its own area and those above it."""
        parents = Divisions.load().parents(self.code) if self.code else ()
        return place_forms(self.metadata.place, tuple(p.name for p in parents))

    @cached_property
    def _towns(self) -> Mapping[str, Entry]:
        """Towns and streets of the plan's own area, by full and short name."""
        out: dict[str, Entry] = {}
        for town in Divisions.load().towns(self.code) if self.code and self.code != "000000" else ():
            for name in (town.name, *town.aliases):
                out.setdefault(name, town)
        return out

    def entry(self, label: str, cls: ThingClass) -> Entry | None:
        """The one listed thing of class ``cls`` that is called ``label``; ``None`` where none or several are.

        A place's name that several divisions bear means the nearest one to the plan's own area, if one is nearest.
        """
        if cls == "Place" and label in self.forms.deictic:
            return self.place
        # The lexicon without a place: it is the one that the mentions were found with, so it is there already.
        found = Lexicon.load().automaton.get(fold(label), None)
        candidates = [(entry, form) for entry, form in found[1] if entry.cls == cls] if found is not None else []
        if cls != "Place":
            same = [entry for entry, _ in candidates if _alike(label, entry.name)]
            return same[0] if len({entry.name for entry in same}) == 1 else None
        if label in self._towns:
            candidates.append((self._towns[label], "official" if label == self._towns[label].name else "short"))
        official = [entry for entry, form in candidates if form != "short"] or [
            entry for entry, _ in candidates if self._plain(entry)
        ]
        return self._nearest(official)

    def _plain(self, entry: Entry) -> bool:
        """Whether a place may go by its bare name: a city anywhere, a county or town of the own province only.

        吉利 is a company, far from 吉利区 in another province.
        """
        return entry.kind in ("province", "city") or not self.code or (entry.code or "")[:2] == self.code[:2]

    def _nearest(self, places: list[Entry]) -> Entry | None:
        def distance(entry: Entry) -> tuple[int, int]:
            code, own = entry.code or "", self.code or ""
            shared = next((n for n in (6, 4, 2) if own and code[:n] == own[:n]), 0)
            return -shared, ("province", "city", "county", "town").index(entry.kind) if code else 0

        ranked = sorted(places, key=distance)
        if not ranked or (len(ranked) > 1 and distance(ranked[0]) == distance(ranked[1])):
            return None
        return ranked[0]


def _alike(label: str, name: str) -> bool:
    """Whether one is the other shortened: 长三角 and 长江三角洲 are.

    “藏粮于地” and 国家粮食安全战略 are two names of much the same thing and stay two, as the text has them.
    """
    short, long = sorted((normal(label), normal(name)), key=len)
    return set(short) <= set(long)


def shared_key(entry: Entry | None) -> bool:
    """Whether a listed thing keeps one IRI across plans: a place with a code, a listed strategy."""
    return entry is not None and (
        (entry.cls == "Place" and entry.code is not None) or entry.cls == "Strategy"
    )
