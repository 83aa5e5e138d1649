/** The attributes of `<going-global-chat>` as properties; what they mean stands in chat-element.js. */
export class ChatAttributes extends HTMLElement {
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

  /** Address on the host page's own site that gives a token of the member who has signed in there; empty for none. */
  get visitorUrl() {
    return this.getAttribute("visitor-url") ?? "";
  }

  set visitorUrl(value) {
    this.setAttribute("visitor-url", value);
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
}
