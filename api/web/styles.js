import { TEXT, TOKENS, sheetOf } from "./tokens.js";

const LAYOUT = `
:host {
  display: block; color: var(--ink); background: var(--paper); font: 1rem/1.6 var(--sans);
  overflow-wrap: anywhere;
}
:host([hidden]) { display: none; }
.root, .scroller, .log { display: flex; flex-direction: column; min-width: 0; }
.scroller { container-type: inline-size; }
.root { height: 100%; position: relative; }
.scroller { flex: 1; padding-inline: max(1.25rem, calc(50% - var(--column) / 2)); }
.dock {
  position: sticky; bottom: 0; background: var(--paper);
  padding: .5rem max(1.25rem, calc(50% - var(--column) / 2)) .75rem;
}
:host(:not([mode="page"])) { height: 36rem; max-height: 100dvh; }
:host(:not([mode="page"])) .scroller { min-height: 0; overflow-y: auto; container-type: size; }
:host(:not([mode="page"])) .turn:last-child { min-height: 100cqh; }
:host([mode="page"]) { min-height: 100%; }
:host([mode="page"]) .scroller { flex: none; }
:host([mode="page"]) .turn { scroll-margin-top: var(--goglobal-top, 0px); }
:host([mode="page"]) .log :is(a, button, [tabindex]) {
  scroll-margin-block: calc(var(--goglobal-top, 0px) + .5rem) 9rem;
}
:host([mode="page"]) .turn:last-child { min-height: calc(100dvh - var(--goglobal-top, 0px) - 6rem); }

:host([mode="launcher"]) {
  position: fixed; inset: auto 0 0 auto; z-index: var(--goglobal-z, 2147483000); display: block; width: auto;
  height: auto; max-height: none; background: none;
}
:host([mode="launcher"]) .root {
  position: fixed; inset-block-end: calc(var(--goglobal-offset, 1.25rem) + 4.25rem);
  inset-inline-end: var(--goglobal-offset, 1.25rem); width: min(26rem, calc(100vw - 2rem));
  height: min(40rem, calc(100dvh - 7rem)); background: var(--paper); border: 1px solid var(--rule);
  border-radius: var(--goglobal-radius, 14px); box-shadow: var(--shadow); overflow: hidden;
}
:host([mode="launcher"]) :is(.scroller, .dock) { padding-inline: 1rem; }
.launcher {
  position: fixed; inset-block-end: var(--goglobal-offset, 1.25rem); inset-inline-end: var(--goglobal-offset, 1.25rem);
  width: 3.5rem; height: 3.5rem; padding: 0; border: 0; border-radius: 50%; background: var(--accent);
  color: var(--on-accent); box-shadow: var(--shadow); display: grid; place-items: center;
}
.launcher:focus-visible { outline-offset: 3px; border-radius: 50%; }
svg { width: 1.6rem; height: 1.6rem; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
.head {
  display: flex; align-items: center; justify-content: space-between; padding: .5rem .5rem .5rem 1rem;
  border-bottom: 1px solid var(--rule);
}
.head .title { margin: 0; font: 600 1rem/1.4 var(--serif); }
.close { width: 2.25rem; height: 2.25rem; padding: 0; border: 0; background: none; display: grid; place-items: center; border-radius: 8px; }
.close:hover { background: var(--tint); }
.close svg { width: 1.25rem; height: 1.25rem; }

.intro { padding: clamp(1.25rem, 9vh, 6rem) 0 1.25rem; }
.intro h2 {
  font: 500 clamp(1.375rem, 1rem + 2.5cqi, 2.125rem)/1.35 var(--serif); margin: 0 0 .6rem; text-wrap: balance;
}
.intro p { margin: 0 0 1.5rem; max-width: 40em; }
.intro .chips { border: 0; padding: 0; margin: 0; }
.examples { min-height: 2.5rem; }
.known {
  display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3rem 1.25rem; margin: 2rem 0 0;
  font-size: .875rem; line-height: 1.6; color: var(--quiet);
}
.known:empty { display: none; }
.known dt { font-weight: 600; }
.known dd { margin: 0; }
@container (max-width: 26rem) { .known { grid-template-columns: minmax(0, 1fr); gap: 0; } .known dd { margin-bottom: .5rem; } }
`;

