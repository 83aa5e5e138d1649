import "./going-global-chat.js";
import { element } from "./dom.js";
import { TURNING, copy } from "./exporting.js";
import { startPage } from "./page-shell.js";

const ATTRIBUTES = ["site-key", "mode", "lang", "theme", "greeting", "remember"];
const USUAL = { mode: "inline", lang: "auto", theme: "auto" };

const form = document.querySelector("#options");
const code = document.querySelector("#code");
const stage = document.querySelector("#stage");
const copying = document.querySelector("#copy");
let words = null;

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", draw);
form.addEventListener("change", show);
copying.addEventListener("click", async () => {
  copying.textContent = (await copy(code.textContent, document.body)) ? words.tools.copied : words.tools.notCopied;
  setTimeout(() => (copying.textContent = words.copyCode), 2000);
});
startPage((chosen) => {
  words = chosen;
  document.title = `${words.embedTitle} · Going Global`;
  for (const option of document.querySelectorAll("option[data-option]")) {
    option.textContent = words.options[option.dataset.option];
  }
  copying.textContent = words.copyCode;
  draw();
  show();
});

/** The attributes that differ from what would be so without them. */
function attributes() {
  const given = ATTRIBUTES.map((name) => {
    const field = form.elements[name];
    return [name, field.type === "checkbox" ? field.checked : field.value.trim()];
  });
  return given.filter(([name, value]) => value && value !== USUAL[name]);
}

function draw() {
  const written = attributes().map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${quoted(value)}"`));
  const accent = form.elements.accent.value;
  const lines = [
    `<script type="module" src="${location.origin}/widget.js"></script>`,
    `<going-global-chat${written.join("")}></going-global-chat>`,
  ];
  if (accent !== form.elements.accent.defaultValue) {
    lines.push("", "/* CSS */", `going-global-chat { --goglobal-accent: ${accent}; }`);
  }
  code.textContent = lines.join("\n");
}

/** The widget as those attributes make it. The key is left out: these pages are the server's own. */
function show() {
  const shown = Object.fromEntries(attributes().filter(([name]) => name !== "site-key" && name !== "remember"));
  const chat = element("going-global-chat", { lang: words.language, ...shown });
  if (form.elements.accent.value !== form.elements.accent.defaultValue) {
    chat.style.setProperty("--goglobal-accent", form.elements.accent.value);
  }
  stage.replaceChildren(chat);
}

function quoted(value) {
  const marks = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
  return value.replaceAll(TURNING, "").replaceAll(/[&"<>]/g, (mark) => marks[mark]);
}
