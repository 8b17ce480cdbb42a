import type { UploadTexts } from '../shared/upload-texts';

/** One of her files, as the server tells it. */
export interface ServerFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly arrivedBytes: number;
  readonly state: 'partial' | 'waiting' | 'checked' | 'changed';
  readonly words: string;
  readonly hint: string;
}

export interface FileList {
  readonly files: readonly ServerFile[];
  readonly canSend: boolean;
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

type Words = Pick<UploadTexts, 'signedOut' | 'elseWrong'>;
let words: Words = { signedOut: '', elseWrong: '' };

/** From now on refusals without words of their own speak these. */
export const speak = (texts: Words): void => {
  words = texts;
};

/** Whether asking again, without her doing anything, may help: no connection, a server that restarts, a lock. */
export const worthRetrying = (status: number): boolean =>
  status === 0 || status === 409 || status === 423 || status === 429 || (status >= 500 && status !== 507);

/** A refusal from a plain answer of the upload protocol. */
export const refusal = (status: number, text: string): Refusal =>
  new Refusal(status === 401 ? words.signedOut : text.trim().slice(0, 300) || words.elseWrong, status);

/** A question on a dead line would wait for minutes: after this it is asked again, on a line of its own. */
const PATIENCE_MS = 30_000;
const patience = (): AbortSignal | null =>
  'timeout' in AbortSignal ? AbortSignal.timeout(PATIENCE_MS) : null;

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = { Accept: 'application/json', ...(init.headers as Record<string, string> | undefined) };
  const answer = await fetch(url, { ...init, headers, cache: 'no-store', signal: patience() });
  if (answer.ok || answer.type === 'opaqueredirect') return answer;
  throw refusal(answer.status, '');
}

export async function listFiles(): Promise<FileList> {
  return (await (await ask('/files.json')).json()) as FileList;
}

export async function removeFile(id: string): Promise<void> {
  await ask(`/files/${id}/remove`, { method: 'POST', redirect: 'manual' });
}

export async function sendFingerprint(id: string, sha256: string): Promise<void> {
  await ask(`/files/${id}/fingerprint`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ sha256 }),
  });
}

const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

/** Creation of an upload (tus 1.0); gives its id. @throws Refusal; TypeError without a connection */
export async function createUpload(endpoint: string, file: File): Promise<string> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    cache: 'no-store',
    signal: patience(),
    headers: {
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(file.size),
      'Upload-Metadata': `filename ${base64(file.name)},modified ${base64(String(file.lastModified))}`,
    },
  });
  if (answer.status !== 201) throw refusal(answer.status, answer.status < 500 ? await answer.text() : '');
  const id = answer.headers.get('Location')?.split('/').at(-1);
  if (id === undefined) throw refusal(answer.status, '');
  return id;
}
