import { Client, Problem } from "./client.js";
import { element } from "./dom.js";
import { parseCited, parseReaderPath, parseSpan, readerApi, takeToken } from "./links.js";
import { startPage } from "./page-shell.js";
import { contents, steps } from "./reader-steps.js";
import { documentFacts, documentHints, documentRelations, hint } from "./reader-facts.js";
import { PageSheet } from "./reader-sheet.js";
import { DocumentBody } from "./reader-view.js";

const main = document.querySelector("#main");
const client = new Client(location.origin, { token: memberToken() });
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
    const path = readerApi(named.id);
    source = await client.get(named.version === null ? path : `${path}?version=${named.version}`);
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
  const sheet = new PageSheet(source, { span, words, client });
  const onPage = sheet.any ? (page) => sheet.show(page, { open: true }) : null;
  const body = new DocumentBody(source, { span, words, onPage });
  main.classList.toggle("spread", sheet.any);
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
    sheet.any ? sheet.element : null,
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

/**
 * The token that a member's widget has lent this page. It leaves the address at once, so that whoever is given the address gets
 * what they may read themselves, and stays for reloads of this tab.
 */
function memberToken() {
  const { token, hash } = takeToken(location.hash);
  try {
    if (token) sessionStorage.setItem("goglobal-reader", token);
    if (token) history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
    return token || (sessionStorage.getItem("goglobal-reader") ?? "");
  } catch {
    return token; // storage is switched off
  }
}
