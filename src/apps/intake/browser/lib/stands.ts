import { fetchWithin } from '../../../../kernel/fetch-within';

const PATIENCE_MS = 10_000;

/** The page as the server shows one whose session is over; empty: it is still there; `undefined`: nobody knows, for want of an answer. */
export async function stands(
  path: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  try {
    const answer = await fetchWithin(PATIENCE_MS, path, {
      headers: { Accept: 'text/html', ...more },
      cache: 'no-store',
      redirect: 'manual',
    });
    if (answer.status === 401) return await answer.text();
    return answer.status === 204 ? '' : undefined;
  } catch {
    return undefined;
  }
}
