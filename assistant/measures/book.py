"""Asking the measures of the catalogue: found, compared, worked out, and looked at by their dates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.catalogue.documents import Documents
from assistant.catalogue.measures import Measures
from assistant.domain import Access, Citation
from assistant.errors import MeasureCallError
from assistant.language.places import country_of, is_jurisdiction, places_in
from assistant.measure import FiledMeasure, Instrument
from assistant.measures.agreeing import Agreed, agreed
from assistant.measures.citing import Sources
from assistant.measures.comparing import BARRIERS, INCENTIVES, Comparison, compare, contradictions
from assistant.measures.cumulating import Total, total
from assistant.measures.deadlines import Deadline, DocumentDeadline, Window, deadlines, document_deadlines
from assistant.measures.estimates import Estimate, Given, Verdict
from assistant.measures.estimating import estimate
from assistant.measures.matching import Matcher, name_of_programme, text_of
from assistant.measures.narrowing import narrowed
from assistant.measures.selecting import Wanted, codes_for, select
from assistant.measures.traits import years_of
from assistant.measures.validity import Status, status_of

MOST_PLACES = 12
MOST_ESTIMATES = 12
NEAR = 0.85
"""Share of the best score from which a measure may be meant as well."""
MOST_DOCUMENTS = 6
"""Documents that are read to see which of their measures is meant."""
SAME = 8
"""Measures that are looked at for each one that is compared: some say the same."""
SETTLED = frozenset({Verdict.COMPUTED, Verdict.BELOW_MINIMUM, Verdict.ABOVE_MAXIMUM})


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with its sources."""

    comparison: Comparison
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """Estimates, one for each measure that may be meant; they are alternatives and never summed."""

    estimates: tuple[Estimate, ...]
    also: tuple[tuple[FiledMeasure, ...], ...]
    """For each estimate the measures of other documents that say the same."""
    disagreeing: tuple[tuple[FiledMeasure, FiledMeasure], ...]
    total: Total | None
    """Of all, where they were asked for together and their document says that they add up."""
    citations: tuple[Citation, ...]


