/** Address prefix of the source reader: the only place that a citation may lead to. */
const READER = "/documents/";

/**
 * The full address of a path into the source reader of `server`, or null when it leads anywhere else
 * (another origin, another scheme, a path that climbs out).
 */
export function readerAddress(path, server) {
  if (typeof path !== "string" || !path.startsWith(READER)) return null;
  try {
    const address = new URL(path, server);
    const inside = address.origin === new URL(server).origin && address.pathname.startsWith(READER);
    return inside ? address.href : null;
  } catch {
    return null;
  }
}

/** An address of the web that may be linked to, or null: no other scheme, no name or password in it. */
export function webAddress(value) {
  try {
    const address = new URL(value);
    const safe = ["http:", "https:"].includes(address.protocol) && !address.username && !address.password;
    return safe ? address.href : null;
  } catch {
    return null;
  }
}

/** Path of a document in the source reader; without a version, of its latest one. */
export function readerPath(id, version = null) {
  return READER + encodeURIComponent(id) + (version === null ? "" : `@${version}`);
}

/** Path of a document in the API. */
export function readerApi(id) {
  return `/v1/documents/${encodeURIComponent(id)}`;
}

/**
 * What an address of the source reader names: `{id, version}` from the path, or null.
 * The version is the digits behind the last `@`.
 */
export function parseReaderPath(pathname) {
  if (!pathname.startsWith(READER)) return null;
  try {
    const [, id, version] = /^(.+?)(?:@(\d+))?$/.exec(decodeURIComponent(pathname.slice(READER.length))) ?? [];
    return id ? { id, version: version === undefined ? null : Number(version) } : null;
  } catch {
    return null;
  }
}

/** An address of the reader with a member's token in its fragment, which goes to no server and stands in no log. */
export function withToken(address, token) {
  return `${address}${address.includes("#") ? "&" : "#"}reader=${encodeURIComponent(token)}`;
}

/** A fragment without the token that it carries: `{token, hash}`; the token is empty where there is none. */
export function takeToken(hash) {
  const [, kept, token] = /^(#?[^&]*?)&?reader=([\w.-]+)$/.exec(hash) ?? [];
  return token ? { token, hash: kept === "#" ? "" : kept } : { token: "", hash };
}

/** The span that a fragment such as `#120-260` names, in code points, or null. */
export function parseSpan(hash) {
  const [, start, end] = /^#(\d+)-(\d+)$/.exec(hash) ?? [];
  if (start === undefined || Number(end) <= Number(start)) return null;
  return { start: Number(start), end: Number(end) };
}

/** The spans of `?cited=12-40.120-260`, in the order of the text, each once. */
export function parseCited(search) {
  const given = (new URLSearchParams(search).get("cited") ?? "").split(".");
  const spans = [...new Set(given)].map((span) => parseSpan(`#${span}`)).filter(Boolean);
  return spans.sort((a, b) => a.start - b.start || a.end - b.end);
}
