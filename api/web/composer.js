import { element } from "./dom.js";

const TALLEST = 200;

/** The field for a question with its buttons. Enter sends, Shift+Enter breaks the line. */
export class Composer {
  #field = element("textarea", { rows: 1, id: "question", part: "field", autocomplete: "off" });
  #label = element("label", { for: "question", class: "hidden" });
  #send = element("button", { type: "submit", class: "send", part: "send" });
  #stop = element("button", { type: "button", class: "stop", part: "stop", hidden: true });
  #busy = false;

  /** @param actions `{ask(question), stop()}` */
  constructor({ ask, stop }) {
    const parts = [this.#label, this.#field, this.#send, this.#stop];
    this.element = element("form", { class: "composer", part: "composer" }, parts);
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(ask);
    });
    this.#field.addEventListener("keydown", (event) => {
      // While an input method composes (229 in Safari), Enter chooses a candidate and sends nothing.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#submit(ask);
    });
    this.#field.addEventListener("input", () => this.#fit());
    this.#stop.addEventListener("click", () => {
      stop();
      this.focus();
    });
  }

  relabel(words) {
    this.#label.textContent = words.question;
    this.#field.placeholder = words.placeholder;
    this.#send.textContent = words.send;
    this.#stop.textContent = words.stop;
  }

  set busy(busy) {
    this.#busy = busy;
    this.element.classList.toggle("busy", busy);
    this.#send.hidden = busy;
    this.#stop.hidden = !busy;
  }

  get focused() {
    return this.#field.matches(":focus");
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Puts a question that was not taken back into the field, unless the next one is being written. */
  giveBack(question) {
    if (this.#field.value) return;
    this.#field.value = question;
    this.#fit();
  }

  #submit(ask) {
    const question = this.#field.value.trim();
    if (question === "" || this.#busy) return;
    this.#field.value = "";
    this.#fit();
    this.focus();
    ask(question);
  }

  #fit() {
    this.#field.style.height = "auto";
    if (this.#field.value) this.#field.style.height = `${Math.min(this.#field.scrollHeight, TALLEST)}px`;
  }
}
