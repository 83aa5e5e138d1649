import { getJson } from "./client.js";
import { element } from "./dom.js";
import { formatDate, placeName } from "./i18n/index.js";
import { readerPath } from "./links.js";

/** The list of the documents that answers can come from, by kind. */
export class Knowledge {
  #root;
  #words = null;
  #listing = null;
  #failed = false;

  constructor(root) {
    this.#root = root;
  }

  /** Fetches the list, again if an earlier attempt failed. */
  async load() {
    this.#failed = false;
    this.draw();
    try {
      this.#listing = await getJson(new URL("/v1/documents", location.href));
    } catch {
      this.#failed = true;
    }
    this.draw();
  }

  draw(words = this.#words) {
    this.#words = words;
    if (this.#listing) this.#root.replaceChildren(...this.#groups(this.#listing));
    else this.#root.replaceChildren(element("p", { class: "quiet" }, this.#failed ? words.unavailable : words.loading));
  }

  #groups({ documents, total }) {
    const words = this.#words;
    const groups = Object.entries(words.kinds).flatMap(([kind, name]) => {
      const some = documents.filter((document) => (document.kind in words.kinds ? document.kind : "other") === kind);
      if (some.length === 0) return [];
      const lines = some.map((document) => this.#line(document));
      return [element("h3", {}, `${name} · ${some.length}`), element("ul", {}, lines)];
    });
    return [element("p", {}, words.knowledgeCount(documents.length, total)), ...groups];
  }

  #line(document) {
    const words = this.#words;
    const facts = [
      (document.jurisdictions ?? []).map((code) => placeName(code, words)).join(words.separator),
      document.published && words.published(formatDate(document.published, words)),
      document.valid_until && words.validUntil(formatDate(document.valid_until, words)),
    ];
    return element(
      "li",
      {},
      element("a", { href: readerPath(document.id), lang: document.language }, document.title),
      element("span", { class: "quiet" }, facts.filter(Boolean).join(" · "), " "),
      document.lapsed ? element("strong", { class: "lapsed" }, words.lapsed) : null,
    );
  }
}
