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

/**
 * Asks one question and yields the events of its answer, `{type, data}`, in the order
 * turn, sources, block…, done. Returns after `done`.
 *
 * @throws {Problem} the server refused, reported an error, or the connection ended before `done`.
 * @throws {DOMException} named AbortError when `signal` was aborted.
 */
export async function* chat({ server, question, conversation = null, language = null, signal }) {
  const body = { question };
  if (conversation) body.conversation = conversation;
  if (language) body.language = language;
  const response = await request(new URL("/v1/chat", server), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify(body),
    signal,
  });
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

/** Fetches JSON from the server; throws a Problem as `chat` does. */
export async function getJson(address, { signal } = {}) {
  const response = await request(address, { headers: { Accept: "application/json" }, signal });
  return parse(await response.text());
}

/** Sends JSON to the server and returns what it answers; throws a Problem as `chat` does. */
export async function postJson(address, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  const response = await request(address, { method: "POST", headers, body: JSON.stringify(body) });
  return parse(await response.text());
}

/** Has the server delete what stands at an address; throws a Problem as `chat` does. */
export async function deleteAt(address) {
  await request(address, { method: "DELETE" });
}

async function request(address, options) {
  let response;
  try {
    response = await fetch(address, options);
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