class MeasureBook:
    """Reads measures for callers; with a crossing in the matcher, words are found in either language."""

    def __init__(self, measures: Measures, documents: Documents, matcher: Matcher) -> None:
        self._measures = measures
        self._documents = documents
        self.matcher = matcher

    def find(
        self,
        wanted: Wanted,
        *,
        access: Access,
        document_ids: Collection[str] = (),
        limit: int | None = None,
        known: Sequence[str] | None = None,
    ) -> list[FiledMeasure]:
        """The measures that pass, in the order of the documents; with words, best first.

        ``known`` are the places that there are measures for, when the caller has asked for them already.
        """
        codes: tuple[str, ...] = ()
        if wanted.jurisdictions:
            known = self._measures.jurisdictions(access=access) if known is None else known
            codes = codes_for(checked_places(wanted.jurisdictions), known)
            if not codes:
                return []
        found = self._measures.find(
            access=access, jurisdictions=codes, instruments=wanted.instruments, document_ids=document_ids
        )
        return select(found, wanted, self.matcher)[:limit]

    def count(self, places: Sequence[str], *, access: Access) -> int:
        """About how many measures there are of exactly these places: corrections of places are left aside."""
        return self._measures.count(places, access=access)

    def get(self, measure_id: str, *, access: Access) -> FiledMeasure:
        """One measure.

        Raises:
            UnknownMeasure: no such measure for this caller.
        """
        return self._measures.get(measure_id, access=access)

    def sources(self, *, access: Access) -> Sources:
        """What citations are collected in."""
        return Sources(self._documents, access=access)

    def compare(self, places: Sequence[str], wanted: Wanted, *, access: Access, on: date, most: int = 6) -> Compared:
        """Measures of some places side by side, incentives unless other instruments are wanted.

        Raises:
            MeasureCallError: fewer than two places, too many, or a code that is none.
        """
        codes = checked_places(places)
        if len(codes) < 2:
            raise MeasureCallError(
                en="A comparison needs two places or more. Name them, such as HU and MA.",
                zh="比较至少需要两个地方，请写出来，例如 HU 和 MA。",
            )
        if len(codes) > MOST_PLACES:
            raise MeasureCallError(
                en=f"At most {MOST_PLACES} places fit side by side.", zh=f"最多并排比较 {MOST_PLACES} 个地方。"
            )
        sources = self.sources(access=access)
        known = [code for code in self._measures.jurisdictions(access=access) if code != "EU" or "EU" in codes]
        all_of_them = self.find(
            replace(
                wanted, jurisdictions=codes, instruments=wanted.instruments or tuple(INCENTIVES), text="", applies_to=""
            ),
            access=access,
            known=known,
        )
        # How rare a word is shows among the measures of all places, not among the few of one.
        worded = bool(wanted.text.strip() or wanted.applies_to.strip())
        meant = select(all_of_them, wanted, self.matcher) if worded else []
        by_place: dict[str, list[FiledMeasure]] = {}
        unnamed = []
        for code in codes:
            found = _of_place(code, meant, known)
            if not found and (own := _of_place(code, all_of_them, known)):
                found = sorted(own, key=lambda filed: (status_of(filed, on=on) is Status.LAPSED, -figures_in(filed)))
                unnamed += [code] if worded else []
            by_place[code] = [each.filed for each in agreed(found[: most * SAME])]
        return Compared(compare(by_place, sources, on=on, most=most, unnamed=unnamed), sources.citations)

    def estimate(
        self,
        given: Given,
        *,
        access: Access,
        places: Sequence[str] = (),
        programme: str = "",
        words: str = "",
        measure_id: str | None = None,
        document_ids: Collection[str] = (),
        together: bool = False,
    ) -> Worked:
        """What the measures that are meant come to, one by one.

        Args:
            programme: words of the programme's name.
            words: what tells its lines apart, such as a company's size or a region.
            together: whether to add them up, where their document says that they cumulate.

        Raises:
            MeasureCallError: nothing of the kind is known.
            UnknownMeasure: no measure has the id.
        """
        if measure_id is not None:
            chosen = [self.get(measure_id, access=access)]
        else:
            chosen = self.meant(
                given, access=access, places=places, programme=programme, words=words, document_ids=document_ids
            )
        return self.work_out(agreed(chosen), given, access=access, together=together)

    def meant(
        self,
        given: Given,
        *,
        access: Access,
        places: Sequence[str],
        programme: str,
        words: str,
        document_ids: Collection[str] = (),
    ) -> list[FiledMeasure]:
        """The measures that places, programme and words mean, those nearest to the words alone when they tell."""
        wanted = Wanted(tuple(places), tuple(instruments_for(given)))
        found = self.find(wanted, access=access, document_ids=document_ids)
        if places:
            nearest = [one for one in found if country_of(one.measure.jurisdiction) != "EU" or "EU" in places]
            found = nearest or found
        if programme.strip():
            named = self.matcher.holding(programme, found, name_of_programme)
            if not named:
                raise unknown_programme(programme, found)
            found = named
        if not found:
            raise nothing_known(places)
        kept = self.nearest(words, found, access=access, on=given.on)
        if programme.strip() or years_of(words):
            return kept
        return [filed for filed in kept if status_of(filed, on=given.on) is not Status.LAPSED] or kept

    def nearest(self, words: str, found: Sequence[FiledMeasure], *, access: Access, on: date) -> list[FiledMeasure]:
        """The measures that some words mean: all that they do not rule out, or those that say most of what tells them apart."""
        found = self._of_few_documents(words, found)
        sources = self.sources(access=access)
        lines = {filed.measure.id: sources.line_of(filed) for filed in found}
        kept = narrowed(found, words, lambda filed: lines[filed.measure.id], on=on)
        if not words.strip():
            return kept
        ranked = self.matcher.told_apart(self.matcher.terms(words), kept, lambda filed: lines[filed.measure.id])
        best = ranked[0][0] if ranked else 0.0
        return [filed for score, filed in ranked if score >= best * NEAR] if best else kept

    def _of_few_documents(self, words: str, found: Sequence[FiledMeasure]) -> Sequence[FiledMeasure]:
        """The measures of as many documents as can be read in a moment: those that say most of the words, or state most."""
        if len({filed.measure.document_id for filed in found}) <= MOST_DOCUMENTS:
            return found
        told = self.matcher.told_apart(self.matcher.terms(words), found, text_of)
        ranked = sorted(told, key=lambda each: (-each[0], -figures_in(each[1])))
        kept = list(dict.fromkeys(filed.measure.document_id for _, filed in ranked))[:MOST_DOCUMENTS]
        return [filed for filed in found if filed.measure.document_id in kept]

    def work_out(self, chosen: Sequence[Agreed], given: Given, *, access: Access, together: bool = False) -> Worked:
        """The estimates of some measures, those that come to something first."""
        sources = self.sources(access=access)
        worked = [(estimate(each.filed, given, sources), each) for each in chosen]
        settled = [pair for pair in worked if pair[0].verdict in SETTLED] or worked
        kept = settled[:MOST_ESTIMATES]
        whole = total([found for found, _ in kept], given.investment, sources) if together else None
        return Worked(
            tuple(found for found, _ in kept),
            tuple(each.also for _, each in kept),
            tuple(contradictions([each.filed for _, each in kept], on=given.on)),
            whole,
            sources.citations,
        )

    def deadlines(self, wanted: Wanted, within: Window, *, access: Access) -> list[Deadline]:
        """What starts or ends within some days."""
        return deadlines(self.find(wanted, access=access), within)

    def expiring(self, within: Window, *, access: Access, lapsed: bool = False) -> list[DocumentDeadline]:
        """The documents whose validity ends within some days; with ``lapsed`` also those that ended before."""
        found = ((one.id, one.version, one.metadata) for one in self._documents.summaries(access=access) if one.served)
        return document_deadlines(found, Window(date.min, within.last) if lapsed else within)


