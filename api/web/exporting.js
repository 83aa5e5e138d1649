import { citationPlace, factsOf } from "./citations.js";
import { readerAddress } from "./links.js";
import { noticesOf } from "./notices.js";

/** Characters that turn the direction of what follows them: in a plain text nothing can fence them in. */
export const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** An answer as plain text with its sources, for the clipboard. */
export function answerText(answer, context) {
  return answerLines(answer, context, straight).join("\n");
}

/** A conversation as Markdown; what users and documents wrote stays text in it. */
export function conversationMarkdown(answers, context) {
  const { words } = context;
  const parts = answers.map((answer) =>
    [`## ${escaped(answer.question)}`, "", ...answerLines(answer, context, escaped)].join("\n"),
  );
  return [`# ${words.exportTitle}`, new Date().toLocaleString(words.language), ...parts, words.statement].join("\n\n") + "\n";
}

/** Offers a text as a file to the user. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Puts a text on the clipboard; false when the browser does not let it. */
export async function copy(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text, root); // pages that are not secure have no clipboard
  }
}

function copyOldWay(text, root) {
  const area = document.createElement("textarea");
  area.className = "hidden";
  area.value = text;
  const before = root.activeElement;
  root.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus({ preventScroll: true });
  return done;
}

function answerLines(answer, { words, server }, clean) {
  const lines = [];
  let run = null;
  for (const block of answer.blocks) {
    const marks = block.citations.map((number) => `[${number}]`).join("");
    const text = (block.kind === "row" && block.cells.length ? block.cells : [block.text]).map(clean);
    text.push(`${text.pop()} ${marks}`.trimEnd());
    if (run !== null && (run !== block.kind || !["row", "item"].includes(run))) lines.push("");
    if (block.kind === "row") {
      lines.push(`| ${text.join(" | ")} |`);
      if (run !== "row") lines.push(`|${" --- |".repeat(text.length)}`);
    } else lines.push(({ heading: "### ", item: "- " }[block.kind] ?? "") + text[0]);
    run = block.kind;
  }
  const notices = noticesOf(answer, words);
  if (notices.length) lines.push("");
  for (const { kind, text } of notices) {
    const label = words.noticeKinds[kind];
    lines.push(`> ${label ? `${label}${words.colon}` : ""}${clean(text)}`, ">");
  }
  if (notices.length) lines.pop();
  if (answer.citations.length) lines.push("", `${words.sources}:`, "");
  for (const citation of answer.citations) {
    const about = [citation.title, ...factsOf(citation, words), ...citationPlace(citation, words)].join(" · ");
    const quote = citation.quote.replaceAll(/\s*\n\s*/g, " / ");
    lines.push(`[${citation.number}] ${clean(about)}: “${clean(quote)}” ${readerAddress(citation.url, server) ?? ""}`.trimEnd(), "");
  }
  return lines;
}

/** A text of one line in which nothing turns the direction of the rest. */
function straight(text) {
  return text.replaceAll(TURNING, "").replaceAll(/\s+/g, " ").trim();
}

/** The same as Markdown in which nothing of it is read as markup. */
function escaped(text) {
  const marked = straight(text).replaceAll(/[\\`*_[\]<>|~&$]/g, "\\$&");
  return marked.replace(/^([#+=-])/, "\\$1").replace(/^(\d+)([.)])/, "$1\\$2");
}
