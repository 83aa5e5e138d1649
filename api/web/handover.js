import { element } from "./dom.js";

/** What has become of the offer of an answer, so that it outlives a change of language: `{open, values, queued}`. */
const STATES = new WeakMap();

/** The offer to pass a conversation on to a person: a button, then a form, then what has been sent. */
export class Handover {
  #answer;
  #client;
  #emit;
  #words;
  #state;
  #error = element("p", { class: "error", role: "alert" });
  element = element("div", { class: "handover", part: "handover" });

  /**
   * @param answer the answer that offers it
   * @param context `{words, client, emit}`: the product's words, who speaks with the server, who tells the host page
   */
  constructor(answer, { words, client, emit }) {
    this.#answer = answer;
    this.#client = client;
    this.#emit = emit;
    this.#words = words;
    this.#state = STATES.get(answer) ?? { open: false, values: {}, queued: null };
    STATES.set(answer, this.#state);
    if (this.#state.queued) this.#drawQueued();
    else if (this.#state.open) this.#open({ focus: false });
    else this.#drawOffer();
  }

  #drawOffer({ focus = false } = {}) {
    this.#state.open = false;
    const button = element("button", { type: "button", class: "chip" }, this.#words.handover.offer);
    button.addEventListener("click", () => this.#open({ focus: true }));
    this.element.replaceChildren(button);
    if (focus) button.focus();
  }

  async #open({ focus }) {
    this.#state.open = true;
    try {
      const terms = await this.#client.get(`/v1/enquiries/terms?language=${this.#words.language}`);
      this.#drawForm(terms, { focus });
    } catch (problem) {
      this.#drawOffer({ focus });
      this.#fail(problem);
      this.element.append(this.#error);
    }
  }

  #drawForm(terms, { focus }) {
    const words = this.#words.handover;
    const name = this.#field("input", "name", words.name, { autocomplete: "name", maxlength: terms.longest.name });
    const contact = this.#field("input", "contact", words.contact, {
      autocomplete: "email",
      maxlength: terms.longest.contact,
      "aria-required": "true",
    });
    const message = this.#field("textarea", "message", words.message, { rows: 3, maxlength: terms.longest.message });
    const consent = element("input", { type: "checkbox", name: "consent", "aria-required": "true" });
    const send = element("button", { type: "submit", class: "send" }, words.send);
    const cancel = element("button", { type: "button", class: "chip" }, words.cancel);
    const form = element(
      "form",
      { "aria-label": words.title, novalidate: true },
      element("p", { class: "title" }, words.title),
      name,
      contact,
      message,
      element("label", { class: "consent" }, consent, element("span", {}, terms.consent)),
      this.#error,
      element("p", { class: "buttons" }, send, cancel),
    );
    form.addEventListener("input", () => this.#keep(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(form);
    });
    cancel.addEventListener("click", () => this.#drawOffer({ focus: true }));
    this.element.replaceChildren(form);
    if (focus) name.querySelector("input").focus();
  }

  #field(tag, name, label, attributes) {
    const field = element(tag, { ...attributes, name });
    field.value = this.#state.values[name] ?? "";
    return element("label", {}, element("span", {}, label), field);
  }

  #keep(form) {
    const { name, contact, message } = form.elements;
    this.#state.values = { name: name.value, contact: contact.value, message: message.value };
  }

  async #submit(form) {
    const words = this.#words.handover;
    const { contact, consent } = form.elements;
    const lacking = [
      [contact, !contact.value.trim(), words.contactMissing],
      [consent, !consent.checked, words.consentMissing],
    ].filter(([field, missing]) => {
      field.setAttribute("aria-invalid", String(missing));
      return missing;
    });
    this.#error.textContent = lacking.map(([, , text]) => text).join(" ");
    if (lacking.length) return lacking[0][0].focus();
    const send = form.querySelector(".send");
    send.disabled = true;
    this.#keep(form);
    const { conversation } = this.#answer;
    const body = { conversation, ...this.#state.values, consent: true, language: this.#words.language };
    try {
      this.#state.queued = await this.#client.post("/v1/enquiries", body);
      this.#state.values = {}; // nothing personal stays in the page
      this.#drawQueued({ focus: true });
      this.#emit("goglobal-handover", { conversation, status: this.#state.queued.status });
    } catch (problem) {
      send.disabled = false;
      this.#fail(problem);
    }
  }

  #drawQueued({ focus = false } = {}) {
    const words = this.#words.handover;
    const withdraw = element("button", { type: "button", class: "chip" }, words.withdraw);
    withdraw.addEventListener("click", () => this.#withdraw(withdraw));
    this.#error.textContent = "";
    this.#say(words.sent, { focus });
    this.element.append(this.#error, withdraw);
  }

  async #withdraw(button) {
    button.disabled = true;
    try {
      await this.#client.delete(`/v1/enquiries/${encodeURIComponent(this.#state.queued.id)}`);
    } catch (problem) {
      if (problem.status !== 404) {
        button.disabled = false;
        return this.#fail(problem);
      }
    }
    STATES.set(this.#answer, (this.#state = { open: false, values: {}, queued: null }));
    this.#say(this.#words.handover.withdrawn, { focus: true });
  }

  #say(text, { focus }) {
    const said = element("p", { role: "status", tabindex: -1 }, text);
    this.element.replaceChildren(said);
    if (focus) said.focus();
  }

  #fail({ detail, title }) {
    this.#error.textContent = detail || title || this.#words.noConnection;
  }
}
