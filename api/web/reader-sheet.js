import { element } from "./dom.js";
import { readerApi } from "./links.js";

/** Width from which on there is room for the page beside its text. */
const WIDE = "(min-width: 64rem)";

const pictures = new Map(); // path -> promise of an address

/**
 * The page of a PDF as it was printed, beside its text, with the words of `span` marked: one page at a time, of those that
 * hold text, drawn when it is looked at.
 */
export class PageSheet {
  #source;
  #span;
  #words;
  #client;
  #pages;
  #page = null;
  #summary = element("summary");
  #frame = element("div", { class: "picture" });
  #earlier = element("button", { type: "button", class: "jump" });
  #later = element("button", { type: "button", class: "jump" });
  element = element("details", { class: "sheet" }, this.#summary);

  /** @param options `{span, words, client}` */
  constructor(source, { span, words, client }) {
    this.#source = source;
    this.#span = span;
    this.#words = words;
    this.#client = client;
    this.#pages = [...new Set(source.blocks.map(({ page }) => page).filter(Boolean))].sort((a, b) => a - b);
    this.#earlier.textContent = words.earlierPage;
    this.#later.textContent = words.laterPage;
    this.#earlier.addEventListener("click", () => this.#step(-1));
    this.#later.addEventListener("click", () => this.#step(1));
    this.element.append(element("p", { class: "buttons" }, this.#earlier, this.#later), this.#frame);
    this.element.open = matchMedia(WIDE).matches;
    this.element.addEventListener("toggle", () => this.#draw());
    this.show(this.#cited ?? this.#pages[0]);
  }

  /** Whether there is a page to show. */
  get any() {
    return this.#source.page_pictures && this.#pages.length > 0;
  }

  show(page, { open = false } = {}) {
    this.#page = page;
    if (open) this.element.open = true;
    this.#summary.textContent = this.#words.pagePicture(page);
    this.#earlier.disabled = page === this.#pages[0];
    this.#later.disabled = page === this.#pages.at(-1);
    this.#draw();
  }

  get #cited() {
    return this.#span && this.#source.blocks.find((block) => block.page && this.#holds(block))?.page;
  }

  #holds({ start, end }) {
    return start < this.#span.end && this.#span.start < end;
  }

  #step(by) {
    this.show(this.#pages[this.#pages.indexOf(this.#page) + by]);
  }

  async #draw() {
    if (!this.element.open || !this.any) return;
    const page = this.#page;
    const path = this.#path(page);
    if (this.#frame.dataset.path === path) return;
    this.#frame.dataset.path = path;
    this.#frame.setAttribute("aria-busy", "true");
    try {
      if (!pictures.has(path)) pictures.set(path, this.#client.picture(path));
      const address = await pictures.get(path);
      if (page !== this.#page) return;
      const alt = this.#words.pageAlt(page, this.#source.title);
      const picture = element("img", { src: address, alt, decoding: "async" });
      const link = element("a", { href: address, target: "_blank", rel: "noopener" }, picture);
      this.#frame.replaceChildren(link);
    } catch {
      pictures.delete(path);
      if (page !== this.#page) return;
      this.#frame.replaceChildren(element("p", { class: "quiet" }, this.#words.pageFailed));
    }
    this.#frame.setAttribute("aria-busy", "false");
  }

  #path(page) {
    const { id, version, blocks } = this.#source;
    const query = new URLSearchParams({ version });
    if (this.#span && blocks.some((block) => block.page === page && this.#holds(block))) {
      query.set("start", this.#span.start);
      query.set("end", this.#span.end);
    }
    return `${readerApi(id)}/pages/${page}.png?${query}`;
  }
}
