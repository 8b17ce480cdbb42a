import { encode, head, Raw, type Value } from '../../../support/c2pa/cbor';
import { cborBox, superbox } from '../../../support/c2pa/jumbf';
import { jpeg, type Forgery } from './forger';
import { withStore } from './hostile-boxes';

const malformed = { integrity: 'unchecked', fault: 'malformed' } as const;
const complex = { integrity: 'unchecked', fault: 'too-complex' } as const;

/** The claim is these bytes, whatever they are. */
const claimOf = (...bytes: (Buffer | readonly number[])[]) =>
  jpeg({ claim: () => new Raw(Buffer.concat(bytes.map((each) => Buffer.from(each)))) });

/** CBOR that was made to break who reads it. */
export const HOSTILE_CBOR: readonly Forgery[] = [
  ['a list says that it has 2^32 - 1 items', claimOf([0x9a, 0xff, 0xff, 0xff, 0xff]), malformed],
  [
    'a map says that it has 2^53 - 1 entries',
    claimOf([0xbb, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    malformed,
  ],
  [
    'a byte string says that it has 2^64 - 1 bytes',
    claimOf([0x5b, ...Array<number>(8).fill(0xff)]),
    malformed,
  ],
  ['a text says that it has 4 GiB', claimOf([0x7a, 0xff, 0xff, 0xff, 0xff, 0x41]), malformed],
  ['lists lie in lists, twenty thousand deep', claimOf(Buffer.alloc(20_000, 0x81), [0]), complex],
  ['maps lie in maps', claimOf(Buffer.from('a16161'.repeat(10_000), 'hex'), [0]), complex],
  ['tags are put on tags', claimOf(Buffer.alloc(20_000, 0xc6), [0]), complex],
  ['lists without an end lie in lists', claimOf(Buffer.alloc(20_000, 0x9f)), complex],
  ['there are a million values', claimOf([0x9a, 0x00, 0x0f, 0x42, 0x40], Buffer.alloc(1_000_000)), complex],
  ['a text is in sixty thousand pieces', claimOf([0x7f], Buffer.alloc(60_000, 0x60), [0xff]), complex],
  ['a text of unlimited length does not end', claimOf([0x7f, 0x61, 0x61]), malformed],
  ['a text holds byte strings', claimOf([0x7f, 0x41, 0x61, 0xff]), malformed],
  ['a text is no UTF-8', claimOf([0x63, 0xff, 0xfe, 0xfd]), malformed],
  ['a key is there twice', claimOf(Buffer.from('a2616101616102', 'hex')), malformed],
  ['a key is a list', claimOf(Buffer.from('a1800101', 'hex')), malformed],
  [
    'a key would change what objects are',
    claimOf(
      encode({
        constructor: { prototype: 1 } as unknown as Value,
        toString: 1 as Value,
        hasOwnProperty: 2 as Value,
      }),
    ),
    malformed,
  ],
  ['a length is of a kind that is kept for later', claimOf([0x9c]), malformed],
  ['a number has unlimited length', claimOf([0x1f]), malformed],
  ['there is an end without a beginning', claimOf([0xff]), malformed],
  ['the claim is empty', claimOf([]), malformed],
  ['something stands behind the claim', claimOf(head(5, 0), [0]), malformed],
  [
    'a value of the claim is infinite',
    jpeg({ claim: (all) => ({ ...all, signature: new Raw(Buffer.from([0xf9, 0x7c, 0x00])) }) }),
    malformed,
  ],
  [
    'the signature is a bomb of CBOR',
    withStore({ cose: () => new Raw(Buffer.alloc(30_000, 0x81)) }),
    complex,
  ],
  [
    'the header is a bomb of CBOR',
    withStore({ cose: ([, b, c, d]) => [Buffer.alloc(30_000, 0x81), b, c, d] }),
    complex,
  ],
  ['the binding is a bomb of CBOR', jpeg({ binding: () => new Raw(Buffer.alloc(30_000, 0x81)) }), complex],
  [
    'a time stamp is a bomb of ASN.1',
    jpeg({
      stamp: async () => Promise.resolve(Buffer.alloc(7_000, Buffer.from([0x30, 0x80]))),
      claim: (all) => ({ ...all, alg: 'md5' }),
    }),
    { integrity: 'unchecked' },
  ],
  [
    'boxes of the claim hold boxes of the claim',
    withStore({
      manifest: ({ label, assertions, claim, signature }) =>
        superbox(
          'c2ma',
          label,
          assertions,
          superbox('c2cl', 'c2pa.claim', claim, cborBox('c2cl', 'x', encode({}))),
          signature,
        ),
    }),
    malformed,
  ],
];