const COMPOSER = `
.composer {
  display: flex; align-items: flex-end; gap: .5rem; padding: .4rem; background: var(--raised);
  border: 1px solid var(--edge); border-radius: 10px;
}
.composer { position: relative; overflow: hidden; }
.composer.busy::after {
  content: ""; position: absolute; inset: auto 0 0; height: 2px; background: var(--accent);
  animation: breathe 1.2s ease-in-out infinite alternate;
}
.composer:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
textarea {
  flex: 1; min-width: 0; resize: none; border: 0; outline: 0; background: none; color: inherit;
  font: inherit; line-height: 1.5; padding: .45rem .6rem; max-height: 40vh;
}
textarea:focus-visible { outline: 0; } /* the whole composer shows the focus */
textarea::placeholder {
  color: var(--quiet); opacity: 1; white-space: nowrap; overflow: hidden; text-overflow: ellipsis;
}
button { font: inherit; color: inherit; cursor: pointer; }
.send, .stop {
  flex: none; min-width: 4.25rem; height: 2.4rem; padding: 0 1rem; border-radius: 7px;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600;
}
.stop { background: none; color: var(--accent); }
.foot {
  display: flex; flex-wrap: wrap; justify-content: space-between; gap: .1rem 1rem; margin-top: .45rem;
  font-size: .8125rem; color: var(--quiet);
}
.statement { margin: 0; line-height: 1.5; flex: 1 1 12rem; padding-block: .2rem; }
.links { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; }
.small {
  background: none; border: 0; padding: 0 .1rem; min-height: 1.75rem; color: var(--accent);
  text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px;
}
.offline { margin: 0 0 .4rem; font-size: .875rem; color: var(--warn); }
.chips { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem; margin: 1.25rem 0 0; padding: 0; }
.chip {
  text-align: start; font-size: .9375rem; line-height: 1.45; padding: .4rem .8rem; background: none;
  border: 1px solid var(--edge); border-radius: 8px; color: var(--accent); transition: background-color .15s;
}
.chip:hover { background: var(--tint); border-color: var(--accent); }
`;

