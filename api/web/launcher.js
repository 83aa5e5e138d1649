import { drawing, element } from "./dom.js";

const BUBBLE = "M12 3.5c5 0 9 3.3 9 7.5s-4 7.5-9 7.5c-1 0-2-.1-2.9-.4L4.5 20.5l1-3.9C4 15.2 3 13.2 3 11c0-4.2 4-7.5 9-7.5z";
const CROSS = "M6 6l12 12M18 6L6 18";

/** The round button that opens and closes the panel, and the panel's head with a button that closes it. */
export class Launcher {
  button = element("button", { type: "button", class: "launcher", part: "launcher", "aria-controls": "panel" });
  head = element("div", { class: "head", part: "head" });
  #title = element("p", { class: "title" });
  #close = element("button", { type: "button", class: "close" }, drawing(CROSS));
  #panel;
  #before = null;

  /** @param panel what is shown and hidden; `changed(isOpen)` is called each time it is */
  constructor(panel, { changed }) {
    this.#panel = panel;
    this.changed = changed;
    this.head.append(this.#title, this.#close);
    this.button.append(drawing(BUBBLE));
    this.button.addEventListener("click", () => (this.isOpen ? this.close() : this.open()));
    this.#close.addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  /** Uses the panel as a dialog beside the button, closed at first, or as a plain part of the page. */
  set floating(floating) {
    const was = this.#panel.getAttribute("role") === "dialog";
    this.button.hidden = this.head.hidden = !floating;
    if (floating === was) return;
    if (floating) this.#panel.setAttribute("role", "dialog");
    else this.#panel.removeAttribute("role");
    this.#panel.hidden = floating;
    this.#tell();
  }

  relabel(words) {
    this.#title.textContent = words.assistant;
    this.#close.setAttribute("aria-label", words.close);
    this.button.setAttribute("aria-label", words.openChat);
    if (this.#panel.getAttribute("role") === "dialog") this.#panel.setAttribute("aria-label", words.assistant);
    else this.#panel.removeAttribute("aria-label");
  }

  open() {
    if (this.isOpen) return;
    this.#before = document.activeElement;
    this.#panel.hidden = false;
    this.#tell();
  }

  /** Hides the panel and gives the focus back to where it was, if it is within the panel now. */
  close() {
    if (!this.isOpen) return;
    const inside = this.#panel.matches(":focus-within");
    this.#panel.hidden = true;
    this.#tell();
    const host = this.#panel.getRootNode().host;
    const back = this.#before?.isConnected && ![document.body, host].includes(this.#before) ? this.#before : this.button;
    if (inside) back.focus({ preventScroll: true });
  }

  #tell() {
    this.button.setAttribute("aria-expanded", String(this.isOpen));
    this.changed(this.isOpen);
  }
}
