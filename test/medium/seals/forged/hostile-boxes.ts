import { encode } from '../../../support/c2pa/cbor';
import { intoJpeg, intoPng, sealBox } from '../../../support/c2pa/embed';
import { box, superbox, typeOf } from '../../../support/c2pa/jumbf';
import { holding, store, type Forgery, type Workshop } from './forger';

const malformed = { integrity: 'unchecked', fault: 'malformed' } as const;
const complex = { integrity: 'unchecked', fault: 'too-complex' } as const;

const size = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
/** A box that says another length than it has. */
const lying = (length: number, rest: Buffer): Buffer =>
  Buffer.concat([size(length), Buffer.from('jumb'), rest]);
const description = (type: string, tail: Buffer): Buffer => box('jumd', typeOf(type), tail);
const LABEL = Buffer.concat([Buffer.from([3]), Buffer.from('c2pa\0')]);

function nested(levels: number): Buffer {
  let inner = superbox('c2ma', 'deep');
  for (let at = 0; at < levels; at += 1) inner = superbox('c2ma', 'deep', inner);
  return superbox('c2pa', 'c2pa', inner);
}

export const withStore = (change: Parameters<typeof store>[1]) => holding((shop) => store(shop, change));
/** The parts of a JPEG's seal, in another order or with something between. */
const inPieces =
  (arrange: (pieces: Buffer[]) => Buffer[]) =>
  async (shop: Workshop): Promise<Buffer> => {
    const large = await store(shop, { room: 150_000 });
    const { file, start, length } = intoJpeg(shop.files.jpeg, large);
    const pieces: Buffer[] = [];
    for (let at = start; at < start + length;) {
      const end = at + 2 + file.readUInt16BE(at + 2);
      pieces.push(file.subarray(at, end));
      at = end;
    }
    return Buffer.concat([file.subarray(0, start), ...arrange(pieces), file.subarray(start + length)]);
  };

const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 4]), Buffer.alloc(2)]);

