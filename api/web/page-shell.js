import { chooseLanguage, wordsIn } from "./i18n/index.js";
import { TEXT, TOKENS, sheetOf } from "./tokens.js";

const REMEMBERED = "goglobal-language";

/**
 * What all pages share: the look, the language switch, and the words of the frame. `draw(words)` is called at once
 * and whenever the language changes.
 */
export function startPage(draw) {
  document.adoptedStyleSheets = [sheetOf(TOKENS, TEXT)];
  const show = (language) => {
    const words = wordsIn(language);
    document.documentElement.lang = language;
    for (const node of document.querySelectorAll("[data-words]")) node.textContent = words[node.dataset.words];
    for (const node of document.querySelectorAll("[data-words-label]")) {
      node.setAttribute("aria-label", words[node.dataset.wordsLabel]);
    }
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === language));
    draw(words);
  };
  const buttons = document.querySelectorAll(".languages button");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      remember(button.value);
      show(button.value);
    });
  }
  show(chooseLanguage(remembered(), ...navigator.languages));
}

// Storage may be switched off altogether; the page then forgets, and works.
function remembered() {
  try {
    return sessionStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

function remember(language) {
  try {
    sessionStorage.setItem(REMEMBERED, language);
  } catch {
    // forgotten with the page
  }
}
