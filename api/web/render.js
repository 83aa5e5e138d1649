import { element, scrollingTable } from "./dom.js";
import { languageName } from "./i18n/index.js";
import { originalLanguage } from "./originals.js";

/** A cell that says that there is nothing. */
const NOTHING = /^\s*[–—-]?\s*$/;

/**
 * Draws the blocks of one answer as they come. Items gather into a list and rows into a table; blocks that stand in
 * a document's own foreign words gather behind one language mark.
 */
export class BlockRenderer {
  #root;
  #options;
  #home;
  #homeLanguage = null;
  #run = null;

  /**
   * @param root element that takes the blocks
   * @param options.words the product's words
   * @param options.language language of the answer
   * @param options.citations Map of number to citation
   * @param options.cite makes the link of a citation, or null
   */
  constructor(root, options) {
    this.#root = this.#home = root;
    this.#options = options;
  }

  append(block) {
    if (block.kind === "row" && this.#run?.kind === "row") return this.#addRow(block);
    this.#enter(originalLanguage(block, this.#options.citations, this.#options.language));
    if (block.kind === "row") return this.#startTable(block);
    if (block.kind === "item") return this.#addItem(block);
    this.#run = null;
    if (block.kind === "heading") this.#home.append(element("h3", {}, block.text));
    else if (block.kind === "note") this.#home.append(this.#note(block));
    else this.#home.append(element("p", {}, ...this.#cited(block)));
  }

  #note(block) {
    return element("p", { class: block.translation ? "note translation" : "note" }, ...this.#cited(block));
  }

  /** Moves to the place for blocks of a foreign language (null: the answer's own). */
  #enter(language) {
    if (language === this.#homeLanguage) return;
    this.#homeLanguage = language;
    this.#run = null;
    this.#home = this.#root;
    if (language === null) return;
    const { words } = this.#options;
    const mark = element("p", { class: "mark", lang: words.language }, words.original(languageName(language, words)));
    this.#home = element("div", { class: "original", lang: language }, mark);
    this.#root.append(this.#home);
  }

  #addItem(block) {
    if (this.#run?.kind !== "item") {
      this.#run = { kind: "item", list: element("ul") };
      this.#home.append(this.#run.list);
    }
    this.#run.list.append(element("li", {}, ...this.#cited(block)));
  }

  #startTable(block) {
    const { frame, head, body } = scrollingTable(this.#options.words.table);
    // A corner without words means that the first column names its rows.
    const named = block.cells?.length > 1 && block.cells[0].trim() === "";
    this.#run = { kind: "row", body, named };
    const make = (cell, place) => (named && place === 0 ? element("td", {}, cell) : element("th", { scope: "col" }, cell));
    head.append(this.#row(block, make));
    this.#home.append(frame);
  }

  #addRow(block) {
    const { body, named } = this.#run;
    const make = (cell, place) => (named && place === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell));
    body.append(this.#row(block, make));
  }

  #row(block, makeCell) {
    const texts = block.cells?.length ? block.cells : [block.text];
    const cells = texts.map((text, place) => makeCell(isolated(text), place));
    // Behind the last cell that says something: a dash rests on nothing.
    const last = texts.findLastIndex((text) => !NOTHING.test(text));
    cells.at(last).append(...this.#links(block));
    return element("tr", {}, cells);
  }

  #cited(block) {
    return [isolated(block.text), ...this.#links(block)];
  }

  #links(block) {
    const links = (block.citations ?? []).map(this.#options.cite).filter(Boolean);
    // The word joiner keeps the first number on the line of the word that it belongs to.
    return links.length ? [element("span", { class: "cites" }, "\u2060", ...links)] : [];
  }
}

/** Text whose direction, whatever control characters it holds, leaves what follows alone. */
function isolated(text) {
  return element("bdi", {}, text);
}
