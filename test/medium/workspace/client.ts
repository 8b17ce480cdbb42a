import { createHash } from 'node:crypto';
import { PASSWORD, type World } from './world';

/** What these tests read of JSON answers. A field that an answer lacks is undefined, and the test that needs it fails. */
export interface Body {
  readonly id: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly field: string }[];
  readonly password: string;
  readonly reference: string;
  readonly contentUrl: string;
  /** Of a ticket. */
  readonly packed: { readonly password: string } | null;
  /** Of a clip. */
  readonly malware: object;
  readonly next: string | null;
  readonly items: readonly {
    readonly id: string;
    readonly event: {
      readonly id: string;
      readonly type: string;
      readonly detail: object;
      readonly commit: Readonly<Record<string, string>>;
    };
    readonly openings: Readonly<Record<string, { readonly salt: string; readonly value: string }>>;
  }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Body as JSON; fails when it is none. */
  json(): Body;
}

/** A program or a browser without scripts that keeps the session cookie. Never follows a redirect. */
export class OfficerClient {
  cookie = '';

  constructor(readonly base: string) {}

  async send(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookie !== '') headers.set('Cookie', this.cookie);
    const answer = await fetch(this.base + path, { ...init, method, headers, redirect: 'manual' });
    const set = answer.headers.getSetCookie().at(-1);
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    return answer;
  }

  async call(method: string, path: string, body?: unknown, headers: HeadersInit = {}): Promise<Answer> {
    const sent = new Headers(headers);
    if (body !== undefined) sent.set('Content-Type', 'application/json');
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    // What no page of another site can send: it stands for "not a forged form".
    if (method !== 'GET') sent.set('X-Requested-With', 'test');
    return read(await this.send(method, path, { headers: sent, ...init }));
  }

  /** What an answer that may never end begins with: its status; the whole of it when it is a refusal. */
  async begin(path: string): Promise<Answer> {
    const leave = new AbortController();
    const answer = await this.send('GET', path, { signal: leave.signal });
    if (answer.status >= 300) return read(answer);
    leave.abort();
    return { status: answer.status, headers: answer.headers, text: '', json: () => JSON.parse('') as Body };
  }

  async form(path: string, fields: Record<string, string> | [string, string][]): Promise<Answer> {
    return read(
      await this.send('POST', path, {
        headers: { Origin: this.base, Accept: 'text/html' },
        body: new URLSearchParams(fields),
      }),
    );
  }

  /** The same as a browser does it: the form of `page` sends back what the page showed. */
  async typed(page: string, fields: Record<string, string>, action = page): Promise<Answer> {
    return this.form(action, { ...fields, seen: seenIn((await this.page(page)).text, action) });
  }

  /** A new code for a link, from a page that has the form for it. */
  async renewed(page: string, link: string): Promise<Answer> {
    const action = `/invitations/${link}/renew`;
    const known = seenIn((await this.page(page)).text, action, 'known');
    return this.form(action, { days: '20', ...(known === '' ? {} : { known }) });
  }

  /** A form with a file, as a browser sends it. */
  async upload(path: string, body: FormData, accept = 'application/json'): Promise<Answer> {
    return read(await this.send('POST', path, { headers: { Origin: this.base, Accept: accept }, body }));
  }

  async page(path: string): Promise<Answer> {
    return read(await this.send('GET', path, { headers: { Accept: 'text/html' } }));
  }

  signIn(email: string, password = PASSWORD): Promise<Answer> {
    return this.call('POST', '/api/v1/session', { email, password });
  }

  confirm(password = PASSWORD): Promise<Answer> {
    return this.call('POST', '/api/v1/session/confirmation', { password });
  }
}

/** What a page's form to `action` sends back of what it showed. */
export const seenIn = (text: string, action: string, field = 'seen'): string =>
  new RegExp(`action="${action}"[^>]*>(?:(?!</form>)[\\s\\S])*?name="${field}" value="([^"]*)"`).exec(
    text,
  )?.[1] ?? '';

async function read(answer: Response): Promise<Answer> {
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: () => JSON.parse(text) as Body,
  };
}

/** Signed in, and confirmed a moment ago: may take copies out. */
export async function signedIn(world: World, officer: { email: string }): Promise<OfficerClient> {
  const client = new OfficerClient(world.base);
  const answer = await client.signIn(officer.email);
  if (answer.status !== 200) throw new Error(`sign-in failed: ${answer.text}`);
  const confirmed = await client.confirm();
  if (confirmed.status !== 200) throw new Error(`confirmation failed: ${confirmed.text}`);
  return client;
}

/** The secret in a client's cookie. */
export const secretOf = (client: OfficerClient): string =>
  decodeURIComponent(client.cookie.split('=')[1] ?? '')
    .slice(2)
    .split('.')[0] ?? '';

/** By which PostgreSQL keeps a client's session. */
export const sessionOf = (client: OfficerClient): Buffer =>
  createHash('sha256').update(secretOf(client)).digest();
