import { verify } from 'node:crypto';
import { isObject, parseJson } from './event-text';
import type { Memory } from './memory';
import type { LogRecord } from './record';
import { SERVICE } from './repudiation';
import { fromBase64, keyObject, type VerifierKey } from './signed-note';

/** What a person has settled about an alarm of the log. */
export interface Settled {
  /** Id of the alarm. */
  readonly alarm: string;
  /** Up to this size the log is what was remembered; what was remembered beyond it, up to `lost`, is lost. */
  readonly kept: number;
  readonly lost: number;
}

/** The operator's statement that an alarm was dealt with, signed with the key of the log: a database alone cannot make it. */
export interface Resolution extends Settled {
  /** Id of the event. */
  readonly id: string;
}

/** What the key signs. No checkpoint begins like this. */
export const resolutionText = (origin: string, { alarm, kept, lost }: Settled): string =>
  `lintel-resolution/v1\n${origin}\n${alarm}\n${kept}\n${lost}\n`;

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function signedBy(text: string, signatures: readonly unknown[], key: VerifierKey): boolean {
  return signatures.some((line) => {
    const bytes = typeof line === 'string' ? fromBase64(line) : undefined;
    return (
      bytes?.subarray(0, 4).equals(key.id) === true &&
      verify(null, Buffer.from(text), keyObject(key), bytes.subarray(4))
    );
  });
}

/** Undefined for every other record, and for one that no known key signed. */
export function readResolution(
  { subject, event }: Pick<LogRecord, 'subject' | 'event'>,
  keys: readonly VerifierKey[],
): Resolution | undefined {
  if (subject !== SERVICE || !event.includes('"type":"log-alarm-resolved"')) return undefined;
  const said = parseJson(event);
  if (!isObject(said) || said['type'] !== 'log-alarm-resolved') return undefined;
  const { id, detail } = said;
  if (typeof id !== 'string' || !isObject(detail)) return undefined;
  const { alarm, kept, lost, signatures } = detail;
  if (typeof alarm !== 'string' || !isSize(kept) || !isSize(lost) || !Array.isArray(signatures))
    return undefined;
  const settled = { alarm, kept, lost };
  const signed = keys.some((key) =>
    signedBy(resolutionText(key.name, settled), signatures as unknown[], key),
  );
  return signed ? { id, ...settled } : undefined;
}

/** Whether a person has said of a memory that what it remembers is lost. Of a memory outside nobody here can say so. */
export const isSettled = ({ size, outside }: Memory, resolutions: readonly Resolution[]): boolean =>
  outside !== true && resolutions.some(({ kept, lost }) => size > kept && size <= lost);

/** `1 alarm dealt with by a person`. */
export const resolvedWords = (resolutions: readonly Resolution[]): string =>
  `${resolutions.length} ${resolutions.length === 1 ? 'alarm' : 'alarms'} dealt with by a person`;

/** A line of a verdict for each of them. */
export const settledLine = ({ id, kept, lost }: Resolution): string =>
  lost > kept
    ? `Event ${id} settles what was remembered of the log from ${kept + 1} to ${lost} leaves: that is lost, and it goes on without.`
    : `Event ${id} says that an alarm was dealt with.`;
