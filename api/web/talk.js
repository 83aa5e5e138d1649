import { Problem, randomId } from "./client.js";
import { passes, persisting } from "./retrying.js";

/**
 * The questions of one conversation with their answers, asked one after the other; what is lost on the way is asked on,
 * and nothing is asked twice. How turns look is the stage's matter.
 */
export class Talk {
  #stage;
  #turns = []; // {question, request, number, drawn, events, view, answer}
  #conversation = null;
  #controller = null;

  /**
   * @param stage `{client, memory, profile, view(turn), begin(turn), add(turn), end(), tell(event), giveBack(question),
   *   emit(name, detail)}`: who speaks with the server, what outlives a reload, and what is to be done and shown
   */
  constructor(stage) {
    this.#stage = stage;
  }

  get turns() {
    return this.#turns;
  }

  /** The finished answers. */
  get answers() {
    return this.#turns.map(({ answer }) => answer).filter(Boolean);
  }

  /** Asks a question; resolves to the answer, or null when there was none. */
  async ask(question, request = randomId()) {
    this.stop();
    const turn = this.#newTurn(question, request);
    const controller = (this.#controller = new AbortController());
    this.#keep({ question, request });
    this.#turns.push(turn);
    this.#stage.begin(turn);
    try {
      const waiting = (data) => this.#show(turn, { type: "waiting", data });
      const options = { signal: controller.signal, waiting };
      const answer = await persisting(() => this.#receive(turn, controller.signal), options);
      if (answer === null) return null;
      this.#keep(null);
      this.#stage.emit("goglobal-answer", answer);
      return answer;
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(turn, error);
      return null;
    } finally {
      if (this.#controller === controller) this.#end();
    }
  }

  /** Asks a question that was stopped or failed once more, in its place and as the same request. */
  again(turn) {
    this.#drop(turn);
    return this.ask(turn.question, turn.request);
  }

  /** Stops the answer that is coming; what has come stays. */
  stop() {
    if (this.#controller === null) return;
    this.#controller.abort();
    this.#end();
    this.#keep(null);
    this.#show(this.#turns.at(-1), { type: "stopped", data: {} });
  }

  /** Forgets everything. */
  reset() {
    this.stop();
    this.#turns = [];
    this.#conversation = null;
    this.#stage.memory.forget();
  }

  /** Draws all turns anew, for instance in another language. */
  redraw() {
    for (const turn of this.#turns) {
      turn.view = this.#stage.view(turn);
      turn.events.forEach((event) => turn.view.show(event));
    }
  }

  /** Brings back what was kept before a reload; a question that had no answer yet is asked on. */
  async resume() {
    const kept = this.#stage.memory.read();
    if (!kept) return;
    try {
      if (kept.conversation) await this.#restore(kept.conversation);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 404) return this.#stage.memory.forget();
      this.#conversation = kept.conversation;
    }
    if (kept.pending) this.ask(kept.pending.question, kept.pending.request);
  }

  #newTurn(question, request) {
    const turn = { question, request, number: null, drawn: 0, events: [], view: null, answer: null };
    turn.view = this.#stage.view(turn);
    return turn;
  }

  #drop(turn) {
    turn.view.element.remove();
    this.#turns.splice(this.#turns.indexOf(turn), 1);
  }

  #end() {
    this.#controller = null;
    this.#stage.end();
  }

  async #receive(turn, signal) {
    const { question, request } = turn;
    const { client, profile } = this.#stage;
    for await (const event of client.chat({ question, request, conversation: this.#conversation, profile, signal })) {
      if (signal.aborted) return null;
      this.#show(turn, event);
    }
    return turn.answer;
  }

  #show(turn, event) {
    const { type, data } = event;
    if (type === "turn") this.#started(turn, data);
    if (type === "block" && data.index < turn.drawn) return; // it comes again after a lost connection
    if (type === "block") turn.drawn = data.index + 1;
    if (type === "done") turn.answer = data;
    turn.events.push(event);
    turn.view.show(event);
    this.#stage.tell(event);
  }

  #started(turn, { conversation, turn: number }) {
    turn.number = number;
    this.#conversation = conversation;
    if (this.#controller) this.#keep({ question: turn.question, request: turn.request });
    // A question that was asked before a reload may be among what was kept, with its answer: once is enough.
    const kept = this.#turns.filter((other) => other.request === null && other.number >= number);
    kept.forEach((other) => this.#drop(other));
  }

  #fail(turn, error) {
    const { title, detail, status } = error instanceof Problem ? error : new Problem({}, { cause: error });
    const problem = { title, detail, status };
    if (!passes(error)) this.#keep(null);
    if (status === 422) this.#stage.giveBack(turn.question);
    this.#show(turn, { type: "failed", data: problem });
    this.#stage.emit("goglobal-error", problem);
    if (!(error instanceof Problem)) throw error; // a mistake of ours: let it be seen
  }

  async #restore(conversation) {
    const options = { signal: new AbortController().signal, waiting: () => {} };
    const path = `/v1/conversations/${encodeURIComponent(conversation)}`;
    const { turns } = await persisting(() => this.#stage.client.get(path), options);
    this.#conversation = conversation;
    for (const answer of turns) {
      const turn = this.#newTurn(answer.question, null);
      turn.events = eventsOf(answer);
      turn.events.forEach((event) => turn.view.show(event));
      Object.assign(turn, { number: answer.turn, drawn: answer.blocks.length, answer });
      this.#turns.push(turn);
      this.#stage.add(turn);
    }
  }

  #keep(pending) {
    this.#stage.memory.keep({ conversation: this.#conversation, pending });
  }
}

/** The events by which an answer came that was given before. */
function eventsOf(answer) {
  return [
    { type: "turn", data: answer },
    { type: "sources", data: { citations: answer.citations } },
    ...answer.blocks.map((block, index) => ({ type: "block", data: { index, block } })),
    { type: "done", data: answer },
  ];
}
