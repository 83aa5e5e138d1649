"""What carries a question into the other language: the dictionary, or an embedder that knows both.

One small place for all that depends on what an embedder can do: the weights of fusion, the text that is embedded, and
the ways to say a term that the words index is asked for.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from assistant.language.crossing import GLOSSARY_WEIGHT, words_in
from assistant.language.script import has_han
from assistant.protocols import Query, Term


@dataclass(frozen=True, slots=True)
class Bridge:
    """How the languages are crossed with one embedder."""

    words_weight: float
    vectors_weight: float
    embeds_english_words: bool
    """Whether the question's words in English are embedded, in place of the question as it is."""
    dictionary: bool
    """Whether the words index is asked for the dictionary's translations too, or only for those of the glossary."""

    def embedded_text(self, query: Query) -> str:
        """What is embedded of a question."""
        return words_in(query.terms, "en") if self.embeds_english_words else query.text

    def searched_terms(self, query: Query) -> tuple[Term, ...]:
        """What the words index is asked for.

        Choosing sentences goes by words alone, and needs ``query.terms`` whole with any embedder.
        """
        return query.terms if self.dictionary else tuple(without_dictionary(term) for term in query.terms)


def bridge_for(languages: Set[str] | None) -> Bridge:
    """The bridge for an embedder of these languages (see :attr:`assistant.protocols.Embedder.languages`).

    The weights for one language are measured (docs/benchmarks.md). Those for both are not, for want of a multilingual
    model that comes without a hub: equal shares, since vectors then find what words cannot, and words still find names
    and figures that vectors blur.
    """
    if languages is None or {"zh", "en"} <= languages:
        return Bridge(words_weight=0.5, vectors_weight=0.5, embeds_english_words=False, dictionary=False)
    return Bridge(words_weight=0.75, vectors_weight=0.25, embeds_english_words="zh" not in languages, dictionary=True)


def without_dictionary(term: Term) -> Term:
    """A term with its own words and the names that the glossary gives it, which are exact in either language."""
    own = "zh" if has_han(term.source) else "en"
    return replace(
        term,
        alternatives=tuple(
            alternative
            for alternative in term.alternatives
            if alternative.language == own or alternative.weight >= GLOSSARY_WEIGHT
        ),
    )
