import { Problem, ownClient } from "./client.js";
import { element } from "./dom.js";
import { parseCited, parseReaderPath, parseSpan } from "./links.js";
import { startPage } from "./page-shell.js";
import { contents, steps } from "./reader-steps.js";
import { documentFacts, documentHints, documentRelations, hint } from "./reader-facts.js";
import { DocumentBody } from "./reader-view.js";

const main = document.querySelector("#main");
const named = parseReaderPath(location.pathname);
let words = null;
let source = null;
let problem = null;

startPage((chosen) => {
  words = chosen;
  draw();
});
addEventListener("hashchange", () => {
  draw();
  toQuote();
});
load();

async function load() {
  try {
    if (named === null) throw new Problem({ status: 404 });
    const path = `/v1/documents/${encodeURIComponent(named.id)}`;
    source = await ownClient().get(named.version === null ? path : `${path}?version=${named.version}`);
  } catch (error) {
    problem = error;
  }
  main.setAttribute("aria-busy", "false");
  draw();
  toQuote();
  if (problem && !(problem instanceof Problem)) throw problem;
}

function draw() {
  if (source) main.replaceChildren(...page());
  else if (problem) main.replaceChildren(element("h1", {}, message()));
  else main.replaceChildren(element("p", { class: "quiet" }, words.loading));
}

function page() {
  document.title = `${source.title} · Going Global`;
  const span = parseSpan(location.hash);
  const body = new DocumentBody(source, { span, words });
  const jump = element("button", { type: "button", class: "jump" }, words.toQuote);
  jump.addEventListener("click", toQuote);
  return [
    element("h1", { lang: source.language }, source.title),
    ...documentHints(source, words),
    span && !body.found ? hint(words.spanMissing) : null,
    documentFacts(source, words),
    documentRelations(source, words),
    steps(parseCited(location.search), span, { words, go }),
    body.found ? jump : null,
    contents(source, words),
    body.element,
  ].filter(Boolean);
}

/** Goes to another cited span; the address goes with it. */
function go({ start, end }) {
  history.replaceState(null, "", `#${start}-${end}`);
  const direction = document.activeElement?.dataset.step;
  draw();
  toQuote();
  main.querySelector(`[data-step="${direction}"]:not(:disabled)`)?.focus({ preventScroll: true });
}

/** Brings the cited words into view, and the focus to them. */
function toQuote() {
  const quote = main.querySelector("mark");
  quote?.scrollIntoView({ block: "center" });
  quote?.focus({ preventScroll: true });
}

function message() {
  if (problem.status === 410) return words.deleted;
  return [401, 403, 404, 422].includes(problem.status) ? words.documentMissing : words.unavailable;
}
