import { chips } from "./answer-view.js";
import { element } from "./dom.js";
import { formatDate, placeName } from "./i18n/index.js";

const MOST = 8;

/** What stands before the first question: a greeting, questions that the documents answer, and what they are about. */
export class Intro {
  element = element("div", { class: "intro", part: "intro" });
  #heading = element("h2");
  #lead = element("p", { class: "quiet" });
  #examples = element("div", { class: "examples" });
  #known = element("dl", { class: "known" });
  #loaded = new Map(); // language -> promise of the overview

  constructor() {
    this.element.append(this.#heading, this.#lead, this.#examples, this.#known);
  }

  /** Writes the words anew; what the server knows comes when it is there. */
  async draw({ words, greeting, client, ask, detailed }) {
    this.#heading.textContent = greeting || words.heading;
    this.#lead.textContent = words.lead;
    const key = `${client.server} ${words.language}`;
    if (!this.#loaded.has(key)) this.#loaded.set(key, client.get(`/v1/overview?language=${words.language}`));
    const overview = this.#loaded.get(key);
    try {
      const known = await overview;
      if (this.#heading.textContent !== (greeting || words.heading)) return; // another language by now
      this.#examples.replaceChildren(
        ...(known.examples.length ? [chips(words.examplesLabel, known.examples, ask)] : []),
      );
      this.#known.replaceChildren(...(detailed && known.documents ? facts(known, words) : []));
    } catch {
      this.#loaded.delete(key); // a chat without examples is still a chat
    }
  }
}

function facts(known, words) {
  const named = (counts, name) =>
    counts.slice(0, MOST).map((item) => name(item.name)).join(words.separator) +
    (counts.length > MOST ? words.andMore(counts.length - MOST) : "");
  const topic = (code) => words.topics[code] ?? code.replaceAll("-", " ");
  const lines = [
    [words.fields.topics, named(known.topics, topic)],
    [words.fields.jurisdictions, named(known.places, (code) => placeName(code, words))],
    [
      words.freshness,
      [words.documentCount(known.documents), known.newest && words.newest(formatDate(known.newest, words))]
        .filter(Boolean)
        .join(words.separator),
    ],
  ];
  return lines.filter(([, text]) => text).flatMap(([name, text]) => [element("dt", {}, name), element("dd", {}, text)]);
}
