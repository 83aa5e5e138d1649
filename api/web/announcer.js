import { element } from "./dom.js";
import { noticesOf } from "./notices.js";

/** The one polite live region: says what has been finished, block by block, to those who listen. */
export class Announcer {
  element = element("div", { class: "hidden", role: "log", "aria-live": "polite", "aria-relevant": "additions" });

  clear() {
    this.element.replaceChildren();
  }

  /** Announces an event of an answer. */
  tell({ type, data }, words) {
    if (type === "turn") this.element.lang = data.language;
    else if (type === "block") this.say(wordsOf(data.block, words));
    else if (type === "done") this.#tellEnd(data, words);
    else if (type === "waiting") this.say(data.offline ? words.offline : words.reconnecting, words.language);
    else if (type === "stopped") this.say(words.stopped, words.language);
    else if (type === "failed") {
      this.say([words.failed, data.detail || data.title || words.noConnection].join(words.separator), words.language);
    }
  }

  #tellEnd(answer, words) {
    const { citations } = answer;
    for (const { text } of noticesOf(answer, words)) this.say(text);
    if (citations.length) this.say(words.sourcesFound(citations.length), words.language);
  }

  /** Announces a text, in a language of its own if one is named. */
  say(text, language) {
    if (!text || text === this.element.lastChild?.textContent) return; // a second attempt to connect is no news
    this.element.append(element("p", { lang: language }, text));
  }
}

function wordsOf({ cells, text }, words) {
  return cells?.length ? cells.join(words.separator) : text;
}
