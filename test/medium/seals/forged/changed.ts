import { box } from '../../../support/c2pa/jumbf';
import {
  intoJpeg,
  intoMp4,
  intoPng,
  intoRiff,
  sealBox,
  sealData,
  sealFilm,
  topBoxes,
} from '../../../support/c2pa/embed';
import { flip, replace, type Forgery, type Workshop } from './forger';

type Kind = 'jpeg' | 'png' | 'webp' | 'mp4';

function sealedAs(kind: Kind, { files, people }: Workshop): Promise<Buffer> {
  const plan = people.plan(people.camera);
  if (kind === 'mp4') return sealFilm(files.mp4, plan);
  return sealData(files[kind], plan, { jpeg: intoJpeg, png: intoPng, webp: intoRiff }[kind]);
}

const changed = { integrity: 'changed', fault: 'content' } as const;
const insert = (file: Buffer, at: number, bytes: Buffer): Buffer =>
  Buffer.concat([file.subarray(0, at), bytes, file.subarray(at)]);

/** Where the content of each kind is, that is not the seal: near its end (WebP keeps its seal there). */
const inside = (kind: Kind, file: Buffer, share: number): number =>
  kind === 'webp'
    ? 60 + Math.floor(share * 400)
    : kind === 'png'
      ? file.lastIndexOf('IDAT') + 8 + Math.floor(share * 200)
      : file.length - 10 - Math.floor(share * 800);

/** What bytes that were put in leave of a seal, where the container itself cannot be read to its end any more. */
const putIn = (kind: Kind): Forgery[2] =>
  kind === 'webp' ? null : kind === 'mp4' ? { integrity: 'unchecked', fault: 'cut' } : changed;

const KINDS: readonly Kind[] = ['jpeg', 'png', 'webp', 'mp4'];

const everyKind = KINDS.flatMap((kind): Forgery[] => {
  const after =
    (act: (file: Buffer) => Buffer) =>
    async (shop: Workshop): Promise<Buffer> =>
      act(await sealedAs(kind, shop));
  return [
    ...[0, 0.5, 1].map((share): Forgery => [
      `a bit of the ${kind} is other (${share})`,
      after((file) => flip(file, inside(kind, file, share))),
      changed,
    ]),
    [
      `bytes are put into the ${kind}`,
      after((file) => insert(file, inside(kind, file, 0.3), Buffer.alloc(8))),
      putIn(kind),
    ],
    [
      `something is put behind the ${kind}`,
      after((file) => Buffer.concat([file, box('free', Buffer.alloc(8))])),
      changed,
    ],
    ...(kind === 'webp' || kind === 'mp4'
      ? []
      : [[`the ${kind} is a byte shorter`, after((file) => file.subarray(0, -1)), changed] as Forgery]),
  ];
});

const onFilm =
  (act: (file: Buffer) => Buffer) =>
  ({ sealed }: Workshop): Buffer =>
    act(sealed.mp4);
const find = (file: Buffer, type: string): number =>
  topBoxes(file).find((each) => each.type === type)?.start ?? -1;

/** What somebody does to a sealed file, who has no key. */
export const CHANGED: readonly Forgery[] = [
  ...everyKind,
  ['the film ends early', onFilm((file) => file.subarray(0, -40)), { integrity: 'unchecked', fault: 'cut' }],
  [
    'a box of the film is moved',
    onFilm((file) => insert(file, find(file, 'mdat'), box('free', Buffer.alloc(8)))),
    changed,
  ],
  [
    'the film has another film behind it',
    ({ sealed, files }) => Buffer.concat([sealed.mp4, files.mp4]),
    changed,
  ],
  ['pictures of the film are exchanged', onFilm((file) => flip(file, find(file, 'mdat') + 200)), changed],
  [
    'the film has a second seal',
    onFilm((file) => Buffer.concat([file, sealBox(Buffer.alloc(100))])),
    { integrity: 'unchecked', fault: 'several-seals' },
  ],
  [
    'the film has a box under the seal’s name that is none',
    onFilm((file) => Buffer.concat([file, sealBox(Buffer.alloc(100), 'pictures')])),
    { integrity: 'unchecked', fault: 'several-seals' },
  ],
  [
    'the picture has a second seal',
    ({ sealed }) => intoJpeg(sealed.jpeg, readStore(sealed.jpeg)).file,
    { integrity: 'unchecked', fault: 'several-seals' },
  ],
  [
    'the seal is another picture’s',
    ({ sealed, files }) => intoJpeg(files.otherJpeg, readStore(sealed.jpeg)).file,
    changed,
  ],
  [
    'the seal of a picture is on a film',
    ({ sealed, files }) => intoMp4(files.mp4, readStore(sealed.jpeg)).file,
    { integrity: 'unchecked', fault: 'left-out' },
  ],
  [
    'the seal of a JPEG is on a PNG',
    ({ sealed, files }) => intoPng(files.png, readStore(sealed.jpeg)).file,
    { integrity: 'unchecked' },
  ],
  [
    'the seal of a film is on a picture',
    ({ sealed, files }) => intoJpeg(files.jpeg, filmStore(sealed.mp4)).file,
    { integrity: 'unchecked', fault: 'binding-unknown' },
  ],
  [
    'the seal is another film’s',
    ({ sealed, files }) => intoMp4(flip(files.mp4, files.mp4.length - 200), filmStore(sealed.mp4)).file,
    changed,
  ],
  [
    'the maker’s program has another name',
    ({ sealed }) => replace(sealed.jpeg, 'Test Maker', 'Best Maker'),
    { integrity: 'changed' },
  ],
  [
    'what was done is told otherwise',
    ({ sealed }) => replace(sealed.jpeg, 'c2pa.created', 'c2pa.cropped'),
    { integrity: 'changed', fault: 'assertion' },
  ],
  [
    'an assertion has another name',
    ({ sealed }) => replace(sealed.jpeg, 'c2pa.actions.v2', 'c2pa.actions.v9'),
    { integrity: 'changed', fault: 'assertion' },
  ],
];

/** The store in a JPEG of the tests: one segment behind the first marker. */
function readStore(file: Buffer): Buffer {
  const length = file.readUInt32BE(14);
  return file.subarray(14, 14 + length);
}

function filmStore(file: Buffer): Buffer {
  const seal = topBoxes(file).find(({ type }) => type === 'uuid');
  return file.subarray((seal?.start ?? 0) + 8 + 16 + 4 + 9 + 8, seal?.end);
}
