import { CodePointText } from "./code-points.js";
import { element } from "./dom.js";

/** Headings from which on a table of contents is worth its place. */
const ENOUGH = 3;

/**
 * Buttons to the earlier and later one of the spans that an answer cites, or null with fewer than two.
 * `go(span)` is called with the span to show.
 */
export function steps(cited, span, { words, go }) {
  if (cited.length < 2) return null;
  const at = cited.findIndex(({ start, end }) => start === span?.start && end === span?.end);
  const earlier = at > 0 ? cited[at - 1] : null;
  const later = at + 1 < cited.length ? cited[at + 1] : null;
  return element(
    "div",
    { class: "steps", role: "group", "aria-label": words.citedPlaces },
    button("earlier", words.earlier, earlier, go),
    element("p", { role: "status" }, at < 0 ? words.citedCount(cited.length) : words.citedAt(at + 1, cited.length)),
    button("later", words.later, later, go),
  );
}

function button(step, label, target, go) {
  const made = element("button", { type: "button", class: "jump", "data-step": step, disabled: !target }, label);
  if (target) made.addEventListener("click", () => go(target));
  return made;
}

/** The table of contents: a link to each heading, whose address can be shared; null for a short document. */
export function contents({ text, blocks, language }, words) {
  const headings = blocks.filter((block) => block.kind === "heading");
  if (headings.length < ENOUGH) return null;
  const points = new CodePointText(text);
  const top = Math.min(...headings.map(depth));
  const lines = headings.map((block) => {
    const level = Math.min(depth(block) - top + 1, 3);
    const link = element("a", { href: `#${block.start}-${block.end}` }, points.slice(block.start, block.end).replace(/^#+\s*/, ""));
    return element("li", { class: `level${level}` }, link);
  });
  return element(
    "details",
    { class: "contents" },
    element("summary", {}, words.contents),
    element("ul", { lang: language }, lines),
  );
}

function depth({ level, headings }) {
  return level || Math.max(headings?.length ?? 0, 1);
}
