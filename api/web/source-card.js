import { element } from "./dom.js";

const GAP = 6;
const MARGIN = 12;
const GRACE_MS = 180;

/**
 * The card that shows the words behind a citation while its link is hovered or focused. It stays while the pointer
 * is on the card, and Escape closes it.
 */
export class SourceCard {
  #card = element("div", { class: "card", id: "card", role: "tooltip", part: "card", hidden: true });
  #contents = new WeakMap();
  #link = null;
  #timer = 0;
  #follow = () => this.#place();

  /** @param root shadow root or element within which links are watched and the card lives */
  constructor(root) {
    if ("popover" in this.#card) this.#card.popover = "manual"; // the top layer: no host page can clip it
    root.append(this.#card);
    root.addEventListener("pointerover", (event) => event.pointerType !== "touch" && this.#reach(event.target));
    root.addEventListener("pointerout", () => this.#leave());
    root.addEventListener("focusin", (event) => this.#reach(event.target));
    root.addEventListener("focusout", () => this.#leave());
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.#link === null) return;
      event.preventDefault(); // that is what this Escape was for
      this.hide();
    });
  }

  /** Gives a link its card; `content` makes the nodes when they are wanted. */
  attach(link, content) {
    this.#contents.set(link, content);
  }

  hide() {
    clearTimeout(this.#timer);
    if (this.#link === null) return;
    this.#link.removeAttribute("aria-describedby");
    this.#link = null;
    this.#card.hidePopover?.();
    this.#card.hidden = true;
    removeEventListener("scroll", this.#follow, true);
    removeEventListener("resize", this.#follow);
  }

  #reach(target) {
    if (this.#card.contains(target)) return clearTimeout(this.#timer);
    const link = target.closest?.(".cite");
    if (this.#contents.has(link)) this.#show(link);
  }

  #leave() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), GRACE_MS);
  }

  #show(link) {
    clearTimeout(this.#timer);
    if (link === this.#link) return;
    this.hide();
    this.#link = link;
    this.#card.replaceChildren(...this.#contents.get(link)());
    this.#card.hidden = false;
    this.#card.showPopover?.();
    link.setAttribute("aria-describedby", this.#card.id);
    this.#place();
    addEventListener("scroll", this.#follow, true);
    addEventListener("resize", this.#follow);
  }

  /** Beneath the link, or above it where there is no room beneath; always within the window. */
  #place() {
    if (!this.#link?.isConnected) return this.hide();
    const link = this.#link.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const left = Math.min(link.left - MARGIN, document.documentElement.clientWidth - width - MARGIN);
    const beneath = link.bottom + GAP;
    const fits = beneath + height + MARGIN <= innerHeight || link.top < height + GAP + MARGIN;
    this.#card.style.left = `${Math.max(left, MARGIN)}px`;
    this.#card.style.top = `${fits ? beneath : link.top - GAP - height}px`;
  }
}
