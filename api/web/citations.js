import { element } from "./dom.js";
import { formatDate, isPast, languageName, primary } from "./i18n/index.js";
import { readerAddress } from "./links.js";

/** The numbered link of a citation, which opens the cited words in the source reader. */
export function citationLink(citation, { client, words, citations }) {
  const address = readerAddress(withOthers(citation, [...citations.values()]), client.server);
  const label = words.sourceLink(citation.number, citation.title);
  const attributes = { class: "cite", part: "citation", "aria-label": label };
  if (address === null) return element("span", { ...attributes, role: "note", tabindex: 0 }, String(citation.number));
  return element("a", { ...attributes, href: address, target: "_blank", rel: "noopener" }, String(citation.number));
}

/** Kind, date and validity of a citation as short texts. */
export function factsOf(citation, words) {
  const facts = [words.kinds[citation.kind] ?? words.kinds.other];
  if (citation.published) facts.push(words.published(formatDate(citation.published, words)));
  if (citation.valid_until) facts.push(words.validUntil(formatDate(citation.valid_until, words)));
  return facts;
}

/** Where in its document a citation stands, as short texts. */
export function citationPlace({ section, page, speaker, time }, words) {
  return [section, page ? words.page(page) : null, speaker, time].filter(Boolean);
}

/** The facts of a citation; what has lapsed, been replaced or removed is marked. */
function citationFacts(citation, words) {
  const facts = factsOf(citation, words);
  const later = citation.deleted ? words.deletedMark : citation.removed ? words.removedMark : citation.replaced_by ? words.replacedMark : null;
  const lapsed = isPast(citation.valid_until) ? element("strong", { class: "lapsed" }, words.lapsed) : null;
  const mark = later ? element("strong", { class: "lapsed" }, later) : null;
  return element("span", { class: "facts" }, facts.join(" · "), " ", lapsed, lapsed && mark ? " " : null, mark);
}

/** What the card of a citation shows: title, facts, place in the document, the exact words. */
export function citationCard(citation, { words, language }) {
  const place = citationPlace(citation, words);
  const foreign = primary(citation.language) !== primary(language);
  return [
    element("p", { class: "title", lang: citation.language }, citation.title),
    element("p", { class: "quiet" }, citationFacts(citation, words)),
    place.length ? element("p", { class: "quiet place", lang: citation.language }, place.join(" · ")) : null,
    citation.deleted ? null : element("blockquote", { lang: citation.language }, citation.quote),
    foreign && !citation.deleted ? element("p", { class: "mark" }, words.original(languageName(citation.language, words))) : null,
  ].filter(Boolean);
}

/** The citation's path with the other spans of its document that the answer cites, which the reader steps through. */
function withOthers({ url, document_id, version }, citations) {
  const others = citations.filter((other) => other.document_id === document_id && other.version === version);
  const spans = new Set(others.map(({ start, end }) => `${start}-${end}`));
  if (spans.size < 2 || typeof url !== "string") return url;
  const [path, hash] = url.split("#");
  return `${path}?cited=${[...spans].join(".")}#${hash ?? ""}`;
}

/** The sources beneath an answer: one line for each document version, with the numbers that cite it. */
export function sourceList(citations, context) {
  const { words } = context;
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
      element("span", { class: "numbers" }, group.map((citation) => citationLink(citation, context))),
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
