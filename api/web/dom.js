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

/** A line drawing of 24 by 24 units in the colour of the text around it. */
export function drawing(path) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const line = document.createElementNS(space, "path");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"]]) picture.setAttribute(name, value);
  line.setAttribute("d", path);
  picture.append(line);
  return picture;
}
