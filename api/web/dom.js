/**
 * Makes an element. Attributes that are null, undefined or false are left out; strings among the children become
 * text nodes, so nothing that comes from a server is ever read as markup.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

/** A table that can be scrolled sideways, also by keyboard, when it is wider than the column. */
export function scrollingTable(label) {
  const head = element("thead");
  const body = element("tbody");
  const table = element("table", {}, head, body);
  const frame = element("div", { class: "table", role: "group", "aria-label": label, tabindex: 0 }, table);
  return { frame, head, body };
}
