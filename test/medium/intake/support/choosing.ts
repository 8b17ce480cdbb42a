import type { Answer, VisitorBrowser } from './visitor';

/** A file as the page tells of it before its first byte. */
export interface Told {
  readonly name: string;
  readonly size: number;
  readonly modified?: number | null;
  readonly fingerprint?: string | null;
}
export const print = (letter: string): string => letter.repeat(64);

export const tell = (browser: VisitorBrowser, files: readonly Told[]): Promise<Answer> =>
  browser.send('POST', '/files/chosen', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ files: files.map((file) => ({ modified: null, fingerprint: null, ...file })) }),
  });

export async function choose(browser: VisitorBrowser, ...files: Told[]): Promise<string[]> {
  const answer = await tell(browser, files);
  expect(answer.status).toBe(201);
  return (JSON.parse(answer.text) as { ids: string[] }).ids;
}

export const states = async (browser: VisitorBrowser): Promise<string[]> =>
  (await browser.files()).map(({ name, state }) => `${name} ${state}`);
