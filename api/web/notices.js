import { element } from "./dom.js";

/** What a reader must know of a finished answer, as `{kind, text}`, the kinds being those of the server. */
export function noticesOf({ outcome, notices, notice_kinds: kinds }, words) {
  const told = notices.map((text, index) => ({ kind: kinds?.[index] ?? "other", text }));
  if (outcome !== "partly_answered" || told.some(({ kind }) => kind === "partial")) return told;
  return [{ kind: "partial", text: words.partly }, ...told];
}

/** The notices of an answer, each drawn as what it is; null without any. */
export function noticeList(answer, words) {
  const told = noticesOf(answer, words);
  if (!told.length) return null;
  const lines = told.map(({ kind, text }) => {
    const label = words.noticeKinds[kind];
    const mark = label ? [element("strong", { lang: words.language }, label), " "] : [];
    return element("li", { class: `notice ${kind in words.noticeKinds ? kind : "other"}` }, mark, element("bdi", {}, text));
  });
  return element("ul", { class: "notices", part: "notices", "aria-label": words.notices, lang: answer.language }, lines);
}
