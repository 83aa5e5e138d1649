import { Announcer } from "./announcer.js";
import { AnswerView } from "./answer-view.js";
import { ChatAttributes } from "./chat-attributes.js";
import { Client } from "./client.js";
import { Composer } from "./composer.js";
import { element } from "./dom.js";
import { conversationMarkdown, download } from "./exporting.js";
import { chooseLanguage, wordsIn } from "./i18n/index.js";
import { Intro } from "./intro.js";
import { Launcher } from "./launcher.js";
import { Memory } from "./memory.js";
import { printTurns } from "./printing.js";
import { SourceCard } from "./source-card.js";
import { chatStyles } from "./styles.js";
import { Talk } from "./talk.js";

/**
 * `<going-global-chat>`: a conversation with the adviser.
 *
 * Attributes and properties: `server` (address of the server; by default the one that served this module), `site-key`,
 * `visitor-url` (where the host page's own server gives tokens of its members), `lang` (zh, en, auto), `theme` (light, dark,
 * auto), `mode` (launcher, inline, page), `profile` (JSON), `greeting`, `remember` (the conversation outlives a reload).
 * Methods: `open()`, `close()`, `ask(question)`, `stop()`, `reset()`. Events, which bubble out of shadow trees:
 * `goglobal-ready`, `-answer`, `-citation` (can be cancelled), `-feedback`, `-handover`, `-error`.
 */
export class GoingGlobalChat extends ChatAttributes {
  static observedAttributes = ["lang", "server", "site-key", "visitor-url", "mode", "greeting", "remember"];

  #words = wordsIn("en");
  #client = new Client("");
  #memory = new Memory("", { allowed: false });
  #talk = new Talk(this.#stage());
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
    if (["server", "site-key", "visitor-url", "remember", "mode"].includes(name)) this.#connect();
    this.#relabel();
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
    return this.#talk.ask(text);
  }

  /** Stops the answer that is coming; what has come stays. */
  stop() {
    this.#talk.stop();
  }

  /** Forgets the conversation and begins anew. */
  reset() {
    this.#talk.reset();
    this.#card.hide();
    this.#announcer.clear();
    this.#log.replaceChildren();
    this.#intro.element.hidden = false;
    this.#links.hidden = true;
  }

  /** What the conversation needs of this element. */
  #stage() {
    const chat = this;
    return {
      get client() {
        return chat.#client;
      },
      get memory() {
        return chat.#memory;
      },
      get profile() {
        return chat.profile;
      },
      view: (turn) => this.#view(turn),
      begin: (turn) => this.#begin(turn),
      add: (turn) => this.#add(turn),
      end: () => (this.#composer.busy = false),
      tell: (event) => this.#announcer.tell(event, this.#words),
      giveBack: (question) => this.#composer.giveBack(question),
      emit: (...event) => this.#emit(...event),
    };
  }

  async #resume() {
    await this.#talk.resume();
    const last = this.#talk.turns.at(-1);
    if (last) this.#bringUp(last.view.element);
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
    this.#intro.element.hidden = true;
    this.#links.hidden = false;
    this.#log.append(turn.view.element);
  }

  /** Scrolls a turn to the top. Within a stranger's page only the element itself is scrolled. */
  #bringUp(turn) {
    if (this.mode === "page") turn.scrollIntoView({ block: "start" });
    else this.#scroller.scrollTop += turn.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }

  #shown(open) {
    this.toggleAttribute("open", open && this.mode === "launcher");
    if (!open) this.#card.hide();
    else if (this.isConnected && this.mode === "launcher") {
      this.#drawIntro();
      this.#composer.focus();
    }
  }

  #save() {
    const text = conversationMarkdown(this.#talk.answers, { words: this.#words, server: this.server });
    download(`going-global-${new Date().toISOString().slice(0, 10)}.md`, text);
  }

  #print() {
    const { exportTitle, statement, language } = this.#words;
    const turns = this.#talk.turns.map(({ view }) => view.element);
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
      retry: () => this.#talk.again(turn),
      emit: (...event) => this.#emit(...event),
      announce: (text) => this.#announcer.say(text, this.#words.language),
    });
  }

  #connect() {
    this.#client = new Client(this.server, { siteKey: this.siteKey, visitorUrl: this.visitorUrl });
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
    this.#talk.redraw();
    this.#log.replaceChildren(...this.#talk.turns.map((turn) => turn.view.element));
  }
}
