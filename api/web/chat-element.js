import { Announcer } from "./announcer.js";
import { AnswerView } from "./answer-view.js";
import { Client, Problem, randomId } from "./client.js";
import { Composer } from "./composer.js";
import { element } from "./dom.js";
import { conversationMarkdown, download } from "./exporting.js";
import { chooseLanguage, wordsIn } from "./i18n/index.js";
import { Intro } from "./intro.js";
import { Launcher } from "./launcher.js";
import { Memory } from "./memory.js";
import { printTurns } from "./printing.js";
import { passes, persisting } from "./retrying.js";
import { SourceCard } from "./source-card.js";
import { chatStyles } from "./styles.js";

/**
 * `<going-global-chat>`: a conversation with the adviser.
 *
 * Attributes and properties: `server` (address of the server; by default the one that served this module), `site-key`,
 * `lang` (zh, en, auto), `theme` (light, dark, auto), `mode` (launcher, inline, page), `profile` (JSON), `greeting`,
 * `remember` (the conversation outlives a reload). Methods: `open()`, `close()`, `ask(question)`, `stop()`, `reset()`.
 * Events, which bubble out of shadow trees: `goglobal-ready`, `-answer`, `-citation` (can be cancelled), `-feedback`,
 * `-handover`, `-error`.
 */
export class GoingGlobalChat extends HTMLElement {
  static observedAttributes = ["lang", "server", "site-key", "mode", "greeting", "remember"];

