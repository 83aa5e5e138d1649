import { element } from "./dom.js";
import { formatDate, isPast, languageName, primary } from "./i18n/index.js";
import { readerAddress } from "./links.js";

/** The numbered link of a citation, which opens the cited words in the source reader. */
export function citationLink(citation, { server, words }) {
  const address = readerAddress(citation.url, server);
  const label = words.sourceLink(citation.number, citation.title);
  const attributes = { class: "cite", part: "citation", "aria-label": label };
  if (address === null) return element("span", { ...attributes, role: "note", tabindex: 0 }, String(citation.number));
  return element("a", { ...attributes, href: address, target: "_blank", rel: "noopener" }, String(citation.number));
}

/** Kind, date and validity of a citation as short texts; what has lapsed is marked. */
export function citationFacts(citation, words) {
  const facts = [words.kinds[citation.kind] ?? words.kinds.other];
  if (citation.published) facts.push(words.published(formatDate(citation.published, words)));
  if (citation.valid_until) facts.push(words.validUntil(formatDate(citation.valid_until, words)));
  const lapsed = isPast(citation.valid_until) ? element("strong", { class: "lapsed" }, words.lapsed) : null;
  return element("span", { class: "facts" }, facts.join(" · "), " ", lapsed);
}

/** What the card of a citation shows: title, facts, place in the document, the exact words. */
export function citationCard(citation, { words, language }) {
  const place = [
    citation.section,
    citation.page ? words.page(citation.page) : null,
    citation.speaker,
    citation.time,
  ].filter(Boolean);
  const foreign = primary(citation.language) !== primary(language);
  return [
    element("p", { class: "title", lang: citation.language }, citation.title),
    element("p", { class: "quiet" }, citationFacts(citation, words)),
    place.length ? element("p", { class: "quiet place", lang: citation.language }, place.join(" · ")) : null,
    element("blockquote", { lang: citation.language }, citation.quote),
    foreign ? element("p", { class: "mark" }, words.original(languageName(citation.language, words))) : null,
  ].filter(Boolean);
}

/** The sources beneath an answer: one line for each document version, with the numbers that cite it. */
export function sourceList(citations, { server, words }) {
  const documents = new Map();
  for (const citation of citations) {
    const key = `${citation.document_id}@${citation.version}`;
    if (!documents.has(key)) documents.set(key, []);
    documents.get(key).push(citation);
  }
  const lines = [...documents.values()].map((group) =>
    element(
      "li",
      {},
      element("span", { class: "numbers" }, group.map((citation) => citationLink(citation, { server, words }))),
      element(
        "span",
        { class: "source" },
        element("span", { class: "title", lang: group[0].language }, group[0].title),
        citationFacts(group[0], words),
      ),
    ),
  );
  return element(
    "div",
    { class: "sources", part: "sources" },
    element("h3", {}, words.sources),
    element("ul", {}, lines),
  );
}
