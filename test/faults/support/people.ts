import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  patchHeaders,
  VisitorBrowser,
  type Answer,
  type FileState,
} from '../../medium/intake/support/visitor';
import { until } from '../../support/until';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** An answer that settles nothing: the same may be asked again. */
export class TryAgain extends Error {}

const BROKEN = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE']);
/** Node's own errors are not instances of the Error that tests see. */
const isPassing = (error: unknown): boolean =>
  error instanceof TryAgain || BROKEN.has(String((error as { code?: unknown }).code));

/** What a service that is in trouble says must be for people: no driver's words, no stack. */
const UNCLEAR = /\bat .+:\d+:\d+|ECONN|SQLSTATE|terminat|relation "|syntax|pg_|undefined|null/i;

function settled(answer: Answer): Answer {
  if (answer.status < 500) return answer;
  // What a page's script says is for the browser.
  const words = answer.text.replaceAll(/<script[\s\S]*?<\/script>/g, '');
  if (words.length < 20 || UNCLEAR.test(words)) {
    throw new Error(`unclear answer ${answer.status}: ${answer.text}`);
  }
  throw new TryAgain(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
}

/** Longer than any fault and what it needs to be made good. */
const PATIENCE_MS = 300_000;

/** For those who try again and again: what does not move for so long is said, with the last answer, and not waited for until the suite is ended. */
export class Patience {
  private since = Date.now();

  constructor(private readonly what: string) {}

  /** @throws when nothing has moved for too long */
  has(answer: string, moved: boolean): void {
    if (moved) this.since = Date.now();
    if (Date.now() - this.since > PATIENCE_MS) throw new Error(`${this.what} did not come: ${answer}`);
  }
}

/** Does `work` again while the line is broken or the service is away: what a person does. */
export async function persist<T>(what: string, work: () => Promise<T>, ms = 150_000): Promise<T> {
  let last = '';
  const done = until(
    what,
    async () => {
      try {
        return { value: await work() };
      } catch (error) {
        if (!isPassing(error)) throw error;
        last = (error as Error).message;
        return undefined;
      }
    },
    ms,
  );
  return done.then(
    ({ value }) => value,
    (error: unknown) => {
      throw new Error(`${(error as Error).message} (last: ${last})`, { cause: error });
    },
  );
}

export interface Given {
  readonly id: string;
  readonly sha256: string;
}

const givenAt = (location: string, bytes: Buffer): Given => ({
  id: location.split('/').at(-1) ?? '',
  sha256: sha256(bytes),
});

export interface Invitation {
  readonly id: string;
  readonly link: string;
  readonly code: string;
}

/** As many bytes as a page brings at once. */
const AT_ONCE_BYTES = 2 * 1024 * 1024;

/** The victim, whose line breaks and who tries again; only what was acknowledged counts. */
export class Visitor extends VisitorBrowser {
  /** In S3 a fault in the middle of an upload may cost what does not fill a part yet; what was sent, never. */
  mayGoBack = false;
  private added = 0;

  static async in(invitation: Invitation): Promise<Visitor> {
    const visitor = new Visitor(new URL(invitation.link).origin);
    await visitor.enter(invitation);
    return visitor;
  }

  override async files(): Promise<FileState[]> {
    const { text } = settled(await this.get('/files.json', { Accept: 'application/json' }));
    return (JSON.parse(text) as { files: FileState[] }).files;
  }

  asked(work: () => Promise<Answer>, ms?: number): Promise<Answer> {
    return persist('an answer', async () => settled(await work()), ms);
  }

  /** Makes a place for a file. Where an answer got lost, as the page does: a place that is there is taken, not doubled. */
  async begin(name: string, size: number): Promise<string> {
    let again = false;
    return persist('a place', async () => {
      if (again) {
        const files = await this.files();
        const lost = files.find(
          (file) => file.state === 'partial' && file.name === name && file.size === size,
        );
        if (lost !== undefined) return `/upload/${lost.id}`;
      }
      again = true;
      const { status, headers, text } = settled(await this.create(name, size));
      if (status !== 201) throw new Error(`not begun: ${status} ${text}`);
      return headers.location ?? '';
    });
  }

  /** In turn as a page brings a large file and a small one. */
  add(name: string, bytes: Buffer, part?: number): Promise<Given> {
    this.added += 1;
    return this.added % 2 === 0 && bytes.length <= AT_ONCE_BYTES
      ? this.addAtOnce(name, bytes, part)
      : this.addInParts(name, bytes, part);
  }

  /** One request for the place, the bytes and the fingerprint of a file that was chosen. Where it fails, the way of a large one. */
  async addAtOnce(name: string, bytes: Buffer, part?: number): Promise<Given> {
    const location = `/upload/${await this.choose(name, bytes)}`;
    const digest = `sha-256=:${Buffer.from(sha256(bytes), 'hex').toString('base64')}:`;
    const headers = { ...patchHeaders(0), 'Content-Digest': digest };
    try {
      const answer = settled(await this.send('PATCH', location, { headers, body: bytes }));
      if (answer.status === 204 && answer.headers['content-digest-kept'] === digest)
        return givenAt(location, bytes);
    } catch (error) {
      if (!isPassing(error)) throw error;
    }
    const { id } = givenAt(location, bytes);
    const { status, text } = await this.asked(() => this.send('POST', `/files/${id}/begin`));
    if (status !== 204) throw new Error(`not begun: ${status} ${text}`);
    await this.goOn(location, bytes, part);
    return this.fingerprint(location, bytes);
  }

  private async choose(name: string, bytes: Buffer): Promise<string> {
    const files = [{ name, size: bytes.length, modified: null, fingerprint: sha256(bytes) }];
    const { status, text } = await this.asked(() =>
      this.send('POST', '/files/chosen', {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ files }),
      }),
    );
    if (status !== 201) throw new Error(`not noted: ${status} ${text}`);
    return (JSON.parse(text) as { ids: string[] }).ids[0] ?? '';
  }

  /** Uploads by tus in parts, each time from where the service says that it is, and tells the fingerprint. */
  private async addInParts(name: string, bytes: Buffer, part?: number): Promise<Given> {
    const location = await this.begin(name, bytes.length);
    await this.goOn(location, bytes, part);
    return this.fingerprint(location, bytes);
  }

  async goOn(location: string, bytes: Buffer, part = 64 * 1024): Promise<void> {
    let acknowledged = 0;
    const patience = new Patience(`a byte more of ${location}`);
    for (;;) {
      const at = await persist('the offset', async () => {
        const offset = await this.offset(location);
        if (offset <= -500) throw new TryAgain(`answered ${-offset}`);
        return offset;
      });
      if (at < acknowledged && !this.mayGoBack)
        throw new Error(`of ${acknowledged} acknowledged bytes ${at} are there`);
      if (at === bytes.length) return;
      try {
        const { status, headers, text } = settled(
          await this.patch(location, at, bytes.subarray(at, at + part)),
        );
        patience.has(`${status} at ${at}: ${text}`, Number(headers['upload-offset']) > acknowledged);
        if (status === 204) acknowledged = Number(headers['upload-offset']);
        // 409 and 423: what an earlier, broken request wrote is still being put away.
        else if (status === 409 || status === 423) await sleep(50);
        else throw new Error(`part refused: ${status} ${text}`);
      } catch (error) {
        if (!isPassing(error)) throw error;
        patience.has(`${(error as Error).message} at ${at}`, false);
        await sleep(50);
      }
    }
  }

  async fingerprint(location: string, bytes: Buffer): Promise<Given> {
    const given = givenAt(location, bytes);
    const { status, text } = await this.asked(() =>
      this.send('POST', `/files/${given.id}/fingerprint`, {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ sha256: given.sha256 }),
      }),
    );
    if (status !== 204) throw new Error(`no fingerprint: ${status} ${text}`);
    return given;
  }

  /** Opens the page that asks whether to send; gives what its form says. */
  async askToSend(): Promise<Record<string, string>> {
    const { text } = await this.asked(() => this.get('/send'));
    return { reference: /name="reference" value="([^"]+)"/.exec(text)?.[1] ?? '' };
  }

  /** Presses send until it leads to a receipt; gives its address. */
  async sendAll(form?: Record<string, string>): Promise<string> {
    const fields = form ?? (await this.askToSend());
    const { status, headers, text } = await this.asked(() => this.post('/send', fields));
    const where = headers.location ?? '';
    if (status !== 303 || !where.startsWith('/receipts/')) {
      throw new Error(`not sent: ${status} ${where} ${text}`);
    }
    return where;
  }
}

interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export class OfficerBrowser extends VisitorBrowser {
  /** A refusal is an answer; a service that is away is asked again. */
  api(method: string, path: string, body?: object, ms?: number): Promise<ApiAnswer> {
    const ask = async (): Promise<ApiAnswer> => {
      const headers = { Accept: 'application/json', 'Content-Type': 'application/json' };
      const sending = { headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const { status, text } = settled(await this.send(method, `/api/v1${path}`, sending));
      return { status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    };
    return persist(`${method} ${path}`, ask, ms);
  }

  async must<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await this.api(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer.body as T;
  }
}
