"""All names of a graph, and which things a name in a question may mean.

A name is looked for by its exact form, as an alias, by the words that readers have for it, as a part of a longer name,
as an abbreviation that keeps the order of the characters, by edit distance, by its pinyin, and by its sound (a typed
homophone); every candidate says how it was found and how good the match is (0 to 1), so that a doubtful one is never
taken in silence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ontology.terms import GH
from queries.names.compare import How, Spelling, another, compare
from queries.names.forms import CJK, pinyin, simplified, squash
from queries.names.synonyms import variants
from queries.stores import Iri, Store, Value

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
    :param spellings: gives the pinyin of all squashed forms that is kept with a dataset; asked when first needed. What
        it does not have is worked out.
    """

    def __init__(self, things: Collection[Named], spellings: Callable[[], Mapping[str, Spelling]] = dict) -> None:
        self.things = tuple(things)
        self._by_form: dict[str, list[tuple[Named, str, How]]] = defaultdict(list)
        for thing in self.things:
            self._by_form[squash(thing.label)].append((thing, thing.label, "exact"))
            for alias in thing.aliases:
                if squash(alias) != squash(thing.label):
                    self._by_form[squash(alias)].append((thing, alias, "alias"))
        self._by_form.pop("", None)
        self._by_iri = {thing.iri: thing for thing in self.things}
        # For each character the forms that have it, and those that begin with it: only they can come near a name.
        self._having: dict[str, list[str]] = defaultdict(list)
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for form in self._by_form:
            self._beginning[form[0]].append(form)
            for character in dict.fromkeys(form):
                self._having[character].append(form)
        self._kept_spellings = spellings
        self._spellings: dict[str, Spelling] | None = None

    @classmethod
    def of(cls, store: Store, spellings: Callable[[], Mapping[str, Spelling]] = dict) -> NameIndex:
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
        return cls(sorted(things.values(), key=lambda t: t.iri), spellings)

    def get(self, iri: Iri) -> Named | None:
        """The thing with that IRI, if it is named here."""
        return self._by_iri.get(iri)

    def forms(self) -> Collection[str]:
        """All squashed forms."""
        return self._by_form.keys()

    def spelling(self, form: str) -> Spelling:
        """The pinyin of a squashed form and its initials."""
        if self._spellings is None:
            self._spellings = dict(self._kept_spellings())
        if form not in self._spellings:
            self._spellings[form] = pinyin(form)
        return self._spellings[form]

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
        wanted = squash(simplified(name))
        if not wanted:
            return ()
        if wanted != squash(name) and (exact := self.exact(wanted, classes)):
            return exact[:limit]
        others = variants(wanted)
        synonyms = [Candidate(c.thing, c.form, "synonym", 0.93) for other in others for c in self.exact(other, classes)]
        if synonyms:
            return _best(synonyms)[:limit]
        found = self._near(wanted, classes)
        for other in others:
            found.extend(Candidate(c.thing, c.form, "synonym", round(c.score - 0.03, 3))
                         for c in self._near(other, classes) if c.how == "part")
        if max((c.score for c in found), default=0.0) < 0.8:
            found.extend(self._alike(wanted, classes))
        return _best(found)[:limit]

    def containing(self, name: str) -> tuple[Candidate, ...]:
        """The things one of whose names has *name* in it, the one that the text names most first."""
        wanted = squash(name)
        found = [Candidate(thing, shown, "part", 0.8) for form, entries in self._by_form.items() if wanted in form
                 for thing, shown, _ in entries]
        return tuple(sorted(_best(found), key=lambda c: (-c.thing.mentions, len(c.thing.label), c.thing.iri)))

    def _near(self, wanted: str, classes: Collection[str]) -> list[Candidate]:
        found: list[Candidate] = []
        if re.search(r"[a-z]{2}", wanted):
            forms: Iterable[str] = self._by_form  # pinyin may stand for any of them
        else:
            forms = dict.fromkeys(self._having.get(wanted[0], []))
            forms.update((form, None) for character in dict.fromkeys(wanted) for form in self._beginning.get(
                character, ()) if form in wanted)
        for form in forms:
            match = compare(wanted, form, self.spelling)
            if match is not None:
                found.extend(Candidate(thing, shown, *match) for thing, shown, _ in self._by_form[form]
                             if not classes or thing.cls in classes)
        return found

    def _alike(self, wanted: str, classes: Collection[str]) -> list[Candidate]:
        """The things whose name is written or sounds much like *wanted*."""
        forms = list(self._by_form)
        if classes:
            forms = [form for form, entries in self._by_form.items()
                     if any(thing.cls in classes for thing, _, _ in entries)]
        close = {form: ("spelling", round(similarity / 100 * 0.9, 3)) for form, similarity, _ in process.extract(
            wanted, forms, scorer=fuzz.ratio, limit=8, score_cutoff=60.0) if not another(wanted, form)}
        if len(wanted) >= 3 and CJK.search(wanted) and any(len(form) == len(wanted) for form in close):
            # A slip of the input method puts characters of the same sound.
            sound = pinyin(wanted)[0]
            close |= {form: ("pinyin", 0.92) for form in close
                      if len(form) == len(wanted) and self.spelling(form)[0] == sound}
        return [Candidate(thing, shown, "pinyin" if how == "pinyin" else "spelling", score)
                for form, (how, score) in close.items() for thing, shown, _ in self._by_form[form]
                if not classes or thing.cls in classes]


def _best(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Each thing once, by its best match, ranked."""
    best: dict[Iri, Candidate] = {}
    for candidate in candidates:
        known = best.get(candidate.thing.iri)
        if known is None or known.score < candidate.score:
            best[candidate.thing.iri] = candidate
    return _ranked(best.values())


def _ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Best first; among equals headline goals, then by class, then the ones that the text names most."""
    return tuple(sorted(candidates, key=lambda c: (
        -c.score, not c.thing.headline, _RANK[c.thing.cls], -c.thing.mentions, len(c.thing.label), c.thing.iri)))
