import { encode, Raw, wide, type Value } from '../../../support/c2pa/cbor';
import { C2PA_UUID, FILM_RULES, intoMp4, sealFilm, type TopBox } from '../../../support/c2pa/embed';
import { box } from '../../../support/c2pa/jumbf';
import { storeOf, type Plan } from '../../../support/c2pa/seal';
import { film, jpeg, type Forgery, type Workshop } from './forger';

const leftOut = { integrity: 'unchecked', fault: 'left-out' } as const;
const malformed = { integrity: 'unchecked', fault: 'malformed' } as const;
const unknown = { integrity: 'unchecked', fault: 'binding-unknown' } as const;

type Fields = Record<string, Value>;
const binding = (change: (all: Fields) => Value): Partial<Plan> => ({ binding: change });
const range = (start: number, length: number): Value => ({ start: wide(start), length: wide(length) });
/** With more ranges than the seal's own. */
const more = (...ranges: Value[]): Partial<Plan> =>
  binding((all) => ({ ...all, exclusions: [...(all['exclusions'] as Value[]), ...ranges] }));
const only = (...ranges: Value[]): Partial<Plan> => binding((all) => ({ ...all, exclusions: ranges }));
const bignum = (...bytes: number[]): Raw => new Raw(Buffer.from(bytes));

/** A film with a large box that its rules leave out: room for other pictures. */
async function roomy({ files, people }: Workshop): Promise<Buffer> {
  const room = Buffer.concat([files.mp4, box('free', Buffer.alloc(300 * 1024))]);
  const rules: Value[] = [...FILM_RULES, { xpath: '/free' }];
  const out = (file: Buffer) => (each: TopBox) =>
    ['ftyp', 'mfra', 'free'].includes(each.type) ||
    file.subarray(each.start + 8, each.start + 24).equals(C2PA_UUID);
  return sealFilm(room, people.plan(people.camera), rules, out);
}

const rule = (path: string, more: Fields = {}): Value[] => [...FILM_RULES, { xpath: path, ...more }];

