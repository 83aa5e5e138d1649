"""What carries a question into the other language: the dictionary, or an embedder that knows both.

One small place for all that depends on what an embedder can do: the text that is embedded of a question, and the ways to
say a term that the words index is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.language.crossing import GLOSSARY_WEIGHT, words_in
from assistant.language.script import has_han, language_of
from assistant.protocols import Embedder, Query, Term, knows_chinese


@dataclass(frozen=True, slots=True)
class Bridge:
    """How the languages are crossed with one embedder."""

    embeds_english_words: bool
    """Whether the question's words in English are embedded, in place of the question as it is."""
    dictionary: bool
    """Whether the words index is asked for the dictionary's translations and glosses, or only for the glossary's names."""

    def embedded_text(self, query: Query) -> str:
        """What is embedded of a question."""
        in_chinese = language_of(query.text) == "zh"
        return words_in(query.terms, "en") if self.embeds_english_words and in_chinese else query.text

    def searched_terms(self, query: Query) -> tuple[Term, ...]:
        """What the words index is asked for.

        Choosing sentences goes by words alone, and needs ``query.terms`` whole with any embedder.
        """
        return query.terms if self.dictionary else tuple(without_dictionary(term) for term in query.terms)


def bridge_for(embedder: Embedder) -> Bridge:
    """The bridge for an embedder.

    A large one that knows both languages finds what the dictionary would have found, while names still want their exact
    words.
    """
    chinese = knows_chinese(embedder)
    return Bridge(embeds_english_words=not chinese, dictionary=not (chinese and embedder.replaces_dictionary))


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
