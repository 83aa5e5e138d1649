import { primary } from "./i18n/index.js";

/**
 * The language of a block that stands in the original words of a document in another language than the answer's,
 * or null when the block is in the answer's own language.
 */
export function originalLanguage(block, citations, answerLanguage) {
  const written = writtenLanguage([block.text, ...(block.cells ?? [])].join(" "));
  const languages = (block.citations ?? []).map((number) => primary(citations.get(number)?.language));
  const cited = new Set(languages.filter(Boolean));
  if (cited.size > 1 || written === null) return null;
  const [language = block.kind === "row" ? written : null] = cited;
  if (language === null || language === primary(answerLanguage)) return null;
  return (language === "zh") === (written === "zh") ? language : null;
}

/** `zh` for text with more Chinese characters than words in Latin letters, `en` otherwise, null without either. */
function writtenLanguage(text) {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/\p{Script=Latin}+/gu)?.length ?? 0;
  if (characters === 0 && words === 0) return null;
  return characters > words ? "zh" : "en";
}
