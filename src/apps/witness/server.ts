import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { cosign, witnessKeyText } from '../../custody/pure/cosignature';
import { judge, readAsked } from '../../custody/pure/witness';
import type { NoteSigner, VerifierKey } from '../../custody/pure/signed-note';
import type { Clock } from '../../kernel/clock';
import type { WitnessMemory } from './memory';

/** Bytes. A request has some kilobytes. */
const MAX_BODY = 64 * 1024;
const TEXT = 'text/plain; charset=utf-8';
const REASONS = {
  400: 'This is no request to cosign a checkpoint.\n',
  403: 'No key that is known for this log signed the checkpoint.\n',
  404: 'This log is not watched here.\n',
  422: 'The log is not what it was when it was cosigned.\n',
} as const;

interface Parts {
  readonly witness: NoteSigner;
  /** Of the logs that are watched; a log's keys have its origin as their name. */
  readonly logs: readonly VerifierKey[];
  readonly memory: WitnessMemory;
  readonly clock: Clock;
  /** Told of a log that shows another history than before. */
  readonly alarm: (origin: string) => void;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

async function textOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The one act of a witness. What it cosigns it remembers first. */
async function addCheckpoint(body: string, { witness, logs, memory, clock, alarm }: Parts): Promise<Answer> {
  const asked = readAsked(body);
  if (asked === undefined) return { status: 400, body: REASONS[400] };
  const { origin, note } = asked.head;
  const keys = logs.filter(({ name }) => name === origin);
  const known = keys.length === 0 ? undefined : keys;
  const decision = judge(asked, known, known && (await memory.last(origin))?.head);
  if (decision.status === 422 || (decision.status === 409 && decision.forked)) alarm(origin);
  if (decision.status === 409) return { status: 409, type: 'text/x.tlog.size', body: `${decision.size}\n` };
  if (decision.status !== 200) return { status: decision.status, body: REASONS[decision.status] };
  const line = cosign(note.text, witness, clock.now());
  await memory.keep(origin, `${asked.checkpoint}${line}`);
  return { status: 200, body: line };
}

/** Who this is, and the last checkpoint of each log that it watches: for whoever wants to compare. */
async function about({ witness, logs, memory }: Parts): Promise<Answer> {
  const origins = [...new Set(logs.map(({ name }) => name))];
  const seen = await Promise.all(
    origins.map(async (origin) => (await memory.last(origin))?.note ?? `${origin}\n`),
  );
  return { status: 200, body: `${witnessKeyText(witness)}\n\n${seen.join('\n')}` };
}

/**
 * A witness (C2SP tlog-witness): remembers how far it has seen a log grow, and cosigns a checkpoint only when nothing
 * before it has changed. Run by somebody other than who runs the log; it needs no database and learns nothing but sizes
 * and hashes. One request at a time, so that what is remembered never goes back.
 */
export function createWitness(parts: Parts): Server {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const path = request.url?.replace(/\?.*$/, '');
    if (request.method === 'GET' && path === '/') return about(parts);
    if (path !== '/add-checkpoint') return { status: 404, body: 'There is nothing here.\n' };
    if (request.method !== 'POST') return { status: 405, body: 'Send it by POST.\n' };
    const body = await textOf(request);
    if (body === undefined) return { status: 413, body: 'A request has 64 KiB at most.\n' };
    return inTurn(() => addCheckpoint(body, parts));
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, type = TEXT, body } = await answer(request);
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  };
  return createServer({ requestTimeout: 30_000 }, (request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': TEXT });
      response.end('The witness cannot remember: nothing was cosigned.\n');
    });
  });
}
