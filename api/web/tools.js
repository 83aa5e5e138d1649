import { element } from "./dom.js";
import { answerText, copy } from "./exporting.js";

const LONGEST_REASON = 1000;
/** What has been said of an answer, so that it outlives a change of language: `{rating, asking, reason, sent}`. */
const STATES = new WeakMap();

/** What can be done with a finished answer: copy it with its sources, say whether it helped, and why. */
export class Tools {
  #answer;
  #context;
  #state;
  #buttons = new Map();
  #line = element("p", { class: "buttons" });
  #below = element("div");
  element = element("div", { class: "tools", part: "tools", role: "group" });

  /** @param context `{words, client, root, emit, announce}` */
  constructor(answer, context) {
    this.#answer = answer;
    this.#context = context;
    this.#state = STATES.get(answer) ?? { rating: null, asking: false, reason: "", sent: false };
    STATES.set(answer, this.#state);
    const { words } = context;
    this.element.setAttribute("aria-label", words.tools.label);
    this.#line.append(this.#copying(), this.#thumb("up", words.tools.up), this.#thumb("down", words.tools.down));
    this.element.append(this.#line, this.#below);
    this.#draw();
  }

  #copying() {
    const { words, root, announce } = this.#context;
    const button = element("button", { type: "button", class: "tool" }, words.tools.copy);
    button.addEventListener("click", async () => {
      const done = await copy(answerText(this.#answer, { ...this.#context, server: this.#context.client.server }), root);
      button.textContent = done ? words.tools.copied : words.tools.notCopied;
      announce(button.textContent);
      setTimeout(() => (button.textContent = words.tools.copy), 2000);
    });
    return button;
  }

  #thumb(rating, label) {
    const button = element("button", { type: "button", class: "tool" }, label);
    button.addEventListener("click", () => this.#rate(this.#state.rating === rating ? null : rating));
    this.#buttons.set(rating, button);
    return button;
  }

  async #rate(rating) {
    const before = { ...this.#state };
    Object.assign(this.#state, { rating, asking: rating !== null, sent: false });
    this.#draw();
    if (!(await this.#send())) Object.assign(this.#state, before);
    this.#draw();
  }

  async #send() {
    const { conversation, turn } = this.#answer;
    const { rating, reason } = this.#state;
    const { client, emit, words } = this.#context;
    try {
      await client.post("/v1/feedback", { conversation, turn, rating, reason: rating ? reason : "" });
    } catch (problem) {
      this.#context.announce(problem.detail || words.noConnection);
      return false;
    }
    emit("goglobal-feedback", { conversation, turn, rating, reason });
    return true;
  }

  #draw() {
    const { rating, asking, sent } = this.#state;
    for (const [name, button] of this.#buttons) button.setAttribute("aria-pressed", String(name === rating));
    if (sent) this.#below.replaceChildren(element("p", { class: "quiet" }, this.#context.words.tools.thanks));
    else if (!asking) this.#below.replaceChildren();
    else if (!this.#below.querySelector("form")) this.#below.replaceChildren(this.#form());
  }

  #form() {
    const { words, announce } = this.#context;
    const field = element("input", { name: "reason", maxlength: LONGEST_REASON, autocomplete: "off" });
    field.value = this.#state.reason;
    field.addEventListener("input", () => (this.#state.reason = field.value));
    const label = element("label", {}, element("span", {}, words.tools.reason), field);
    const form = element("form", {}, label, element("button", { type: "submit", class: "chip" }, words.tools.send));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const inside = form.contains(form.getRootNode().activeElement);
      if (this.#state.reason.trim() && !(await this.#send())) return;
      Object.assign(this.#state, { asking: false, sent: true });
      this.#draw();
      announce(words.tools.thanks);
      if (inside) this.#buttons.get(this.#state.rating).focus({ preventScroll: true });
    });
    return form;
  }
}