def _of_place(code: str, found: Sequence[FiledMeasure], known: Sequence[str]) -> list[FiledMeasure]:
    """A place's own measures, those of its regions and of its country; not the Union's, which all members share."""
    places = [place for place in codes_for((code,), known) if code == "EU" or place != "EU"]
    return [filed for filed in found if filed.measure.jurisdiction in places]


def checked_places(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes of places in capitals, each once.

    Raises:
        MeasureCallError: one is no code.
    """
    found = tuple(dict.fromkeys(code.strip().upper() for code in codes))
    for code in found:
        if not is_jurisdiction(code):
            raise MeasureCallError(
                en=f"{code!r} is no place. Use an ISO 3166 code such as HU or ES-CT, or EU.",
                zh=f"“{code}”不是地区代码，请用 ISO 3166 代码，例如 HU、ES-CT，或 EU。",
            )
    return found


def figures_in(filed: FiledMeasure) -> int:
    """How many figures a measure states."""
    measure = filed.measure
    named = (measure.rate, measure.amount, measure.cap, measure.floor, measure.minimum_investment)
    return sum(value is not None for value in named)


def named_places(names: Sequence[str]) -> tuple[str, ...]:
    """Codes of places that a user names: by code, or by name in either language.

    Raises:
        MeasureCallError: no place is named so.
    """
    codes: list[str] = []
    for name in names:
        code = name.strip().upper()
        if is_jurisdiction(code):
            codes.append(code)
        else:
            found = places_in(name)
            codes.extend(found or checked_places([name]))
    return tuple(dict.fromkeys(codes))


def unknown_programme(programme: str, known: Sequence[FiledMeasure]) -> MeasureCallError:
    """The error for a programme that no document names, with some that are."""
    names = list(dict.fromkeys(filed.measure.programme for filed in known))[:5]
    near = "; ".join(names)
    return MeasureCallError(
        en=f"No document names a programme like {programme!r}." + (f" Known here: {near}." if near else ""),
        zh=f"文件中没有名为“{programme}”的项目。" + (f"已知的有：{near}。" if near else ""),
    )


def nothing_known(places: Sequence[str]) -> MeasureCallError:
    """The error for places without measures of the kind."""
    said = ", ".join(places)
    return MeasureCallError(
        en=f"The documents hold no measure of this kind{f' for {said}' if said else ''}.",
        zh=f"文件中没有{f'关于 {said} 的' if said else ''}此类措施。",
    )


def instruments_for(given: Given) -> list[Instrument]:
    """The sorts of measures that can be worked out from what is given."""
    kinds: set[Instrument] = set()
    if given.investment is not None:
        # A share that a law asks for is none of the investment.
        kinds |= INCENTIVES | {Instrument.THRESHOLD}
    if given.counts:
        kinds |= INCENTIVES | {Instrument.OBLIGATION, Instrument.THRESHOLD, Instrument.QUOTA}
    if given.customs_value is not None or any(count.unit == "vehicle" for count in given.counts):
        kinds |= BARRIERS | {Instrument.OBLIGATION, Instrument.THRESHOLD}
    return sorted(kinds)
