import en from "./en.js";
import zh from "./zh.js";

const BY_LANGUAGE = { en, zh };

/** The product's words in a language; English where it has none. */
export function wordsIn(language) {
  return BY_LANGUAGE[primary(language)] ?? en;
}

/** The first of some language tags that the product speaks (`zh` or `en`); English if none is. */
export function chooseLanguage(...tags) {
  return tags.map(primary).find((tag) => tag in BY_LANGUAGE) ?? "en";
}

/** `zh` of `zh-Hans-CN`; an empty string of nothing. */
export function primary(tag) {
  return String(tag ?? "").toLowerCase().split("-")[0];
}

/** Name of a language in the words' own language: 英文, English. */
export function languageName(code, words) {
  const name = displayName("language", code, words.language);
  return words.language === "zh" ? name.replace(/语$/, "文") : name;
}

/** Name of a place by its ISO 3166 code or grouping: `ES-CT` becomes “Catalonia”, `FR-IDF` “France (FR-IDF)”, `EU` “European Union”. */
export function placeName(code, words) {
  if (Object.hasOwn(words.regions, code)) return words.regions[code];
  const country = displayName("region", code.split("-")[0], words.language);
  return code.includes("-") ? `${country} (${code})` : country;
}

/** A partial ISO date (`2026`, `2026-04`, `2026-04-01`) as people write it; anything else as it stands. */
export function formatDate(partial, words) {
  if (!/^\d{4}(-\d\d){0,2}$/.test(partial)) return partial;
  const parts = partial.split("-").length;
  const date = new Date(partial);
  if (Number.isNaN(date.getTime())) return partial;
  return new Intl.DateTimeFormat(words.language === "zh" ? "zh-CN" : "en-GB", {
    timeZone: "UTC",
    year: "numeric",
    month: parts > 1 ? "long" : undefined,
    day: parts > 2 ? "numeric" : undefined,
  }).format(date);
}

/** Whether the last day of a partial ISO date is over. */
export function isPast(partial, today = new Date()) {
  if (!partial) return false;
  return partial < today.toISOString().slice(0, partial.length);
}

function displayName(type, code, language) {
  try {
    return new Intl.DisplayNames(language, { type }).of(code) ?? code;
  } catch {
    return code;
  }
}
