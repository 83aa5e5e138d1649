import "./going-global-chat.js";
import { Knowledge } from "./knowledge.js";
import { startPage } from "./page-shell.js";

const chat = document.querySelector("going-global-chat");
const knowledge = new Knowledge(document.querySelector("#knowledge-list"));
const dialog = document.querySelector("#knowledge");

document.querySelector("#knowledge-open").addEventListener("click", () => {
  knowledge.load();
  dialog.showModal();
});
document.querySelector("#knowledge-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());

startPage((words) => {
  chat.lang = words.language;
  knowledge.draw(words);
});
