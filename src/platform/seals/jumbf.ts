import { refuse } from './faults';
import { LIMITS } from './limits';

/** A box of ISO 19566-5 that holds a description and other boxes. */
export interface Superbox {
  /** Lower-case hexadecimal. */
  readonly type: string;
  readonly label: string;
  readonly superboxes: readonly Superbox[];
  readonly contents: readonly Content[];
  /** All of it but its own header: what a reference to it is a hash of. */
  readonly bytes: Buffer;
}

export interface Content {
  readonly type: string;
  readonly bytes: Buffer;
}

interface Budget {
  boxes: number;
}

interface Box extends Content {
  readonly length: number;
}

const DESCRIPTION = 'jumd';
const SUPERBOX = 'jumb';

function boxAt(bytes: Buffer, at: number): Box {
  if (at + 8 > bytes.length) return refuse('malformed', 'a box ends early');
  const type = bytes.toString('latin1', at + 4, at + 8);
  const short = bytes.readUInt32BE(at);
  if (short === 1 && at + 16 > bytes.length) return refuse('malformed', 'a box ends early');
  const [length, header] =
    short === 1 ? [Number(bytes.readBigUInt64BE(at + 8)), 16] : [short === 0 ? bytes.length - at : short, 8];
  if (length < header || at + length > bytes.length) return refuse('malformed', 'the length of a box');
  return { type, length, bytes: bytes.subarray(at + header, at + length) };
}

/** Type and label of a description box (ISO 19566-5, A.3). */
function describe(bytes: Buffer): { readonly type: string; readonly label: string } {
  if (bytes.length < 17) return refuse('malformed', 'a description');
  const labelled = (bytes.readUInt8(16) & 0b10) !== 0;
  const end = labelled ? bytes.indexOf(0, 17) : 17;
  if (end < 0) return refuse('malformed', 'a label without an end');
  const label = labelled ? bytes.toString('utf8', 17, end) : '';
  return { type: bytes.toString('hex', 0, 16), label };
}

function superbox(bytes: Buffer, depth: number, budget: Budget): Superbox {
  if (depth > LIMITS.boxDepth) return refuse('too-complex', 'boxes within boxes');
  const [superboxes, contents]: [Superbox[], Content[]] = [[], []];
  let described: ReturnType<typeof describe> | undefined;
  for (let at = 0; at < bytes.length;) {
    if ((budget.boxes += 1) > LIMITS.boxes) return refuse('too-complex', 'boxes');
    const box = boxAt(bytes, at);
    at += box.length;
    if (described === undefined) {
      if (box.type !== DESCRIPTION) return refuse('malformed', 'a box without a description');
      described = describe(box.bytes);
    } else if (box.type === DESCRIPTION) return refuse('malformed', 'a box with two descriptions');
    else if (box.type === SUPERBOX) superboxes.push(superbox(box.bytes, depth + 1, budget));
    else contents.push({ type: box.type, bytes: box.bytes });
  }
  if (described === undefined) return refuse('malformed', 'a box without a description');
  return { ...described, superboxes, contents, bytes };
}

/** The one superbox that `bytes` hold. Zeros may follow: room that a writer left. @throws SealFault */
export function parseJumbf(bytes: Buffer): Superbox {
  const box = boxAt(bytes, 0);
  if (box.type !== SUPERBOX) return refuse('malformed', 'no JUMBF');
  if (bytes.subarray(box.length).some((byte) => byte !== 0))
    return refuse('malformed', 'something behind the seal');
  return superbox(box.bytes, 1, { boxes: 0 });
}
