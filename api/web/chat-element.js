import { Announcer } from "./announcer.js";
import { AnswerView, chips } from "./answer-view.js";
import { Problem, chat } from "./client.js";
import { Composer } from "./composer.js";
import { element } from "./dom.js";
import { chooseLanguage, wordsIn } from "./i18n/index.js";
import { SourceCard } from "./source-card.js";
import { chatStyles } from "./styles.js";

/**
 * `<going-global-chat>`: a conversation with the adviser.
 *
 * Attributes: `server` (address of the server; by default the one that served this module), `lang` (zh, en, auto),
 * `theme` (light, dark, auto), `mode` (page, inline). Methods: `ask(question)`, `stop()`, `reset()`. Events, which
 * bubble out of shadow trees: `goglobal-answer` (detail: the answer) and `goglobal-error` (detail:
 * `{title, detail, status}`).
 */
export class GoingGlobalChat extends HTMLElement {
  static observedAttributes = ["lang", "server"];

  #words = wordsIn("en");
  #turns = []; // {question, events, view}
  #conversation = null;
  #controller = null;
  #announcer = new Announcer();
  #composer = new Composer({ ask: (question) => this.ask(question), stop: () => this.stop() });
  #intro = element("div", { class: "intro", part: "intro" });
  #scroller = element("div", { class: "scroller" });
  #log = element("div", { class: "log", role: "group" });
  #statement = element("p", { class: "statement" });
  #reset = element("button", { type: "button", class: "reset", hidden: true });
  #card;
  #root;

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [chatStyles()];
    const foot = element("div", { class: "foot" }, this.#statement, this.#reset);
    const dock = element("div", { class: "dock" }, this.#composer.element, foot);
    this.#scroller.append(this.#intro, this.#log);
    this.#root = element("div", { class: "root" }, this.#scroller, dock, this.#announcer.element);
    shadow.append(this.#root);
    this.#card = new SourceCard(this.#root);
    this.#reset.addEventListener("click", () => {
      this.reset();
      this.#composer.focus();
    });
  }

  connectedCallback() {
    this.#relabel();
  }

  disconnectedCallback() {
    this.stop();
    this.#card.hide();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#relabel();
  }

  /** Address of the server, without a path. */
  get server() {
    try {
      return new URL(this.getAttribute("server") ?? "", import.meta.url).origin;
    } catch {
      return new URL(import.meta.url).origin;
    }
  }

  set server(value) {
    this.setAttribute("server", value);
  }

  get theme() {
    return this.getAttribute("theme") ?? "auto";
  }

  set theme(value) {
    this.setAttribute("theme", value);
  }

  get mode() {
    return this.getAttribute("mode") ?? "inline";
  }

  set mode(value) {
    this.setAttribute("mode", value);
  }

  /** Asks a question. An answer still coming is stopped. Resolves to the answer, or null when there was none. */
  async ask(question) {
    const text = String(question ?? "").trim();
    if (text === "") return null;
    this.stop();
    const turn = { question: text, events: [], view: this.#view(text) };
    const controller = (this.#controller = new AbortController());
    this.#begin(turn);
    try {
      return await this.#receive(turn, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(turn, error);
      return null;
    } finally {
      if (this.#controller === controller) this.#end();
    }
  }

  /** Stops the answer that is coming; what has come stays. */
  stop() {
    if (this.#controller === null) return;
    this.#controller.abort();
    this.#end();
    this.#show(this.#turns.at(-1), { type: "stopped", data: {} });
  }

  /** Forgets the conversation and begins anew. */
  reset() {
    this.stop();
    this.#turns = [];
    this.#conversation = null;
    this.#card.hide();
    this.#announcer.clear();
    this.#log.replaceChildren();
    this.#intro.hidden = false;
    this.#reset.hidden = true;
  }

  #begin(turn) {
    this.#turns.push(turn);
    this.#card.hide();
    this.#announcer.clear();
    this.#intro.hidden = true;
    this.#reset.hidden = false;
    this.#composer.busy = true;
    this.#log.append(turn.view.element);
    this.#bringUp(turn.view.element);
    if (!this.#composer.focused) turn.view.focus(); // a chip that had the focus may be gone now
  }

  /** Scrolls a turn to the top. Within a stranger's page only the element itself is scrolled. */
  #bringUp(turn) {
    if (this.mode === "page") turn.scrollIntoView({ block: "start" });
    else this.#scroller.scrollTop += turn.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }

  #end() {
    this.#controller = null;
    this.#composer.busy = false;
  }

  async #receive(turn, signal) {
    let answer = null;
    const options = { server: this.server, question: turn.question, conversation: this.#conversation, signal };
    for await (const event of chat(options)) {
      if (signal.aborted) return null;
      this.#show(turn, event);
      if (event.type === "turn") this.#conversation = event.data.conversation;
      if (event.type === "done") answer = event.data;
    }
    this.#emit("goglobal-answer", answer);
    return answer;
  }

  #show(turn, event) {
    turn.events.push(event);
    turn.view.show(event);
    this.#announcer.tell(event, this.#words);
  }

  #fail(turn, error) {
    const { title, detail, status } = error instanceof Problem ? error : new Problem({}, { cause: error });
    const problem = { title, detail, status };
    this.#show(turn, { type: "failed", data: problem });
    this.#emit("goglobal-error", problem);
    if (!(error instanceof Problem)) throw error; // a mistake of ours: let it be seen
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #view(question) {
    const ask = (text) => this.ask(text);
    return new AnswerView(question, { words: this.#words, server: this.server, card: this.#card, ask });
  }

  /** Writes every word anew in the language of the moment, the turns so far included. */
  #relabel() {
    const surrounding = this.parentElement?.closest("[lang]")?.lang;
    const language = chooseLanguage(this.lang, surrounding, ...navigator.languages);
    this.#words = wordsIn(language);
    this.#root.lang = language;
    this.#card.hide();
    this.#composer.relabel(this.#words);
    this.#log.setAttribute("aria-label", this.#words.conversation);
    this.#statement.textContent = this.#words.statement;
    this.#reset.textContent = this.#words.reset;
    this.#intro.replaceChildren(
      element("h2", {}, this.#words.heading),
      element("p", { class: "quiet" }, this.#words.lead),
      chips(this.#words.examplesLabel, this.#words.examples, (question) => this.ask(question)),
    );
    for (const turn of this.#turns) {
      turn.view = this.#view(turn.question);
      turn.events.forEach((event) => turn.view.show(event));
    }
    this.#log.replaceChildren(...this.#turns.map((turn) => turn.view.element));
  }
}
