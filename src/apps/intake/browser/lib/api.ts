import { fetchWithin } from '../../../../kernel/fetch-within';
import { ofLink } from './of-link';
import type { PageTexts } from '../shared/upload-texts';

/** One of the victim's files, as the server tells it. */
export interface ServerFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly arrivedBytes: number;
  readonly state: string;
  readonly words: string;
  readonly hint: string;
  /** It goes along when the victim sends. */
  readonly goes: boolean;
  /** The address of its own page, which only the server can make. */
  readonly about: string;
}

/** One that the victim has taken out and may put back. */
export type RemovedFile = Pick<ServerFile, 'id' | 'name'>;

export interface FileList {
  readonly files: readonly ServerFile[];
  readonly removed: readonly RemovedFile[];
  readonly canSend: boolean;
  /** What the draft is called; empty while there is none. */
  readonly reference: string;
}

/** The server said no, in words that may be shown. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

const STORAGE_FULL = 507;

type Words = Pick<PageTexts, 'signedOut' | 'elseWrong' | 'noRoom'>;
let words: Words = { signedOut: '', elseWrong: '', noRoom: '' };

/** From now on refusals without words of their own speak these. */
export const speak = (texts: Words): void => {
  words = texts;
};

/** Whether asking again, without the victim doing anything, may help: no connection, a server that restarts, a lock. */
export const worthRetrying = (status: number): boolean =>
  status === 0 ||
  status === 409 ||
  status === 423 ||
  status === 429 ||
  (status >= 500 && status !== STORAGE_FULL);

/** What an answer says to a person; what is for programs says nothing. */
const wordsIn = (text: string): string => (text.trim().startsWith('{') ? '' : text.trim().slice(0, 300));

/** A refusal from a plain answer of the upload protocol. */
export const refusal = (status: number, text: string): Refusal =>
  new Refusal(
    status === 401
      ? words.signedOut
      : wordsIn(text) || (status === STORAGE_FULL ? words.noRoom : words.elseWrong),
    status,
  );

/** A question on a dead line would wait for minutes: after this it is asked again, on a line of its own. */
const PATIENCE_MS = 30_000;

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = {
    Accept: 'application/json',
    ...ofLink(),
    ...(init.headers as Record<string, string> | undefined),
  };
  const answer = await fetchWithin(PATIENCE_MS, url, { ...init, headers, cache: 'no-store' });
  if (answer.ok || answer.type === 'opaqueredirect') return answer;
  throw refusal(answer.status, await wordsOf(answer));
}

/** Why not, in the victim's language; empty where the answer was not ours. */
const wordsOf = (answer: Response): Promise<string> =>
  answer.headers.get('Content-Type')?.startsWith('text/plain') === true ? answer.text() : Promise.resolve('');

export async function listFiles(): Promise<FileList> {
  return (await (await ask('/files.json')).json()) as FileList;
}

/** `erase` is for good. */
export async function changeFile(id: string, act: 'remove' | 'put-back' | 'erase'): Promise<void> {
  await ask(`/files/${id}/${act}`, { method: 'POST', redirect: 'manual' });
}

const asJson = (value: object): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

export interface ToldFile {
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly fingerprint: string | null;
}

/** What a browser carries on with after its page is gone (Fetch standard, 64 KiB), with room for the headers. */
const PARTING_BYTES = 60_000;

export interface Noted {
  /** In the same order; also of those that the server knew before. */
  readonly ids: readonly string[];
  /** The addresses of their pages. */
  readonly abouts: readonly string[];
  /** What the draft is called. */
  readonly reference: string;
}

export async function noteFiles(files: readonly ToldFile[]): Promise<Noted> {
  const keepalive = JSON.stringify({ files }).length < PARTING_BYTES;
  const answer = await ask('/files/chosen', { ...asJson({ files }), keepalive });
  return (await answer.json()) as Noted;
}

/** Makes a place for its bytes, or finds it made. */
export async function beginFile(id: string): Promise<void> {
  await ask(`/files/${id}/begin`, { method: 'POST' });
}

export async function sendFingerprint(id: string, sha256: string): Promise<void> {
  await ask(`/files/${id}/fingerprint`, asJson({ sha256 }));
}