  #words = wordsIn("en");
  #turns = []; // {question, request, number, drawn, events, view, answer}
  #conversation = null;
  #controller = null;
  #client = new Client("");
  #memory = new Memory("", { allowed: false });
  #began = null; // promise: what was kept is there again
  #announcer = new Announcer();
  #composer = new Composer({ ask: (question) => this.ask(question), stop: () => this.stop() });
  #intro = new Intro();
  #scroller = element("div", { class: "scroller" });
  #log = element("div", { class: "log", role: "group" });
  #statement = element("p", { class: "statement" });
  #offline = element("p", { class: "offline", hidden: true });
  #buttons = {
    save: element("button", { type: "button", class: "small" }),
    print: element("button", { type: "button", class: "small" }),
    reset: element("button", { type: "button", class: "small reset" }),
  };
  #links = element("p", { class: "links", hidden: true }, Object.values(this.#buttons));
  #root = element("div", { class: "root", id: "panel", part: "panel" });
  #launcher = new Launcher(this.#root, { changed: (open) => this.#shown(open) });
  #card;
  #onNetwork = () => (this.#offline.hidden = navigator.onLine);

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [chatStyles()];
    const foot = element("div", { class: "foot" }, this.#statement, this.#links);
    const dock = element("div", { class: "dock" }, this.#offline, this.#composer.element, foot);
    this.#scroller.append(this.#intro.element, this.#log);
    this.#root.append(this.#launcher.head, this.#scroller, dock, this.#announcer.element);
    shadow.append(this.#root, this.#launcher.button);
    this.#card = new SourceCard(this.#root);
    this.#listen();
  }

  #listen() {
    this.#buttons.save.addEventListener("click", () => this.#save());
    this.#buttons.print.addEventListener("click", () => this.#print());
    this.#buttons.reset.addEventListener("click", () => {
      this.reset();
      this.#composer.focus();
    });
    this.#root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || this.mode !== "launcher") return;
      event.stopPropagation();
      this.close();
    });
  }

  connectedCallback() {
    addEventListener("online", this.#onNetwork);
    addEventListener("offline", this.#onNetwork);
    this.#onNetwork();
    this.#connect();
    this.#relabel();
    if (this.#began === null) {
      this.#began = this.#resume();
      queueMicrotask(() => this.#emit("goglobal-ready", { language: this.#words.language, mode: this.mode }));
    }
  }

  disconnectedCallback() {
    removeEventListener("online", this.#onNetwork);
    removeEventListener("offline", this.#onNetwork);
    this.stop();
    this.#card.hide();
  }

  attributeChangedCallback(name) {
    if (!this.isConnected) return;
    if (["server", "site-key", "remember", "mode"].includes(name)) this.#connect();
    this.#relabel();
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

  get siteKey() {
    return this.getAttribute("site-key") ?? "";
  }

  set siteKey(value) {
    this.setAttribute("site-key", value);
  }

  get theme() {
    return this.getAttribute("theme") ?? "auto";
  }

  set theme(value) {
    this.setAttribute("theme", value);
  }

  /** `launcher`, `inline` or `page`. */
  get mode() {
    const mode = this.getAttribute("mode");
    return ["launcher", "page"].includes(mode) ? mode : "inline";
  }

  set mode(value) {
    this.setAttribute("mode", value);
  }

  get greeting() {
    return this.getAttribute("greeting") ?? "";
  }

  set greeting(value) {
    this.setAttribute("greeting", value);
  }

  /** Of the company that asks: `{sector, size, home, markets, stage}`, or null. */
  get profile() {
    try {
      return JSON.parse(this.getAttribute("profile"));
    } catch {
      console.warn("going-global-chat: the attribute profile is not JSON, and is left out");
      return null;
    }
  }

  set profile(value) {
    if (value === null) this.removeAttribute("profile");
    else this.setAttribute("profile", JSON.stringify(value));
  }

  /** Shows the panel of the launcher, and puts the focus into its field. */
  open() {
    this.#launcher.open();
  }

  /** Hides the panel of the launcher; an answer goes on coming. */
  close() {
    if (this.mode === "launcher") this.#launcher.close();
  }

  /** Asks a question. An answer still coming is stopped. Resolves to the answer, or null when there was none. */
  async ask(question) {
    const text = String(question ?? "").trim();
    if (text === "") return null;
    if (this.mode === "launcher") this.#launcher.open();
    await this.#began;
    return this.#ask(text, randomId());
  }

  /** Stops the answer that is coming; what has come stays. */
  stop() {
    if (this.#controller === null) return;
    this.#controller.abort();
    this.#end();
    this.#keep(null);
    this.#show(this.#turns.at(-1), { type: "stopped", data: {} });
  }

  /** Forgets the conversation and begins anew. */
  reset() {
    this.stop();
    this.#turns = [];
    this.#conversation = null;
    this.#memory.forget();
    this.#card.hide();
    this.#announcer.clear();
    this.#log.replaceChildren();
    this.#intro.element.hidden = false;
    this.#links.hidden = true;
  }

  async #ask(question, request) {
    this.stop();
    const turn = this.#newTurn(question, request);
    const controller = (this.#controller = new AbortController());
    this.#keep({ question, request });
    this.#begin(turn);
    try {
      const waiting = (data) => this.#show(turn, { type: "waiting", data });
      const answer = await persisting(() => this.#receive(turn, controller.signal), {
        signal: controller.signal,
        waiting,
      });
      if (answer === null) return null;
      this.#keep(null);
      this.#emit("goglobal-answer", answer);
      return answer;
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(turn, error);
      return null;
    } finally {
      if (this.#controller === controller) this.#end();
    }
  }

  #newTurn(question, request = null) {
    const turn = { question, request, number: null, drawn: 0, events: [], view: null, answer: null };
    turn.view = this.#view(turn);
    return turn;
  }

  /** Asks a question that was stopped or failed once more, in its place and as the same request. */
  #again(turn) {
    this.#drop(turn);
    return this.#ask(turn.question, turn.request);
  }

  #drop(turn) {
    turn.view.element.remove();
    this.#turns.splice(this.#turns.indexOf(turn), 1);
  }

  #begin(turn) {
    this.#add(turn);
    this.#card.hide();
    this.#announcer.clear();
    this.#composer.busy = true;
    this.#bringUp(turn.view.element);
    if (!this.#composer.focused) turn.view.focus(); // a chip that had the focus may be gone now
  }

  #add(turn) {
    this.#turns.push(turn);
    this.#intro.element.hidden = true;
    this.#links.hidden = false;
    this.#log.append(turn.view.element);
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
    const { question, request } = turn;
    const asked = { question, request, conversation: this.#conversation, profile: this.profile, signal };
    for await (const event of this.#client.chat(asked)) {
      if (signal.aborted) return null;
      this.#show(turn, event);
    }
    return turn.answer;
  }

  #show(turn, event) {
    const { type, data } = event;
    if (type === "turn") this.#started(turn, data);
    if (type === "block" && data.index < turn.drawn) return; // it comes again after a lost connection
    if (type === "block") turn.drawn = data.index + 1;
    if (type === "done") turn.answer = data;
    turn.events.push(event);
    turn.view.show(event);
    this.#announcer.tell(event, this.#words);
  }

  #started(turn, { conversation, turn: number }) {
    turn.number = number;
    this.#conversation = conversation;
    if (this.#controller) this.#keep({ question: turn.question, request: turn.request });
    // A question that was asked before a reload may be among what was kept, with its answer: once is enough.
    const kept = this.#turns.filter((other) => other.request === null && other.number >= number);
    kept.forEach((other) => this.#drop(other));
  }

  #fail(turn, error) {
    const { title, detail, status } = error instanceof Problem ? error : new Problem({}, { cause: error });
    const problem = { title, detail, status };
    if (!passes(error)) this.#keep(null);
    if (status === 422) this.#composer.giveBack(turn.question);
    this.#show(turn, { type: "failed", data: problem });
    this.#emit("goglobal-error", problem);
    if (!(error instanceof Problem)) throw error; // a mistake of ours: let it be seen
  }

  /** Brings back what was kept before a reload; a question that had no answer yet is asked on. */
  async #resume() {
    const kept = this.#memory.read();
    if (!kept) return;
    try {
      if (kept.conversation) await this.#restore(kept.conversation);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 404) return this.#memory.forget();
      this.#conversation = kept.conversation;
    }
    if (kept.pending) this.#ask(kept.pending.question, kept.pending.request);
  }

  async #restore(conversation) {
    const options = { signal: new AbortController().signal, waiting: () => {} };
    const path = `/v1/conversations/${encodeURIComponent(conversation)}`;
    const { turns } = await persisting(() => this.#client.get(path), options);
    this.#conversation = conversation;
    for (const answer of turns) {
      const turn = this.#newTurn(answer.question);
      turn.events = eventsOf(answer);
      turn.events.forEach((event) => turn.view.show(event));
      Object.assign(turn, { number: answer.turn, drawn: answer.blocks.length, answer });
      this.#add(turn);
    }
    if (this.#turns.length) this.#bringUp(this.#turns.at(-1).view.element);
  }

  #keep(pending) {
    this.#memory.keep({ conversation: this.#conversation, pending });
  }

  #shown(open) {
    this.toggleAttribute("open", open && this.mode === "launcher");
    if (!open) this.#card.hide();
    else if (this.isConnected && this.mode === "launcher") {
      this.#drawIntro();
      this.#composer.focus();
    }
  }

  #answers() {
    return this.#turns.map(({ answer }) => answer).filter(Boolean);
  }

  #save() {
    const text = conversationMarkdown(this.#answers(), { words: this.#words, server: this.server });
    download(`going-global-${new Date().toISOString().slice(0, 10)}.md`, text);
  }

  #print() {
    const { exportTitle, statement, language } = this.#words;
    const turns = this.#turns.map(({ view }) => view.element);
    printTurns(turns, { title: exportTitle, statement, language });
  }

  #emit(name, detail, { cancelable = false } = {}) {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }

  #view(turn) {
    return new AnswerView(turn.question, {
      words: this.#words,
      client: this.#client,
      card: this.#card,
      root: this.shadowRoot,
      ask: (text) => this.ask(text),
      retry: () => this.#again(turn),
      emit: (...event) => this.#emit(...event),
      announce: (text) => this.#announcer.say(text, this.#words.language),
    });
  }

  #connect() {
    this.#client = new Client(this.server, this.siteKey || null);
    this.#memory = new Memory(this.server, { allowed: this.mode === "page" || this.hasAttribute("remember") });
    this.#launcher.floating = this.mode === "launcher";
  }

  #drawIntro() {
    const { greeting, mode } = this;
    const ask = (question) => this.ask(question);
    this.#intro.draw({ words: this.#words, greeting, client: this.#client, ask, detailed: mode === "page" });
  }

  /** Writes every word anew in the language of the moment, the turns so far included. */
  #relabel() {
    const surrounding = this.parentElement?.closest("[lang]")?.lang;
    const language = chooseLanguage(this.lang, surrounding, ...navigator.languages);
    const words = (this.#words = wordsIn(language));
    this.#root.lang = this.#launcher.button.lang = language;
    this.#card.hide();
    this.#launcher.relabel(words);
    this.#composer.relabel(words);
    this.#log.setAttribute("aria-label", words.conversation);
    this.#statement.textContent = words.statement;
    this.#offline.textContent = words.offline;
    for (const [name, button] of Object.entries(this.#buttons)) button.textContent = words[name];
    if (this.#launcher.isOpen) this.#drawIntro();
    for (const turn of this.#turns) {
      turn.view = this.#view(turn);
      turn.events.forEach((event) => turn.view.show(event));
    }
    this.#log.replaceChildren(...this.#turns.map((turn) => turn.view.element));
  }
}

/** The events by which an answer came that was given before. */
function eventsOf(answer) {
  return [
    { type: "turn", data: answer },
    { type: "sources", data: { citations: answer.citations } },
    ...answer.blocks.map((block, index) => ({ type: "block", data: { index, block } })),
    { type: "done", data: answer },
  ];
}