const ANSWER = `
.turn { padding: 1.25rem 0 1.75rem; }
.turn:not(:last-child) { content-visibility: auto; contain-intrinsic-size: auto 40rem; }
.turn + .turn { border-top: 1px solid var(--rule); }
.question {
  width: fit-content; max-width: min(100%, 34rem); margin: 0 0 1.25rem auto; padding: .5rem 1rem;
  background: var(--tint); border-radius: 12px; font: inherit; line-height: 1.55;
  white-space: pre-wrap; outline-offset: 0; max-height: 14rem; overflow-y: auto;
}
.blocks p, .blocks ul { margin: 0 0 .7em; }
.blocks ul { padding-inline-start: 1.25em; }
.blocks li { margin-bottom: .35em; }
.blocks li::marker { color: var(--quiet); }
.blocks h3 { font: 600 1.0625rem/1.5 var(--sans); margin: 1.4em 0 .5em; }
.note, .waiting { color: var(--quiet); }
.translation { font-size: .9375rem; border-inline-start: 2px dotted var(--edge); padding-inline-start: 1rem; }
.waiting::before {
  content: ""; display: block; width: 3rem; height: 2px; margin-bottom: .6rem; background: var(--accent);
  animation: breathe 1.6s ease-in-out infinite alternate;
}
@keyframes breathe { from { opacity: .25; } }
.original { border-inline-start: 2px solid var(--rule); padding-inline-start: 1rem; margin: 0 0 .9em; }
.original > :last-child { margin-bottom: 0; }
.mark, .blocks .mark {
  font-size: .8125rem; line-height: 1.5; color: var(--quiet); margin: 0 0 .3em; letter-spacing: .02em;
}

.cites { white-space: nowrap; }
.cite {
  display: inline-flex; align-items: center; justify-content: center; min-width: 24px; height: 24px;
  margin: -4px 0 -4px 1px;
  vertical-align: .15em; font: 600 .75rem/1 var(--sans); font-variant-numeric: tabular-nums; text-decoration: none;
  color: var(--accent); background: var(--tint); background-clip: content-box; padding: 3px 2px; border-radius: 8px;
}
.cite:hover, .cite:focus-visible, .cite[aria-describedby] {
  background-color: var(--accent); color: var(--on-accent);
}

.outcome, .failure {
  border: 1px solid var(--rule); border-radius: 8px; padding: .9rem 1.1rem; margin-bottom: 1rem;
  background: var(--raised);
}
.outcome p, .failure p { margin: 0; }
.outcome p + p { margin-top: .35em; }
.outcome > :first-child { font-weight: 600; color: var(--ink); }
.failure .title { font-weight: 600; margin-bottom: .25rem; }
.failure .title { color: var(--warn); }
.failure .chip { margin-top: .75rem; }
.notices { list-style: none; margin: 1rem 0 0; padding: 0; font-size: .9375rem; }
.notice { border-inline-start: 2px solid var(--rule); padding: .1rem 0 .1rem .9rem; }
.notice strong { font-size: .8125rem; color: var(--quiet); margin-inline-end: .35em; }
.notice.partial { border-color: var(--accent); }
.notice.partial strong { color: var(--accent); }
.notice:is(.lapsed, .ending, .not_yet, .superseded, .conflict) { border-color: var(--warn); }
.notice:is(.lapsed, .ending, .not_yet, .superseded, .conflict) strong { color: var(--warn); }
.notice.conflict { border-inline-start-style: double; border-inline-start-width: 4px; }
.notice:is(.estimate, .fallback, .person, .other) { color: var(--quiet); }
.notices li + li { margin-top: .5rem; }

.handover { margin: 1rem 0 0; }
.handover form {
  display: grid; gap: .75rem; border: 1px solid var(--rule); border-radius: 8px; padding: .9rem 1.1rem 1.1rem;
  background: var(--raised);
}
.handover p { margin: 0 0 .6rem; }
.handover form p { margin: 0; }
.handover .title { font-weight: 600; }
.handover label { display: grid; gap: .2rem; font-size: .9375rem; }
.handover :is(input:not([type="checkbox"]), textarea) {
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 6px;
  padding: .4rem .6rem; width: 100%; resize: vertical;
}
.handover :is(input, textarea)[aria-invalid="true"] { border-color: var(--warn); outline-color: var(--warn); }
.handover :is(input, textarea):focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.handover .consent { display: flex; align-items: flex-start; gap: .6rem; line-height: 1.55; }
.handover input[type="checkbox"] {
  flex: none; inline-size: 1.25rem; block-size: 1.25rem; margin: .15rem 0 0; accent-color: var(--accent);
}
.handover .error { color: var(--warn); }
.handover .error:empty { display: none; }
.handover .buttons { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.handover button:disabled { opacity: .6; cursor: default; }

.tools { margin-top: 1rem; font-size: .875rem; }
.tools p { margin: 0; }
.tools .buttons { display: flex; flex-wrap: wrap; gap: .25rem; margin-inline-start: -.5rem; }
.tool { background: none; border: 0; border-radius: 6px; padding: .15rem .5rem; min-height: 1.75rem; color: var(--quiet); }
.tool:hover { background: var(--tint); color: var(--accent); }
.tool[aria-pressed="true"] { background: var(--tint); color: var(--accent); font-weight: 600; }
.tools form { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem; margin-top: .5rem; }
.tools label { flex: 1 1 12rem; display: grid; gap: .2rem; }
.tools input {
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 6px;
  padding: .35rem .6rem; width: 100%; min-width: 0;
}
.tools .chip { font-size: .875rem; padding: .35rem .8rem; }

.sources { margin-top: 1.5rem; border-top: 1px solid var(--rule); padding-top: .75rem; font-size: .875rem; }
.sources h3 { font: 600 .8125rem/1.5 var(--sans); color: var(--quiet); margin: 0 0 .4rem; }
.sources ul { list-style: none; margin: 0; padding: 0; }
.sources li { display: flex; gap: .6rem; padding: .2rem 0; line-height: 1.55; }
.numbers { flex: none; min-width: 26px; max-width: 40%; }
.sources .cite { vertical-align: top; margin: -1px 0; }
.sources .title { display: block; unicode-bidi: isolate; }
.facts { color: var(--quiet); }
@container (max-width: 34rem) {
  .sources li { display: block; }
  .sources li + li { margin-top: .5rem; }
}

.card {
  position: fixed; inset: auto; margin: 0; z-index: 10; width: min(26rem, calc(100vw - 24px));
  padding: .9rem 1.1rem 1rem;
  background: var(--raised); color: var(--ink); border: 1px solid var(--rule); border-radius: 8px;
  box-shadow: var(--shadow);
  font-size: .875rem; line-height: 1.55;
}
.card p { margin: 0; }
.card .title { font-weight: 600; }
.card .quiet { font-size: .8125rem; }
.card blockquote {
  margin: .6rem 0 0; padding-top: .6rem; border-top: 1px solid var(--rule); white-space: pre-line;
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 14; overflow: hidden;
}
.card .mark { margin: .4rem 0 0; }
@media (max-width: 30rem) {
  .dock, .scroller { padding-inline: 1rem; }
  .composer { padding: .3rem; }
}
@media (forced-colors: active) {
  .cite, .question, .card, .launcher, .tool[aria-pressed="true"] { border: 1px solid CanvasText; }
  .cite:hover, .cite:focus-visible, .cite[aria-describedby] { border-color: Highlight; }
  .waiting::before, .composer.busy::after { background: Highlight; }
}
@media print { .dock, .chips, .waiting { display: none; } }
`;

const PRINT = `
body { margin: 0; background: #fff; color: #000; font: 11pt/1.5 var(--sans); }
h1 { font: 600 16pt/1.3 var(--serif); }
.turn { content-visibility: visible !important; break-inside: auto; }
.question { margin-inline: 0; max-height: none; background: none; padding: 0; font-weight: 600; }
.tools, .chips, .handover, .waiting, .hidden { display: none; }
.table { overflow: visible; }
`;

/** The style sheet of the chat element. */
export function chatStyles() {
  return sheetOf(TOKENS, TEXT, LAYOUT, COMPOSER, ANSWER);
}

/** The style sheet of a printed conversation, made in the window that it is printed from. */
export function printStyles(view) {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync([TOKENS, TEXT, ANSWER, PRINT].join("\n"));
  return sheet;
}
