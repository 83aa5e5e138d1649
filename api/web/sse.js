/**
 * Incremental parser of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * Chunks, bytes or text, may end anywhere: within a line, between CR and LF, within a UTF-8 sequence.
 */
export class SseParser {
  #decoder = new TextDecoder();
  #started = false;
  #afterCarriageReturn = false;
  #rest = "";
  #type = "";
  #data = [];
  #lastId = "";

  /** Takes the next chunk (string or bytes) and returns the events `{type, data, id}` that it completes. */
  feed(chunk) {
    let text = typeof chunk === "string" ? chunk : this.#decoder.decode(chunk, { stream: true });
    if (text === "") return [];
    if (!this.#started && text.startsWith("\uFEFF")) text = text.slice(1);
    this.#started = true;
    if (this.#afterCarriageReturn && text.startsWith("\n")) text = text.slice(1);
    this.#afterCarriageReturn = text.endsWith("\r");

    const lines = (this.#rest + text).split(/\r\n|\r|\n/);
    this.#rest = lines.pop();
    return lines.map((line) => this.#take(line)).filter((event) => event !== null);
  }

  #take(line) {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return null; // a comment: keep-alive
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#type = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id" && !value.includes("\0")) this.#lastId = value;
    return null;
  }

  #dispatch() {
    const event = { type: this.#type || "message", data: this.#data.join("\n"), id: this.#lastId };
    const empty = this.#data.length === 0;
    this.#type = "";
    this.#data = [];
    return empty ? null : event;
  }
}

/** The events of a stream of bytes as they arrive. An event that the end cuts off is dropped, as the standard says. */
export async function* readEvents(stream) {
  const parser = new SseParser();
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield* parser.feed(value);
    }
  } finally {
    reader.cancel().catch(() => {}); // the stream may have failed or been aborted already
  }
}
