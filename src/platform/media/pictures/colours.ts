import { uint32 } from './rebuild';

/** Tags of an ICC profile (ICC.1:2022, section 9.2) by which colours are computed. All others describe a device or a person. */
const COLOURS = new Set([
  ...['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC', 'kTRC', 'wtpt', 'bkpt', 'chad', 'chrm', 'cicp', 'gamt'],
  ...['A2B0', 'A2B1', 'A2B2', 'B2A0', 'B2A1', 'B2A2'],
  ...['D2B0', 'D2B1', 'D2B2', 'D2B3', 'B2D0', 'B2D1', 'B2D2', 'B2D3'],
]);
const HEADER = 128;
const MOST_TAGS = 100;
const WORDS = 'Colours of the picture';

/** What of the header (section 7.2) colours depend on: version, class, spaces, `acsp`, intent, illuminant. */
const KEPT_OF_HEADER = [
  [8, 24],
  [36, 40],
  [56, 80],
] as const;
/** A profile must have a time: nobody's. */
const TIME = Buffer.from([2000, 1, 1, 0, 0, 0].flatMap((part) => [part >> 8, part & 255]));

interface Tag {
  readonly name: string;
  readonly data: Buffer;
}

function tagsOf(profile: Buffer): Tag[] | undefined {
  if (profile.length < HEADER + 4 || profile.toString('latin1', 36, 40) !== 'acsp') return undefined;
  const count = profile.readUInt32BE(HEADER);
  if (count > MOST_TAGS || HEADER + 4 + count * 12 > profile.length) return undefined;
  const tags: Tag[] = [];
  for (let at = HEADER + 4; at < HEADER + 4 + count * 12; at += 12) {
    const [start, size] = [profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)];
    if (start + size > profile.length) return undefined;
    tags.push({ name: profile.toString('latin1', at, at + 4), data: profile.subarray(start, start + size) });
  }
  return tags;
}

/** The two texts that a profile must have, in the way of its version (sections 9.2.22, 9.2.41; ICC.1:2001 6.5.17). */
function textOf(name: 'desc' | 'cprt', major: number): Buffer {
  if (major >= 4) {
    const text = Buffer.from(WORDS, 'utf16le').swap16();
    const record = [uint32(1), uint32(12), Buffer.from('enUS'), uint32(text.length), uint32(28), text];
    return Buffer.concat([Buffer.from('mluc'), uint32(0), ...record]);
  }
  const text = Buffer.from(`${WORDS}\0`);
  return name === 'cprt'
    ? Buffer.concat([Buffer.from('text'), uint32(0), text])
    : Buffer.concat([Buffer.from('desc'), uint32(0), uint32(text.length), text, Buffer.alloc(78)]);
}

/**
 * The profile with its colours as they are and without what it says of a device, a display or a person; `undefined` for
 * one that cannot be read.
 */
export function coloursOnly(profile: Buffer): Buffer | undefined {
  const colours = tagsOf(profile)?.filter(({ name }) => COLOURS.has(name));
  if (colours === undefined || colours.length === 0) return undefined;
  const major = profile.readUInt8(8);
  const texts = (['desc', 'cprt'] as const).map((name) => ({ name, data: textOf(name, major) }));
  const header = Buffer.alloc(HEADER);
  for (const [start, end] of KEPT_OF_HEADER) profile.copy(header, start, start, end);
  TIME.copy(header, 24);
  const tags = [...texts, ...colours];
  const table = [uint32(tags.length)];
  const data: Buffer[] = [];
  let at = HEADER + 4 + tags.length * 12;
  for (const { name, data: bytes } of tags) {
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    table.push(Buffer.from(name, 'latin1'), uint32(at), uint32(bytes.length));
    data.push(bytes, padding);
    at += bytes.length + padding.length;
  }
  header.writeUInt32BE(at, 0);
  return Buffer.concat([header, ...table, ...data]);
}
