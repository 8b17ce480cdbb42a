/** Just as much of DER (X.690) as a time stamp needs. */
export interface Der {
  readonly tag: number;
  readonly content: Buffer;
  /** With tag and length. */
  readonly whole: Buffer;
}

export const TAG = {
  integer: 0x02,
  octets: 0x04,
  oid: 0x06,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  context1: 0xa1,
} as const;

/** Not DER, or not the structure that was expected. */
export class BadDer extends Error {
  constructor() {
    super('not the DER that was expected');
    this.name = 'BadDer';
  }
}

function readOne(bytes: Buffer, at: number): { readonly node: Der; readonly next: number } {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new BadDer();
  const digits = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || digits > 4 || at + 2 + digits > bytes.length) throw new BadDer();
  const length = digits === 0 ? first : bytes.readUIntBE(at + 2, digits);
  const start = at + 2 + digits;
  const next = start + length;
  if (next > bytes.length) throw new BadDer();
  return { node: { tag, content: bytes.subarray(start, next), whole: bytes.subarray(at, next) }, next };
}

/** One value that fills `bytes`. @throws BadDer */
export function readDer(bytes: Buffer): Der {
  const { node, next } = readOne(bytes, 0);
  if (next !== bytes.length) throw new BadDer();
  return node;
}

/** What a constructed value holds. @throws BadDer */
export function childrenOf({ content }: Der): Der[] {
  const nodes: Der[] = [];
  for (let at = 0; at < content.length;) {
    const { node, next } = readOne(content, at);
    nodes.push(node);
    at = next;
  }
  return nodes;
}

/** @throws BadDer unless there is a value with that tag */
export function expect(node: Der | undefined, tag: number): Der {
  if (node?.tag !== tag) throw new BadDer();
  return node;
}

/** Dotted form. */
export function oidOf(node: Der | undefined): string {
  const { content } = expect(node, TAG.oid);
  const parts: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    parts.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = parts;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...rest].join('.');
}

/** GeneralizedTime in UTC (RFC 3161 section 2.4.2) as RFC 3339. @throws BadDer */
export function timeOf(node: Der | undefined): string {
  const text = expect(node, TAG.time).content.toString('latin1');
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text);
  if (match === null) throw new BadDer();
  const [, year, month, day, hour, minute, second, fraction = ''] = match;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}Z`;
}
