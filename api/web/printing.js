import { element } from "./dom.js";
import { printStyles } from "./styles.js";

/** Prints some turns of a conversation alone, without the page around them. */
export function printTurns(turns, { title, statement, language }) {
  const frame = element("iframe", { class: "hidden", "aria-hidden": "true", tabindex: -1, title });
  document.body.append(frame);
  const { contentDocument: sheet, contentWindow: view } = frame;
  sheet.adoptedStyleSheets = [printStyles(view)];
  sheet.documentElement.lang = language;
  sheet.title = title;
  sheet.body.append(
    element("h1", {}, title),
    ...turns.map((turn) => turn.cloneNode(true)),
    element("p", { class: "quiet" }, statement),
  );
  view.addEventListener("afterprint", () => frame.remove());
  view.print();
}
