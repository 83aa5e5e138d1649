import "./going-global-chat.js";
import { startPage } from "./page-shell.js";

const chat = document.querySelector("going-global-chat");

startPage((words) => {
  chat.lang = words.language;
});
