/**
 * What outlives a reload of the page: the id of the conversation and the question that still waits for its answer.
 * It lies in the tab's session storage, and only where the page allows it; else, or where storage is switched off,
 * nothing is kept.
 */
export class Memory {
  #key;
  #allowed;

  constructor(server, { allowed }) {
    this.#key = `goglobal:${server}`;
    this.#allowed = allowed;
  }

  /** `{conversation, pending: {question, request} | null}`, or null. */
  read() {
    return this.#do(() => JSON.parse(sessionStorage.getItem(this.#key))) ?? null;
  }

  keep(kept) {
    this.#do(() => sessionStorage.setItem(this.#key, JSON.stringify(kept)));
  }

  forget() {
    this.#do(() => sessionStorage.removeItem(this.#key));
  }

  #do(job) {
    if (!this.#allowed) return null;
    try {
      return job();
    } catch {
      return null;
    }
  }
}