/** Sealed by the maker's own camera, and yet not about the bytes that are shown. */
export const BINDINGS: readonly Forgery[] = [
  ['the picture is left out with the seal', jpeg(more(range(12_000, 50))), leftOut],
  ['all of the file is left out', jpeg(only(range(0, 10_000))), leftOut],
  ['two bytes before the seal are left out', jpeg(more(range(0, 2))), leftOut],
  ['ranges overlap', jpeg(more(range(4, 10))), malformed],
  ['a range lies behind the end', jpeg(more(range(900_000_000, 10))), malformed],
  ['a range has a length below zero', jpeg(only({ start: 2, length: -5 })), malformed],
  ['a range begins below zero', jpeg(only({ start: -2, length: 5 })), malformed],
  ['a range is half a byte', jpeg(only({ start: bignum(0xf9, 0x3e, 0x00), length: 5 })), malformed],
  [
    'a range begins at 2^64 - 1',
    jpeg(only({ start: bignum(0x1b, ...Array<number>(8).fill(0xff)), length: 5 })),
    malformed,
  ],
  ['a range is text', jpeg(only({ start: 'two', length: 5 })), malformed],
  [
    'seventy ranges are left out',
    jpeg(only(...Array.from({ length: 70 }, (_, at) => range(2 + at * 2, 1)))),
    { integrity: 'unchecked', fault: 'too-complex' },
  ],
  [
    'nothing is left out, not even the seal',
    jpeg(binding((all) => ({ ...all, exclusions: null }))),
    { integrity: 'changed', fault: 'content' },
  ],
  ['what is left out is no list', jpeg(binding((all) => ({ ...all, exclusions: 'all' }))), malformed],
  [
    'the hash is MD5',
    jpeg(binding((all) => ({ ...all, alg: 'md5', hash: Buffer.alloc(16) }))),
    { integrity: 'unchecked', fault: 'algorithm' },
  ],
  [
    'the hash is empty',
    jpeg(binding((all) => ({ ...all, hash: Buffer.alloc(0) }))),
    { integrity: 'changed', fault: 'content' },
  ],
  [
    'the hash is the first half',
    jpeg(binding((all) => ({ ...all, hash: (all['hash'] as Buffer).subarray(0, 16) }))),
    { integrity: 'changed', fault: 'content' },
  ],
  ['the hash is missing', jpeg(binding((all) => ({ ...all, hash: null }))), unknown],
  ['the hash is text', jpeg(binding((all) => ({ ...all, hash: 'right' }))), malformed],
  ['there is a tree of hashes', jpeg(binding((all) => ({ ...all, merkle: [] }))), unknown],
  ['the binding is a list', jpeg(binding(() => [])), malformed],
  [
    'there is no binding',
    jpeg({ bindingLabel: 'org.example.hash' }),
    { integrity: 'unchecked', fault: 'no-binding' },
  ],
  [
    'there are two bindings',
    jpeg({ assertions: [{ label: 'c2pa.hash.data__1', cbor: encode({ hash: Buffer.alloc(32) }) }] }),
    { integrity: 'unchecked', fault: 'several-bindings' },
  ],
  [
    'the binding is of a kind that is not known',
    jpeg({ bindingLabel: 'c2pa.hash.collection.data' }),
    unknown,
  ],
  ['the binding is the old one of films', film(FILM_RULES, { bindingLabel: 'c2pa.hash.bmff' }), unknown],
  ['the pictures of a film are left out', film(rule('/mdat')), leftOut],
  ['the index of a film is left out', film(rule('/moov')), leftOut],
  ['a track of a film is left out', film(rule('/moov/trak')), leftOut],
  ['places of the pictures are left out', film(rule('/moov/trak/mdia/minf/stbl/stco')), leftOut],
  ['everything under a name with a star is left out', film(rule('/*')), leftOut],
  ['the path is empty', film(rule('')), leftOut],
  ['the path is no text', film([...FILM_RULES, { xpath: 5 }]), malformed],
  ['every box of a user type is left out', film(rule('/uuid')), leftOut],
  [
    'boxes of another user type are left out',
    film(rule('/uuid', { data: [{ offset: 8, value: Buffer.alloc(16) }] })),
    leftOut,
  ],
  [
    'user types are compared at another place',
    film(rule('/uuid', { data: [{ offset: 9, value: C2PA_UUID }] })),
    leftOut,
  ],
  [
    'user types are compared twice',
    film(
      rule('/uuid', {
        data: [
          { offset: 8, value: C2PA_UUID },
          { offset: 0, value: Buffer.alloc(1) },
        ],
      }),
    ),
    leftOut,
  ],
  ['a part of a box is left out', film(rule('/mdat', { subset: [{ offset: 16, length: 0 }] })), leftOut],
  ['boxes of one length are left out', film(rule('/free', { length: 8 })), leftOut],
  ['boxes with some flags are left out', film(rule('/free', { flags: Buffer.alloc(3) })), leftOut],
  [
    'there are seventy rules',
    film(Array<Value>(70).fill({ xpath: '/free' })),
    { integrity: 'unchecked', fault: 'too-complex' },
  ],
  [
    'the rules are a map',
    film(
      [{ xpath: '/ftyp' }],
      binding((all) => ({ ...all, exclusions: { a: 1 } })),
    ),
    malformed,
  ],
  ['a large box of nothing is left out', roomy, leftOut],
  ['the seal itself is hashed', film([{ xpath: '/ftyp' }]), { integrity: 'changed', fault: 'content' }],
  [
    'the film is sealed as a picture that leaves its frames out',
    async ({ files, people }) => {
      const plan = people.plan(people.camera);
      const fields = {
        exclusions: [range(0, files.mp4.length)],
        alg: 'sha256',
        hash: Buffer.alloc(32),
        pad: Buffer.alloc(8),
      };
      return intoMp4(files.mp4, await storeOf(plan, fields)).file;
    },
    leftOut,
  ],
];
