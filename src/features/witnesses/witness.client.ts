import { parseNote, type Note } from '../../custody/pure/signed-note';
import { cosignedAt } from '../../custody/pure/cosignature';
import { formatWitnessRequest, type WitnessRequest } from '../../custody/pure/witness-request';
import { NotWitnessed, type Witness, type WitnessTrouble } from './witness';

/** Bytes. A cosignature has some hundred. */
const MAX_REPLY = 64 * 1024;
const SIZE = /^(0|[1-9][0-9]{0,15})\n$/;
const TROUBLES: Readonly<Record<number, WitnessTrouble>> = {
  403: 'key-unknown',
  404: 'not-watched',
  422: 'other-history',
};

/** A line that was checked, or the size from which the witness wants to be told how the log grew. */
export type WitnessAnswer = { readonly line: string; readonly at: Date } | { readonly standsAt: number };

async function textOf(answer: Response): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_REPLY) throw new RangeError('too long an answer');
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Of what it answered only its own line counts; others it may add are left out. */
function ownLine(
  answer: string,
  checkpoint: string,
  witness: Witness,
): { line: string; at: Date } | undefined {
  for (const line of answer.split('\n').map((text) => `${text}\n`)) {
    const note: Note | undefined = parseNote(`${checkpoint}${line}`);
    const at = note && cosignedAt(note, witness.key);
    if (at instanceof Date) return { line, at };
  }
  return undefined;
}

/** Asks a witness to cosign (C2SP tlog-witness `add-checkpoint`). @throws NotWitnessed */
export async function askWitness(
  witness: Witness,
  request: WitnessRequest,
  timeoutMs: number,
): Promise<WitnessAnswer> {
  const fail = (trouble: WitnessTrouble, cause?: unknown): NotWitnessed =>
    new NotWitnessed(witness.key.name, trouble, { cause });
  const reply = await fetch(`${witness.url}/add-checkpoint`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: formatWitnessRequest(request),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
    .then(async (answer) => ({ status: answer.status, text: await textOf(answer) }))
    .catch((cause: unknown) => {
      throw fail('no-answer', cause);
    });
  const known = TROUBLES[reply.status];
  if (known !== undefined) throw fail(known);
  if (reply.status === 409) {
    const standsAt = SIZE.exec(reply.text)?.[1];
    if (standsAt === undefined) throw fail('wrong-answer');
    return { standsAt: Number(standsAt) };
  }
  const signed = reply.status === 200 ? ownLine(reply.text, request.checkpoint, witness) : undefined;
  if (signed === undefined) throw fail('wrong-answer');
  return signed;
}
