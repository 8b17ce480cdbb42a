import { createHash } from 'node:crypto';
import { wide, type Value } from './cbor';
import { box } from './jumbf';
import { storeOf, type Plan } from './seal';

export const C2PA_UUID = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');

/** Where the bytes of a store go in a file, and what is there only for them. */
interface Place {
  readonly file: Buffer;
  readonly start: number;
  readonly length: number;
}

type Embed = (file: Buffer, store: Buffer) => Place;

const SEGMENT = 60_000;

export const intoJpeg: Embed = (file, store) => {
  const header = store.subarray(0, 8);
  const segments: Buffer[] = [];
  for (let at = 8; at < store.length; at += SEGMENT) {
    const part = store.subarray(at, at + SEGMENT);
    const head = Buffer.alloc(12);
    head.writeUInt16BE(0xffeb, 0);
    head.writeUInt16BE(2 + 8 + 8 + part.length, 2);
    head.write('JP', 4, 'latin1');
    head.writeUInt16BE(0x0211, 6);
    head.writeUInt32BE(segments.length + 1, 8);
    segments.push(Buffer.concat([head, header, part]));
  }
  const seal = Buffer.concat(segments);
  return {
    file: Buffer.concat([file.subarray(0, 2), seal, file.subarray(2)]),
    start: 2,
    length: seal.length,
  };
};

/** CRC-32 of PNG. */
function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

export const intoPng: Embed = (file, store) => {
  const typed = Buffer.concat([Buffer.from('caBX'), store]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(store.length);
  check.writeUInt32BE(crc(typed));
  const seal = Buffer.concat([length, typed, check]);
  // Behind IHDR, which has 25 bytes.
  const start = 8 + 25;
  return {
    file: Buffer.concat([file.subarray(0, start), seal, file.subarray(start)]),
    start,
    length: seal.length,
  };
};

export const intoRiff: Embed = (file, store) => {
  const head = Buffer.alloc(8);
  head.write('C2PA', 'latin1');
  head.writeUInt32LE(store.length, 4);
  const seal = Buffer.concat([head, store, Buffer.alloc(store.length % 2)]);
  const whole = Buffer.concat([file, seal]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return { file: whole, start: file.length, length: seal.length };
};

export const sealBox = (store: Buffer, purpose = 'manifest'): Buffer =>
  box(
    'uuid',
    C2PA_UUID,
    Buffer.alloc(4),
    Buffer.from(`${purpose}\0`),
    Buffer.alloc(purpose === 'manifest' ? 8 : 0),
    store,
  );

export interface TopBox {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export function topBoxes(file: Buffer, from = 0, to = file.length): TopBox[] {
  const boxes: TopBox[] = [];
  for (let at = from; at < to;) {
    const size = file.readUInt32BE(at) || to - at;
    boxes.push({ type: file.toString('latin1', at + 4, at + 8), start: at, end: at + size });
    at += size;
  }
  return boxes;
}

/** Moves the offsets of all samples (stco) by what was put before them. */
function moveSamples(file: Buffer, from: number, to: number, by: number): void {
  for (const { type, start, end } of topBoxes(file, from, to)) {
    if (['moov', 'trak', 'mdia', 'minf', 'stbl'].includes(type)) moveSamples(file, start + 8, end, by);
    if (type !== 'stco') continue;
    for (let at = start + 16; at < end; at += 4) file.writeUInt32BE(file.readUInt32BE(at) + by, at);
  }
}

export const intoMp4: Embed = (file, store) => {
  const first = topBoxes(file)[0];
  const start = first?.end ?? 0;
  const seal = sealBox(store);
  const moved = Buffer.from(file);
  moveSamples(moved, 0, moved.length, seal.length);
  return {
    file: Buffer.concat([moved.subarray(0, start), seal, moved.subarray(start)]),
    start,
    length: seal.length,
  };
};

const hashed = (algorithm: string, parts: readonly Buffer[]): Buffer => {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Seals a file whose seal says which range it is not about: JPEG, PNG, WebP. */
export async function sealData(file: Buffer, plan: Plan, embed: Embed): Promise<Buffer> {
  const algorithm = plan.hash ?? 'sha256';
  const empty = hashed(algorithm, []);
  const binding = (start: number, length: number, hash: Buffer): Record<string, Value> => ({
    exclusions: [{ start: wide(start), length: wide(length) }],
    alg: algorithm,
    hash,
    pad: Buffer.alloc(8),
  });
  const draft = embed(file, await storeOf(plan, binding(0, 0, empty)));
  const { start, length } = draft;
  const rest = [draft.file.subarray(0, start), draft.file.subarray(start + length)];
  return embed(file, await storeOf(plan, binding(start, length, hashed(algorithm, rest)))).file;
}

export const FILM_RULES: Value[] = [
  {
    xpath: '/uuid',
    length: null,
    data: [{ offset: 8, value: C2PA_UUID }],
    subset: null,
    version: null,
    flags: null,
    exact: null,
  },
  { xpath: '/ftyp', length: null, data: null, subset: null, version: null, flags: null, exact: null },
  { xpath: '/mfra', length: null, data: null, subset: null, version: null, flags: null, exact: null },
];

/** What the rules of a film leave: each box that is hashed, with its place before it. */
export function filmParts(file: Buffer, leftOut: (box: TopBox) => boolean): Buffer[] {
  return topBoxes(file)
    .filter((each) => !leftOut(each))
    .flatMap(({ start, end }) => {
      const place = Buffer.alloc(8);
      place.writeBigUInt64BE(BigInt(start));
      return [place, file.subarray(start, end)];
    });
}

const isLeftOut =
  (file: Buffer) =>
  (each: TopBox): boolean =>
    ['ftyp', 'mfra'].includes(each.type) ||
    (each.type === 'uuid' && file.subarray(each.start + 8, each.start + 24).equals(C2PA_UUID));

/** Seals a film. `leftOut` and `rules` say what its hash is not about. */
export async function sealFilm(
  file: Buffer,
  plan: Plan,
  rules: Value[] = FILM_RULES,
  leftOut: (file: Buffer) => (each: TopBox) => boolean = isLeftOut,
): Promise<Buffer> {
  const algorithm = plan.hash ?? 'sha256';
  const film = { bindingLabel: 'c2pa.hash.bmff.v3', ...plan };
  const binding = (hash: Buffer): Record<string, Value> => ({
    exclusions: rules,
    alg: algorithm,
    hash,
    name: 'jumbf manifest',
  });
  const draft = intoMp4(file, await storeOf(film, binding(hashed(algorithm, []))));
  const hash = hashed(algorithm, filmParts(draft.file, leftOut(draft.file)));
  return intoMp4(file, await storeOf(film, binding(hash))).file;
}
