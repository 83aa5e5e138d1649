import { citationCard, citationLink, sourceList } from "./citations.js";
import { element } from "./dom.js";
import { Handover } from "./handover.js";
import { withToken } from "./links.js";
import { noticeList } from "./notices.js";
import { BlockRenderer } from "./render.js";
import { Tools } from "./tools.js";

/** Characters of a question that needs scrolling within its own frame. */
const LONG = 500;

/** One question and its answer, drawn from the events of the answer as they come. */
export class AnswerView {
  #context;
  #citations = new Map();
  #language;
  #blocks = element("div", { class: "blocks", part: "answer" });
  #waiting;
  #renderer = null;
  #drawn = [];

  /**
   * @param question what was asked
   * @param context `{words, client, card, ask, retry, emit, announce, root}`: the product's words, who speaks with the
   *   server, the card that shows quotes, what to call with a further question, to ask this one once more, with an event
   *   for the host page and with words for the live region, and the shadow root
   */
  constructor(question, context) {
    this.#context = { ...context, citations: this.#citations };
    this.#language = context.words.language;
    this.#waiting = element("p", { class: "waiting" }, context.words.searching);
    this.element = element(
      "article",
      { class: "turn", "aria-label": question },
      element("h2", { class: "question", part: "question", tabindex: question.length > LONG ? 0 : -1 }, question),
      this.#blocks,
      this.#waiting,
    );
  }

  /** Moves the focus to the question, from where the next Tab leads into the answer. */
  focus() {
    this.element.querySelector(".question").focus({ preventScroll: true });
  }

  /** Draws one event: those of the server, and `waiting`, `stopped` and `failed` of the element itself. */
  show({ type, data }) {
    if (type === "turn") this.#began(data);
    else if (type === "sources") this.#sources(data);
    else if (type === "block") this.#block(data);
    else if (type === "done") this.#done(data);
    else if (type === "waiting") this.#wait(data.offline ? this.#context.words.offline : this.#context.words.reconnecting);
    else if (type === "stopped") this.#stopped();
    else if (type === "failed") this.#failed(data);
  }

  #began({ language }) {
    this.#setLanguage(language);
    if (this.#drawn.length) this.#waiting.remove();
    else this.#waiting.textContent = this.#context.words.searching;
  }

  #sources({ citations }) {
    for (const citation of citations) this.#citations.set(citation.number, citation);
  }

  #block({ index, block }) {
    if (index !== this.#drawn.length) return; // seen already, or out of order: `done` brings the whole answer
    this.#waiting.remove(); // the block takes its place, and nothing moves
    this.#renderer ??= this.#newRenderer();
    this.#renderer.append(block);
    this.#drawn.push(block);
  }

  #done(answer) {
    const { words, ask } = this.#context;
    this.#setLanguage(answer.language);
    if (!this.#agrees(answer)) this.#redraw(answer);
    this.#waiting.remove();
    this.element.dataset.outcome = answer.outcome;
    this.#blocks.classList.toggle("outcome", ["no_support", "declined"].includes(answer.outcome));

    const told = noticeList(answer, words);
    if (told) this.element.append(told);
    if (answer.handover) this.element.append(new Handover(answer, this.#context).element);
    if (answer.citations.length) {
      const list = sourceList(answer.citations, this.#context);
      for (const link of list.querySelectorAll(".cite")) this.#explain(link, Number(link.textContent));
      this.element.append(list);
    }
    if (answer.blocks.length) this.element.append(new Tools(answer, this.#context).element);
    if (answer.follow_ups.length) this.element.append(chips(words.followUps, answer.follow_ups, ask));
  }

  #wait(text) {
    this.#waiting.textContent = text;
    this.element.append(this.#waiting);
  }

  #stopped() {
    const { words } = this.#context;
    this.#waiting.remove();
    this.element.append(element("p", { class: "note" }, words.stopped), element("p", {}, this.#retry()));
  }

  #retry() {
    const button = element("button", { type: "button", class: "chip" }, this.#context.words.retry);
    button.addEventListener("click", () => this.#context.retry());
    return button;
  }

  #failed({ title, detail, status }) {
    const { words } = this.#context;
    const reason = detail || title || (status ? String(status) : words.noConnection);
    const heading = element("p", { class: "title" }, words.failed);
    const failure = element("div", { class: "failure", part: "failure" }, heading, element("p", {}, reason), this.#retry());
    this.#waiting.remove();
    this.element.append(failure);
  }

  /** Whether what was streamed is the whole answer, so that no number can point to another source than at the end. */
  #agrees({ blocks, citations }) {
    return JSON.stringify([this.#drawn, [...this.#citations.values()]]) === JSON.stringify([blocks, citations]);
  }

  #redraw(answer) {
    this.#citations.clear();
    this.#sources(answer);
    this.#blocks.replaceChildren();
    this.#renderer = this.#newRenderer();
    for (const block of answer.blocks) this.#renderer.append(block);
    this.#drawn = answer.blocks;
  }

  #newRenderer() {
    return new BlockRenderer(this.#blocks, {
      words: this.#context.words,
      language: this.#language,
      citations: this.#citations,
      cite: (number) => this.#cite(number),
    });
  }

  /** The link of a citation; nothing for a number that the sources do not hold. */
  #cite(number) {
    const citation = this.#citations.get(number);
    return citation ? this.#explain(citationLink(citation, this.#context), number) : null;
  }

  #explain(link, number) {
    const citation = this.#citations.get(number);
    const options = { words: this.#context.words, language: this.#language };
    const open = (event) => {
      const { client, emit } = this.#context;
      if (!emit("goglobal-citation", citation, { cancelable: true })) event.preventDefault();
      else if (client.readerToken && link.href) lend(link, client.readerToken);
    };
    link.addEventListener("click", open);
    link.addEventListener("auxclick", open);
    if (citation) this.#context.card.attach(link, () => citationCard(citation, options));
    return link;
  }

  #setLanguage(language) {
    this.#language = language;
    this.#blocks.lang = language;
  }
}

/** A line of buttons, each of which asks its question. */
export function chips(label, questions, ask) {
  const buttons = questions.map((question) => {
    const button = element("button", { type: "button", class: "chip" }, question);
    button.addEventListener("click", () => ask(question));
    return element("li", {}, button);
  });
  return element("ul", { class: "chips", "aria-label": label }, buttons);
}

/** Lets a link carry a member's token for this one opening: an address that is copied from it has none. */
function lend(link, token) {
  const plain = link.href;
  link.href = withToken(plain, token);
  setTimeout(() => (link.href = plain));
}
