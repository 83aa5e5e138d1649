/**
 * Colours and type, for pages (`:root`) and components (`:host`) alike. A host page sets the `--goglobal-…`
 * properties to bring its own.
 */
const LIGHT = `
  color-scheme: light;
  --paper: var(--goglobal-paper, #fdfcfa);
  --raised: var(--goglobal-raised, #ffffff);
  --ink: var(--goglobal-ink, #1c2326);
  --quiet: var(--goglobal-quiet, #586266);
  --rule: var(--goglobal-rule, #dfddd6);
  --edge: #7d8689;
  --accent: var(--goglobal-accent, #0d5c63);
  --on-accent: var(--goglobal-on-accent, #ffffff);
  --tint: var(--goglobal-tint, #e8f0ef);
  --warn: #96381f;
  --lit: #cfe6e2;
  --more: rgb(28 35 38 / .2);
  --shadow: 0 1px 2px rgb(28 35 38 / .06), 0 8px 28px rgb(28 35 38 / .12);`;

const DARK = `
  color-scheme: dark;
  --paper: var(--goglobal-paper, #14191b);
  --raised: var(--goglobal-raised, #1b2224);
  --ink: var(--goglobal-ink, #e2e6e4);
  --quiet: var(--goglobal-quiet, #9ea9a9);
  --rule: var(--goglobal-rule, #2f393b);
  --edge: #758183;
  --accent: var(--goglobal-accent, #7cc5c3);
  --on-accent: var(--goglobal-on-accent, #0d2123);
  --tint: var(--goglobal-tint, #1e2c2e);
  --warn: #eba38c;
  --lit: #1f4b4d;
  --more: rgb(226 230 228 / .24);
  --shadow: 0 1px 2px rgb(0 0 0 / .4), 0 8px 28px rgb(0 0 0 / .5);`;

export const TOKENS = `
:root, :host {
  ${LIGHT}
  --sans: var(--goglobal-font, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
    "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC",
    sans-serif);
  --serif: var(--goglobal-heading-font, "Iowan Old Style", Georgia, "Noto Serif", "Songti SC", "Noto Serif SC",
    "Noto Serif CJK SC", "Source Han Serif SC", "Microsoft YaHei", serif);
  --column: var(--goglobal-column, 46rem);
}
@media (prefers-color-scheme: dark) {
  :root, :host(:not([theme="light"])) { ${DARK} }
}
:host([theme="dark"]) { ${DARK} }
`;

/** Rules for set text, shared by answers and documents. */
export const TEXT = `
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; border: 0;
}
h1, h2, h3, h4, h5, h6, p, ul, ol, li, blockquote, dl, dd, td, th { unicode-bidi: isolate; }
:lang(zh) { line-break: strict; text-autospace: normal; }
p:lang(zh), li:lang(zh), blockquote:lang(zh) { line-height: 1.75; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.quiet { color: var(--quiet); }
.lapsed {
  font-weight: 600; font-size: .9em; color: var(--warn);
  border: 1px solid currentColor; border-radius: 3px; padding: 0 .4em; white-space: nowrap;
}
/* A shade at each edge beyond which there is more; at the ends it lies beneath what scrolls with the table. */
.table {
  overflow-x: auto; margin: 1em 0; border-block: 1px solid var(--rule);
  background:
    linear-gradient(90deg, var(--paper) 75%, transparent) 0 / 1.5rem 100% no-repeat local,
    linear-gradient(-90deg, var(--paper) 75%, transparent) 100% / 1.5rem 100% no-repeat local,
    linear-gradient(90deg, var(--more), transparent) 0 / 1.125rem 100% no-repeat,
    linear-gradient(-90deg, var(--more), transparent) 100% / 1.125rem 100% no-repeat;
}
table {
  border-collapse: collapse; min-width: 100%; font-size: .9375em; line-height: 1.55;
  font-variant-numeric: tabular-nums;
}
th, td {
  padding: .5em 1.25em .5em 0; text-align: start; vertical-align: top; min-width: 5.5em; max-width: 22em;
  overflow-wrap: break-word;
}
th:last-child, td:last-child { padding-inline-end: 0; }
th { font-weight: 600; color: var(--quiet); }
thead :is(th, td) { border-bottom: 1px solid var(--rule); }
tbody th { font-weight: 500; white-space: nowrap; }
tbody tr + tr :is(th, td) { border-top: 1px solid var(--rule); }
@media (max-width: 30rem) {
  th, td { padding-inline-end: .8em; min-width: 4.5em; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; }
}
`;

/** A constructable style sheet of some rules. */
export function sheetOf(...rules) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules.join("\n"));
  return sheet;
}
