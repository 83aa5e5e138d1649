import { CodePointText } from "./code-points.js";
import { element, scrollingTable } from "./dom.js";

/**
 * The body of a document, drawn from slices of its text, with the words of `span` marked wherever they stand:
 * across blocks, list items and cells. Offsets are code points.
 */
export class DocumentBody {
  #text;
  #span;
  #words;
  #onPage;
  #run = null;
  #place = "";
  #page = null;

  /** Whether any of the words of the span were drawn. */
  found = false;

  /** @param options `{span, words, onPage}`; `onPage(page)`, if there is one, shows a page as it was printed */
  constructor(document, { span, words, onPage = null }) {
    this.#onPage = onPage;
    this.#text = new CodePointText(document.text);
    this.#span = span && span.end <= this.#text.length ? span : null;
    this.#words = words;
    this.element = element("div", { class: "body", lang: document.language });
    for (const block of document.blocks) this.#draw(block);
  }

  #draw(block) {
    this.#markPlace(block);
    if (block.kind === "header_row" || block.kind === "row") return this.#addRow(block);
    const part = this.#slice(block.start, block.end);
    if (block.kind === "item") return this.#addItem(block, part);
    this.#run = null;
    if (block.kind === "heading") this.element.append(element(headingTag(block), {}, ...part));
    else if (block.kind === "code") this.element.append(element("pre", { tabindex: 0 }, ...part));
    else this.element.append(element("p", {}, ...part));
  }

  /** Says page, speaker and time where they change. */
  #markPlace({ page, page_label: label, speaker, time }) {
    const place = [page ? this.#words.page(page, label) : null, speaker, time].filter(Boolean).join(" · ");
    if (place === this.#place) return;
    this.#place = place;
    this.#run = null;
    if (!place) return;
    const line = element("p", { class: "place", lang: this.#words.language }, element("bdi", {}, place));
    if (page && page !== this.#page && this.#onPage) line.append(" ", this.#pageButton(page));
    this.#page = page;
    this.element.append(line);
  }

  #pageButton(page) {
    const label = this.#words.showPage(page);
    const button = element("button", { type: "button", class: "jump small", "aria-label": label }, this.#words.asPrinted);
    button.addEventListener("click", () => this.#onPage(page));
    return button;
  }

  #addItem(block, part) {
    if (!this.#continues("item", block.group)) {
      const numbered = /^\s*\(?\d+[.)、．）]/.test(this.#text.slice(block.start, block.end));
      this.#run = { kind: "item", group: block.group, list: element("ul", { class: numbered && "numbered" }) };
      this.element.append(this.#run.list);
    }
    this.#run.list.append(element("li", {}, ...part));
  }

  #addRow(block) {
    if (!this.#continues("row", block.group)) {
      const { frame, head, body } = scrollingTable(this.#words.table);
      this.#run = { kind: "row", group: block.group, head, body };
      this.element.append(frame);
    }
    const header = block.kind === "header_row";
    const [tag, attributes] = header ? ["th", { scope: "col" }] : ["td", {}];
    const spans = block.cells?.length ? block.cells : [block];
    const cells = spans.map(({ start, end }) => element(tag, attributes, this.#slice(start, end)));
    this.#run[header ? "head" : "body"].append(element("tr", {}, cells));
  }

  #continues(kind, group) {
    return this.#run?.kind === kind && this.#run.group === group;
  }

  /** The text from start to end as nodes, with the cited part in a <mark>. */
  #slice(start, end) {
    const from = Math.max(start, this.#span?.start ?? Infinity);
    const to = Math.min(end, this.#span?.end ?? 0);
    if (from >= to) return [this.#text.slice(start, end)];
    const mark = element("mark", { tabindex: this.found ? null : -1 }, this.#text.slice(from, to));
    this.found = true;
    return [this.#text.slice(start, from), mark, this.#text.slice(to, end)];
  }
}

function headingTag({ level, headings }) {
  const depth = level || Math.max(headings?.length ?? 0, 1);
  return `h${Math.min(depth + 1, 6)}`; // h1 is the document's title
}
