/**
 * A text addressed by Unicode code points, as the server counts, while JavaScript counts UTF-16 units.
 * Only the characters that take two units (emoji, rare Chinese characters) are remembered, so long texts stay cheap.
 */
export class CodePointText {
  #text;
  #wide = [];

  constructor(text) {
    this.#text = text;
    for (const match of text.matchAll(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)) {
      this.#wide.push(match.index - this.#wide.length);
    }
  }

  /** Number of code points. */
  get length() {
    return this.#text.length - this.#wide.length;
  }

  /** The characters from code point `start` up to but without `end`. */
  slice(start, end) {
    return this.#text.slice(this.#unit(start), this.#unit(end));
  }

  #unit(point) {
    let low = 0;
    let high = this.#wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#wide[middle] < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  }
}
