import { fetchWithin } from '../../../../../kernel/fetch-within';

/** So long an answer is waited for, to its last byte. */
export const ANSWER_MS = 30_000;
/** So long an answer of a few bytes is waited for, where somebody waits for what comes after it. */
export const SHORT_MS = 10_000;

/** What the service said, whole. */
export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  /** Where it came from after all; elsewhere than asked for, it was `redirected`. */
  readonly url: string;
  readonly redirected: boolean;
  readonly text: string;
}

/** What the service says; nothing where it cannot be reached, or does not say all of it in time. Of a line that stays open, only that it does. */
export async function ask(
  address: string,
  init: RequestInit = {},
  ms = ANSWER_MS,
): Promise<Answer | undefined> {
  try {
    const answer = await fetchWithin(ms, address, { cache: 'no-store', ...init });
    const { status, ok, url, redirected, headers } = answer;
    const isLine = headers.get('Content-Type')?.startsWith('text/event-stream') === true;
    if (isLine) await answer.body?.cancel();
    return { status, ok, url, redirected, text: isLine ? '' : await answer.text() };
  } catch {
    return undefined;
  }
}

/** What an answer holds; nothing where it is not of the service, such as a page of a proxy. */
export function jsonOf({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
