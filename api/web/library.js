import { Problem, ownClient } from "./client.js";
import { element } from "./dom.js";
import { formatDate, languageName, placeName } from "./i18n/index.js";
import { readerAddress, readerPath } from "./links.js";
import { startPage } from "./page-shell.js";

const FILTERS = ["kind", "place", "topic", "language", "validity"];
const FOUND = 20;
/** Milliseconds after the last key before the words of documents are searched. */
const PAUSE = 250;

const client = ownClient();
const form = document.querySelector("#filters");
const status = document.querySelector("#status");
const list = document.querySelector("#list");
let words = null;
let documents = null;
let problem = null;
let found = null; // {query, hits}
let timer = 0;

readAddress();
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  writeAddress();
  draw();
  clearTimeout(timer);
  if (event.target.name === "q") timer = setTimeout(search, PAUSE);
});
startPage((chosen) => {
  words = chosen;
  document.title = `${words.knowledge} · Going Global`;
  fillFilters();
  draw();
});
load();

async function load() {
  try {
    ({ documents } = await client.get("/v1/documents"));
  } catch (error) {
    problem = error;
  }
  fillFilters();
  draw();
  if (problem && !(problem instanceof Problem)) throw problem;
  if (form.elements.q.value) await search();
}

/** Asks which passages say it, beside the titles that hold the words. */
async function search() {
  const query = form.elements.q.value.trim();
  found = null;
  if (query) {
    try {
      const { hits } = await client.post("/v1/search", { question: query, k: FOUND });
      if (query === form.elements.q.value.trim()) found = { query, hits };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
    }
  }
  draw();
}

function fillFilters() {
  if (!documents || !words) return;
  const named = {
    kind: (code) => words.kinds[code] ?? words.kinds.other,
    place: (code) => placeName(code, words),
    topic: (code) => words.topics[code] ?? code.replaceAll("-", " "),
    language: (code) => languageName(code, words),
    validity: (code) => words.validities[code],
  };
  for (const name of FILTERS) {
    const select = form.elements[name];
    const wanted = select.value || select.dataset.wanted || "";
    const values = [...new Set(documents.flatMap((document) => valuesOf(document)[name]))];
    const options = values.map((value) => element("option", { value }, named[name](value)));
    options.sort((a, b) => a.textContent.localeCompare(b.textContent, words.language));
    select.replaceChildren(element("option", { value: "" }, words.all), ...options);
    select.value = values.includes(wanted) ? wanted : "";
  }
}

function valuesOf({ kind, jurisdictions, topics, language, lapsed }) {
  return { kind: [kind], place: jurisdictions, topic: topics, language: [language], validity: [lapsed ? "lapsed" : "in_force"] };
}

function draw() {
  if (!documents) {
    status.textContent = problem ? words.unavailable : words.loading;
    return;
  }
  const query = form.elements.q.value.trim();
  const passing = documents.filter((document) =>
    FILTERS.every((name) => !form.elements[name].value || valuesOf(document)[name].includes(form.elements[name].value)),
  );
  const hits = found && found.query === query ? found.hits : [];
  const best = new Map();
  for (const hit of hits) if (!best.has(hit.document_id)) best.set(hit.document_id, hit);
  const places = [...best.keys()];
  const shown = query ? passing.filter((document) => best.has(document.id) || inTitle(document, query)) : passing;
  if (query) shown.sort((a, b) => rank(places, a) - rank(places, b));
  else shown.sort((a, b) => (b.published ?? "").localeCompare(a.published ?? ""));
  status.textContent = shown.length ? words.knowledgeCount(shown.length, documents.length) : words.nothingFound;
  list.replaceChildren(...shown.map((document) => line(document, best.get(document.id))));
}

function inTitle({ title, publisher }, query) {
  return `${title} ${publisher ?? ""}`.toLowerCase().includes(query.toLowerCase());
}

function rank(places, { id }) {
  const place = places.indexOf(id);
  return place < 0 ? places.length : place;
}

function line(document, hit) {
  const facts = [
    words.kinds[document.kind] ?? words.kinds.other,
    document.jurisdictions.map((code) => placeName(code, words)).join(words.separator),
    document.publisher,
    document.published && words.published(formatDate(document.published, words)),
    document.valid_until && words.validUntil(formatDate(document.valid_until, words)),
    languageName(document.language, words),
  ];
  const address = hit && readerAddress(hit.url, location.origin);
  return element(
    "li",
    {},
    element("a", { href: readerPath(document.id), lang: document.language }, document.title),
    element(
      "p",
      { class: "quiet" },
      facts.filter(Boolean).join(" · "),
      " ",
      document.lapsed ? element("strong", { class: "lapsed" }, words.lapsed) : null,
    ),
    address
      ? element("p", { class: "excerpt", lang: document.language }, element("a", { href: address }, excerpt(hit.text)))
      : null,
  );
}

function excerpt(text) {
  const characters = [...text.replaceAll(/\s+/g, " ").trim()];
  return characters.length > 180 ? `${characters.slice(0, 180).join("")}…` : characters.join("");
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  form.elements.q.value = given.get("q") ?? "";
  for (const name of FILTERS) form.elements[name].dataset.wanted = given.get(name) ?? "";
}

/** Keeps what is looked for in the address, so that it can be shared. */
function writeAddress() {
  const wanted = ["q", ...FILTERS].map((name) => [name, form.elements[name].value.trim()]).filter(([, value]) => value);
  const query = new URLSearchParams(wanted).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}
