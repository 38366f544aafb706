"""All names of a graph, and which things a name in a question may mean.

A name is looked for by its exact form, as an alias, as a part of a longer name, as an abbreviation that keeps the
order of the characters, by edit distance, and by its pinyin; every candidate says how it was found and how good the
match is (0 to 1), so that a doubtful one is never taken in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from ontology.terms import GH
from queries.names.forms import is_latin, pinyin, respelt, simplified, squash
from queries.stores import Iri, Store, Value

How = Literal["exact", "alias", "part", "whole", "abbreviation", "spelling", "pinyin"]
CLASSES = ("Goal", "Task", "Platform", "Project", "Program", "Strategy", "Indicator", "Industry", "Organization",
           "Place", "Target")
_RANK = {name: rank for rank, name in enumerate(CLASSES)}


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its names."""

    iri: Iri
    cls: str
    """Local name of its class: ``Goal``."""
    label: str
    """Its name; of a quantified target its subject."""
    aliases: tuple[str, ...] = ()
    mentions: int = 0
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may mean."""

    thing: Named
    form: str
    """The thing's form that matched."""
    how: How
    score: float


class NameIndex:
    """The names of all things of a graph.

    :param things: whoever is named.
    """

    def __init__(self, things: Collection[Named]) -> None:
        self.things = tuple(things)
        self._by_form: dict[str, list[tuple[Named, str, How]]] = defaultdict(list)
        for thing in self.things:
            self._by_form[squash(thing.label)].append((thing, thing.label, "exact"))
            for alias in thing.aliases:
                if squash(alias) != squash(thing.label):
                    self._by_form[squash(alias)].append((thing, alias, "alias"))
        self._by_form.pop("", None)
        self._by_iri = {thing.iri: thing for thing in self.things}

    @classmethod
    def of(cls, store: Store) -> NameIndex:
        """Read the names out of *store*."""
        aliases: dict[Iri, list[str]] = defaultdict(list)
        for row in store.select("SELECT ?thing ?form WHERE { ?thing skos:altLabel ?form }"):
            if isinstance(row["thing"], Iri) and isinstance(row["form"], Value):
                aliases[row["thing"]].append(row["form"].text)
        headline = {row["thing"] for row in store.select("SELECT ?thing WHERE { ?thing gh:headline true }")}
        things: dict[Iri, Named] = {}
        for row in store.select("SELECT ?thing ?class ?label ?mentions WHERE { ?thing gh:mentionCount ?mentions ; "
                                "a ?class ; skos:prefLabel ?label . FILTER(LANG(?label) = 'zh') }"):
            iri, kind, label, mentions = row["thing"], row["class"], row["label"], row["mentions"]
            if not (isinstance(iri, Iri) and isinstance(kind, Iri) and isinstance(label, Value)):
                continue
            name = kind.value.removeprefix(GH)
            count = mentions.python()
            if name in _RANK and iri not in things:
                things[iri] = Named(iri, name, label.text, tuple(sorted(aliases[iri])),
                                    count if isinstance(count, int) else 0, iri in headline)
        for row in store.select("SELECT ?thing ?subject WHERE { ?thing a gh:Target ; gh:subjectLabel ?subject }"):
            iri, subject = row["thing"], row["subject"]
            if isinstance(iri, Iri) and isinstance(subject, Value):
                things[iri] = Named(iri, "Target", subject.text)
        return cls(sorted(things.values(), key=lambda t: t.iri))

    def get(self, iri: Iri) -> Named | None:
        """The thing with that IRI, if it is named here."""
        return self._by_iri.get(iri)

    def forms(self) -> Collection[str]:
        """All squashed forms."""
        return self._by_form.keys()

    def exact(self, name: str, classes: Collection[str] = ()) -> tuple[Candidate, ...]:
        """The things with exactly this name or alias, punctuation aside."""
        found = self._by_form.get(squash(name), ())
        return _ranked(Candidate(thing, form, how, 1.0 if how == "exact" else 0.97)
                       for thing, form, how in found if not classes or thing.cls in classes)

    def look_up(self, name: str, classes: Collection[str] = (), *, limit: int = 8) -> tuple[Candidate, ...]:
        """The things that *name* may mean, best first: the exact ones if there are any, else all that come near.

        :param classes: only things of these classes; all when empty.
        """
        if exact := self.exact(name, classes):
            return exact[:limit]
        wanted = respelt(squash(simplified(name)))
        if wanted != squash(name) and (exact := self.exact(wanted, classes)):
            return exact[:limit]
        if not wanted:
            return ()
        best: dict[Iri, Candidate] = {}
        for form, entries in self._by_form.items():
            match = _compare(wanted, form)
            if match is None:
                continue
            how, score = match
            for thing, shown, _ in entries:
                if classes and thing.cls not in classes:
                    continue
                if thing.iri not in best or best[thing.iri].score < score:
                    best[thing.iri] = Candidate(thing, shown, how, score)
        if not best or max(c.score for c in best.values()) < 0.8:
            for candidate in self._misspelt(wanted, classes):
                if candidate.thing.iri not in best or best[candidate.thing.iri].score < candidate.score:
                    best[candidate.thing.iri] = candidate
        return _ranked(best.values())[:limit]

    def _misspelt(self, wanted: str, classes: Collection[str]) -> list[Candidate]:
        forms = [form for form, entries in self._by_form.items()
                 if not classes or any(thing.cls in classes for thing, _, _ in entries)]
        found = process.extract(wanted, forms, scorer=fuzz.ratio, limit=6, score_cutoff=60.0)
        return [Candidate(thing, shown, "spelling", round(similarity / 100 * 0.9, 3))
                for form, similarity, _ in found for thing, shown, _ in self._by_form[form]
                if not classes or thing.cls in classes]


def _compare(wanted: str, form: str) -> tuple[How, float] | None:
    """How a form comes near to a name, if it does (edit distance aside)."""
    if is_latin(wanted) and not is_latin(form):
        if len(wanted) < 2:
            return None
        spelt, initials = pinyin(form)
        if wanted == spelt:
            return "pinyin", 0.95
        if wanted == initials and len(wanted) >= 3:
            return "pinyin", 0.8
        if len(wanted) >= 5 and wanted in spelt:
            return "pinyin", 0.7 + 0.2 * len(wanted) / len(spelt)
        if len(wanted) >= 6 and abs(len(wanted) - len(spelt)) <= 2 and fuzz.ratio(wanted, spelt) >= 85:
            return "pinyin", 0.75
        return None
    if len(wanted) < 2:
        return None
    if wanted in form:
        return "part", round(0.72 + 0.25 * len(wanted) / len(form), 3)
    if len(form) >= 2 and form in wanted:
        return "whole", round(0.5 + 0.4 * len(form) / len(wanted), 3)
    if len(wanted) >= 3 and len(wanted) < len(form) and wanted[0] == form[0] and _in_order(wanted, form):
        return "abbreviation", round(0.6 + 0.25 * len(wanted) / len(form), 3)
    return None


def _in_order(short: str, long: str) -> bool:
    """Whether all characters of *short* occur in *long* in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _ranked(candidates: Collection[Candidate] | object) -> tuple[Candidate, ...]:
    """Best first; among equals headline goals, then by class, then the ones that the text names most."""
    assert not isinstance(candidates, Candidate)
    return tuple(sorted(candidates, key=lambda c: (  # type: ignore[call-overload]
        -c.score, not c.thing.headline, _RANK[c.thing.cls], -c.thing.mentions, len(c.thing.label), c.thing.iri)))
