/**
 * `fetch` that is given up after so long, also in the midst of the answer: a line that died without a word, or a service that hangs, holds what
 * asks for minutes, or for as long as it lasts. Browsers that know no such time (before Chromium 103, Firefox 100, Safari 16) wait as they do.
 * @param ms milliseconds, for the whole answer
 * @throws DOMException TimeoutError, or AbortError by `init.signal`; TypeError when it cannot be reached; so does what reads the answer
 */
export async function fetchWithin(ms: number, address: string, init: RequestInit = {}): Promise<Response> {
  const ends = new AbortController();
  const patience = 'timeout' in AbortSignal ? AbortSignal.timeout(ms) : undefined;
  for (const end of [patience, init.signal]) {
    if (end?.aborted === true) ends.abort(end.reason);
    end?.addEventListener('abort', () => ends.abort(end.reason), { once: true });
  }
  return fetch(address, { ...init, signal: ends.signal });
}
