const PATIENCE_MS = 10_000;

const patience = (): AbortSignal | null =>
  'timeout' in AbortSignal ? AbortSignal.timeout(PATIENCE_MS) : null;

/** The page as the server shows one whose session is over; empty: it is still there; `undefined`: nobody knows, for want of an answer. */
export async function stands(
  path: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string | undefined> {
  try {
    const answer = await fetch(path, {
      headers: { Accept: 'text/html', ...more },
      cache: 'no-store',
      redirect: 'manual',
      signal: patience(),
    });
    if (answer.status === 401) return await answer.text();
    return answer.status === 204 ? '' : undefined;
  } catch {
    return undefined;
  }
}