/** Boxes that were made to break who reads them. */
export const HOSTILE_BOXES: readonly Forgery[] = [
  ['the store is rubbish', holding(() => superbox('c2pa', 'c2pa', Buffer.alloc(50, 0x55))), malformed],
  ['the store is empty', holding(() => superbox('c2pa', 'c2pa')), malformed],
  [
    'the store has another name',
    withStore({ store: (manifest) => superbox('c2pa', 'other', manifest) }),
    malformed,
  ],
  ['the manifest has no name', withStore({ label: '' }), malformed],
  [
    'two manifests have one name',
    withStore({ store: (manifest) => superbox('c2pa', 'c2pa', manifest, manifest) }),
    malformed,
  ],
  [
    'the last manifest is an update',
    withStore({ store: (manifest) => superbox('c2pa', 'c2pa', manifest, superbox('c2um', 'update')) }),
    { integrity: 'unchecked', fault: 'update' },
  ],
  [
    'the last manifest is compressed',
    withStore({
      store: (manifest) =>
        superbox('c2pa', 'c2pa', manifest, superbox('c2cm', 'small', box('brob', Buffer.alloc(100)))),
    }),
    { integrity: 'unchecked', fault: 'compressed' },
  ],
  [
    'the last box of the store is none that is known',
    withStore({ store: (manifest) => superbox('c2pa', 'c2pa', manifest, superbox('c2xx', 'x')) }),
    malformed,
  ],
  [
    'there is no claim',
    withStore({
      manifest: ({ label, assertions, signature }) => superbox('c2ma', label, assertions, signature),
    }),
    malformed,
  ],
  [
    'there are two claims',
    withStore({
      manifest: ({ label, assertions, claim, signature }) =>
        superbox('c2ma', label, assertions, claim, claim, signature),
    }),
    malformed,
  ],
  [
    'there are two signatures',
    withStore({
      manifest: ({ label, assertions, claim, signature }) =>
        superbox('c2ma', label, assertions, claim, signature, signature),
    }),
    malformed,
  ],
  [
    'there are two stores of assertions',
    withStore({
      manifest: ({ label, assertions, claim, signature }) =>
        superbox('c2ma', label, assertions, assertions, claim, signature),
    }),
    malformed,
  ],
  [
    'there are no assertions',
    withStore({ manifest: ({ label, claim, signature }) => superbox('c2ma', label, claim, signature) }),
    malformed,
  ],
  [
    'an assertion is there twice',
    withStore({ assertions: [{ label: 'c2pa.actions.v2', cbor: encode({}) }] }),
    malformed,
  ],
  [
    'the claim is in a box of JSON',
    withStore({
      manifest: ({ label, assertions, signature }) =>
        superbox(
          'c2ma',
          label,
          assertions,
          superbox('c2cl', 'c2pa.claim', box('json', Buffer.from('{}'))),
          signature,
        ),
    }),
    malformed,
  ],
  ['boxes lie in boxes, nine deep', holding(() => nested(9)), complex],
  ['boxes lie in boxes, two thousand deep', holding(() => nested(2_000)), complex],
  [
    'there are five thousand boxes',
    holding(() => superbox('c2pa', 'c2pa', ...Array.from({ length: 5_000 }, () => box('free')))),
    complex,
  ],
  [
    'a box says that it has 4 GiB',
    holding(() => lying(0xffffffff, Buffer.concat([description('c2pa', LABEL), Buffer.alloc(40)]))),
    malformed,
  ],
  [
    'a box within says that it has 4 GiB',
    holding(() => superbox('c2pa', 'c2pa', lying(0xffffffff, Buffer.alloc(40)))),
    malformed,
  ],
  ['a box has seven bytes', holding(() => superbox('c2pa', 'c2pa', lying(7, Buffer.alloc(40)))), malformed],
  ['a box ends within its head', holding(() => superbox('c2pa', 'c2pa', Buffer.from([0, 0, 0]))), malformed],
  [
    'a box has a length of 2^63',
    holding(() =>
      superbox('c2pa', 'c2pa', lying(1, Buffer.from(`7fffffffffffffff${'00'.repeat(30)}`, 'hex'))),
    ),
    malformed,
  ],
  [
    'a box of unlimited length lies in itself',
    holding(() => superbox('c2pa', 'c2pa', lying(0, Buffer.alloc(0)))),
    malformed,
  ],
  [
    'a box has no description',
    holding(() => superbox('c2pa', 'c2pa', box('jumb', box('cbor', Buffer.alloc(4))))),
    malformed,
  ],
  [
    'a box has two descriptions',
    holding(() => box('jumb', description('c2pa', LABEL), description('c2pa', LABEL))),
    malformed,
  ],
  [
    'a name does not end',
    holding(() => box('jumb', description('c2pa', Buffer.from([3, 65, 65, 65])))),
    malformed,
  ],
  [
    'a description is short',
    holding(() => superbox('c2pa', 'c2pa', box('jumb', box('jumd', Buffer.alloc(5))))),
    malformed,
  ],
  [
    'something stands behind the store',
    withStore({
      store: (manifest) => Buffer.concat([superbox('c2pa', 'c2pa', manifest), Buffer.from('more')]),
    }),
    malformed,
  ],
  ['pieces of the seal are out of order', inPieces((all) => [...all].reverse()), malformed],
  [
    'a piece of the seal is missing',
    inPieces(([first, , ...others]) => [first as Buffer, ...others]),
    malformed,
  ],
  [
    'a piece of the seal is there twice',
    inPieces(([first, second, ...others]) => [
      first as Buffer,
      second as Buffer,
      second as Buffer,
      ...others,
    ]),
    malformed,
  ],
  [
    'something stands between pieces of the seal',
    inPieces(([first, ...others]) => [first as Buffer, comment, ...others]),
    malformed,
  ],
  ['the last piece of the seal is missing', inPieces((all) => all.slice(0, -1)), malformed],
  [
    'the seal has 17 MiB',
    ({ files }) => intoPng(files.png, Buffer.alloc(17 * 1024 ** 2)).file,
    { integrity: 'unchecked', fault: 'too-large' },
  ],
  [
    'the seal of a film has no purpose',
    ({ files }) =>
      Buffer.concat([files.mp4, box('uuid', Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex'))]),
    malformed,
  ],
  [
    'the seal of a film is empty',
    ({ files }) => Buffer.concat([files.mp4, sealBox(Buffer.alloc(0))]),
    malformed,
  ],
  [
    'the seal of a film has a tree and no manifest',
    ({ files }) => Buffer.concat([files.mp4, sealBox(Buffer.alloc(30), 'merkle')]),
    { integrity: 'unchecked', fault: 'several-seals' },
  ],
];
