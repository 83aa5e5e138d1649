import { readEvents } from "./sse.js";

/** What went wrong, in the terms of RFC 9457. Status 0: no whole answer came from the server at all. */
export class Problem extends Error {
  constructor({ title = "", detail = "", status = 0 } = {}, options) {
    super(detail || title || `status ${status}`, options);
    this.name = "Problem";
    this.title = String(title);
    this.detail = String(detail);
    this.status = Number(status) || 0;
  }
}

/** Share of its life after which a visitor's token is renewed. */
const WORN = 0.8;

/**
 * Speaks with one server. With a site key it shows a visitor's token, or with a visitor's address a member's, which lives in
 * this object alone and is renewed before it runs out. Every method throws a Problem when the server refuses, reports an error or cannot be reached,
 * and a DOMException named AbortError when `signal` was aborted.
 */
export class Client {
  #siteKey;
  #visitorUrl;
  #fixed;
  #token = null; // {text, until, reader}
  #asking = null;

  /**
   * @param options.siteKey key of the site whose page this is
   * @param options.visitorUrl address on that site which gives tokens of its members, instead
   * @param options.token a token that cannot be renewed, instead
   */
  constructor(server, { siteKey = "", visitorUrl = "", token = "" } = {}) {
    this.server = server;
    this.#siteKey = siteKey;
    this.#visitorUrl = visitorUrl;
    this.#fixed = token;
  }

  /** What the source reader shows to open a member's documents; null for the public. */
  get readerToken() {
    return this.#token?.reader ?? null;
  }

  /**
   * Asks one question and yields the events of its answer, `{type, data}`, in the order turn, sources, block…, done.
   * `request` is the question's own id: sent again with the same id, it is answered once.
   */
  async *chat({ question, request, conversation = null, profile = null, signal }) {
    const body = { question, request };
    if (conversation) body.conversation = conversation;
    if (profile) body.profile = profile;
    const response = await this.#send("/v1/chat", json(body, { Accept: "text/event-stream" }, signal));
    try {
      for await (const event of readEvents(response.body)) {
        const data = parse(event.data);
        if (event.type === "error") throw new Problem(data);
        yield { type: event.type, data };
        if (event.type === "done") return;
      }
    } catch (error) {
      if (error instanceof Problem || signal?.aborted) throw error;
      throw new Problem({}, { cause: error });
    }
    throw new Problem();
  }

  /** A picture, as an address that is good within this page. */
  async picture(path, { signal } = {}) {
    const response = await this.#send(path, { headers: { Accept: "image/png" }, signal });
    return URL.createObjectURL(await response.blob());
  }

  async get(path, { signal } = {}) {
    return parse(await (await this.#send(path, { headers: { Accept: "application/json" }, signal })).text());
  }

  /** Sends JSON and returns what comes back, null where nothing does. */
  async post(path, body) {
    const text = await (await this.#send(path, json(body, { Accept: "application/json" }))).text();
    return text ? parse(text) : null;
  }

  async delete(path) {
    await this.#send(path, { method: "DELETE" });
  }

  async #send(path, options) {
    try {
      return await this.#try(path, options);
    } catch (error) {
      // A token that the server does not take any more, for instance after its clock was set: once with a new one, or none.
      if (error.status !== 401 || !(this.#renews || this.#fixed)) throw error;
      this.#token = null;
      this.#fixed = "";
      return this.#try(path, options);
    }
  }

  async #try(path, options) {
    const token = await this.#visitor();
    const headers = token ? { ...options.headers, Authorization: `Bearer ${token}` } : options.headers;
    return fetched(new URL(path, this.server), { ...options, headers });
  }

  get #renews() {
    return Boolean(this.#siteKey || this.#visitorUrl);
  }

  async #visitor() {
    if (!this.#renews) return this.#fixed || null;
    if (this.#token && this.#token.until > performance.now()) return this.#token.text;
    this.#asking ??= this.#renew().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #renew() {
    // The site knows its member by its own session, so its credentials go with that request, and with no other.
    const response = this.#visitorUrl
      ? await fetched(new URL(this.#visitorUrl, document.baseURI), { credentials: "same-origin" })
      : await fetched(new URL("/v1/visitors", this.server), json({ site_key: this.#siteKey }));
    const { token, expires_in: seconds, reader_token: reader = null } = parse(await response.text());
    this.#token = { text: token, until: performance.now() + seconds * 1000 * WORN, reader };
    return token;
  }
}

/** A client of the server that this page came from. */
export function ownClient() {
  return new Client(location.origin);
}

/** A random id; `crypto.randomUUID` exists on secure pages only. */
export function randomId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function json(body, headers = {}, signal) {
  return { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body), signal };
}

async function fetched(address, options) {
  let response;
  try {
    response = await fetch(address, { credentials: "omit", ...options, referrerPolicy: "no-referrer" });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Problem({}, { cause: error });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function problemOf(response) {
  try {
    return new Problem({ ...(await response.json()), status: response.status });
  } catch {
    return new Problem({ title: response.statusText, status: response.status });
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem({}, { cause: error });
  }
}
