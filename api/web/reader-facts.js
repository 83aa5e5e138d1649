import { element } from "./dom.js";
import { formatDate, languageName, placeName } from "./i18n/index.js";
import { readerPath, webAddress } from "./links.js";

/**
 * What is known about a document apart from its words, as a list of terms. What it says of itself is text and not
 * linked; only the address that the server fetched it from is.
 */
export function documentFacts(source, words) {
  const reference = source.reference === source.original ? null : source.reference;
  const document = { ...source, reference, nature: source.kind === "event" ? words.spoken : null };
  const date = (value) => formatDate(value, words);
  const show = {
    kind: (kind) => words.kinds[kind] ?? words.kinds.other,
    language: (code) => languageName(code, words),
    jurisdictions: (codes) => codes.map((code) => placeName(code, words)).join(words.separator),
    topics: (topics) => topics.map((topic) => words.topics[topic] ?? topic.replaceAll("-", " ")).join(words.separator),
    confidence: (level) => words.confidences[level] ?? level,
    published: date,
    valid_from: date,
    valid_until: date,
    retrieved: date,
    original,
  };
  const known = Object.entries(words.fields).filter(([field]) => document[field] && document[field].length !== 0);
  const entries = known.flatMap(([field, name]) => [
    element("dt", {}, name),
    element("dd", {}, show[field]?.(document[field]) ?? String(document[field])),
  ]);
  return element("dl", { class: "facts" }, entries);
}

function original(address) {
  const href = webAddress(address);
  return href === null ? address : element("a", { href, target: "_blank", rel: "noopener noreferrer" }, address);
}

/** What a reader must know before relying on a document: removed, replaced by a later version or another document, lapsed, without its original. */
export function documentHints(document, words) {
  const hints = document.removed ? [hint(words.removed)] : [];
  if (document.latest_version && document.latest_version !== document.version) {
    // What was removed has no present version: its last one can be had by number alone.
    const latest = document.removed ? document.latest_version : null;
    const link = element("a", { href: readerPath(document.id, latest) }, words.toLatest);
    hints.push(hint(words.replaced(document.version, document.latest_version), " ", link));
  }
  if (document.lapsed) {
    const until = document.valid_until;
    hints.push(hint(until ? words.lapsedNote(formatDate(until, words)) : words.lapsedUndated));
  }
  if (document.superseded_by) hints.push(hint(words.supersededBy, documentLink(document.superseded_by)));
  if (document.original_lost) hints.push(hint(words.originalLost));
  for (const each of document.warnings ?? []) hints.push(hint(words.incomplete, each[words.language] ?? each.en));
  return hints;
}

/** The documents that this one replaces, and those that are nearly the same; null when there are none. */
export function documentRelations({ supersedes = [], similar = [] }, words) {
  const lines = [
    ...supersedes.map((other) => [words.supersedes, documentLink(other)]),
    ...similar.map((other) => [words.similarTo, documentLink(other), ` (${Math.round(other.similarity * 100)}%)`]),
  ];
  return lines.length ? element("ul", { class: "quiet" }, ...lines.map((line) => element("li", {}, ...line))) : null;
}

function documentLink({ document_id, title }) {
  return element("a", { href: readerPath(document_id) }, title);
}

/** A line that warns the reader. */
export function hint(...children) {
  return element("p", { class: "hint warn" }, ...children);
}
