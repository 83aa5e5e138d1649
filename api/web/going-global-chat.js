import { GoingGlobalChat } from "./chat-element.js";

if (!customElements.get("going-global-chat")) customElements.define("going-global-chat", GoingGlobalChat);

export { GoingGlobalChat };
