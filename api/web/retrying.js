import { Problem } from "./client.js";

/** Milliseconds to wait before each further attempt: a server that is started anew is back within them. */
const WAITS = [500, 1000, 2000, 4000, 8000];
const PASSING = [0, 502, 503, 504];

/** Whether what went wrong may be over in a moment: no connection, or a server that is not ready. */
export function passes(error) {
  return error instanceof Problem && PASSING.includes(error.status);
}

/**
 * Calls `attempt` until it succeeds, and between attempts `waiting({offline})`. While the browser knows of no network
 * it waits for one, however long; it gives up at a problem that does not pass, and at the sixth attempt.
 */
export async function persisting(attempt, { signal, waiting }) {
  for (let tried = 0; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || !passes(error) || tried === WAITS.length) throw error;
      waiting({ offline: !navigator.onLine });
      if (!navigator.onLine) tried = -1;
      await pause(navigator.onLine ? WAITS[tried] : null, signal);
    }
  }
}

/** Waits some milliseconds (null: without end), less when the network comes back or the signal is aborted. */
function pause(milliseconds, signal) {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      resolve();
    };
    const timer = milliseconds === null ? 0 : setTimeout(end, milliseconds);
    over.signal.addEventListener("abort", () => clearTimeout(timer));
    addEventListener("online", end, { signal: over.signal });
    signal.addEventListener("abort", end, { signal: over.signal });
  });
}
