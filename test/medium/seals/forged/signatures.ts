import { encode, type Value } from '../../../support/c2pa/cbor';
import { cborBox, superbox } from '../../../support/c2pa/jumbf';
import type { Plan } from '../../../support/c2pa/seal';
import { jpeg, type Forgery } from './forger';

const malformed = { integrity: 'unchecked', fault: 'malformed' } as const;
const broken = { integrity: 'changed', fault: 'signature' } as const;
const algorithm = { integrity: 'unchecked', fault: 'algorithm' } as const;

type Header = Map<number | string, Value>;
const header = (act: (header: Header) => unknown): Partial<Plan> => ({
  header: (plain) => {
    const copy = new Map(plain);
    act(copy);
    return copy;
  },
});
const beside = (parts: Value[], more: Record<string, Value>): Value[] => [
  parts[0],
  { ...(parts[1] as Record<string, Value>), ...more },
  ...parts.slice(2),
];
const claim = (change: Record<string, Value>): Partial<Plan> => ({ claim: (all) => ({ ...all, ...change }) });
const withClaim = (act: (all: Record<string, Value>) => Value): Partial<Plan> => ({ claim: act });
const reference = (url: string): Value => ({ url, hash: Buffer.alloc(32) });
const references = (all: Record<string, Value>): Value[] => all['created_assertions'] as Value[];
const extra = cborBox('cbor', 'org.example.note', encode({ note: 'not sealed' }));
const self = (path: string): string => `self#jumbf=${path}`;

/** What a claim and its signature can be other than right. All are put together by somebody with a trusted key, if that helps. */
export const SIGNATURES: readonly Forgery[] = [
  ['the signature is all zeros', jpeg({ cose: ([a, b, c]) => [a, b, c, Buffer.alloc(64)] }), broken],
  ['the signature is empty', jpeg({ cose: ([a, b, c]) => [a, b, c, Buffer.alloc(0)] }), broken],
  [
    'the signature is cut',
    jpeg({ cose: ([a, b, c, d]) => [a, b, c, (d as Buffer).subarray(0, 63)] }),
    broken,
  ],
  ['the signature is text', jpeg({ cose: ([a, b, c]) => [a, b, c, 'signed'] }), malformed],
  ['the signature has three parts', jpeg({ cose: (parts) => parts.slice(0, 3) }), malformed],
  ['the signature is a map', jpeg({ cose: () => ({ 1: 2 }) }), malformed],
  [
    'the signature brings a claim of its own',
    jpeg({ cose: ([a, b, , d]) => [a, b, encode({ alg: 'sha256' }), d] }),
    malformed,
  ],
  ['the header is signed for another algorithm', jpeg(header((all) => all.set(1, -35))), broken],
  ['the header names no algorithm', jpeg(header((all) => all.delete(1))), algorithm],
  ['the header names “none”', jpeg(header((all) => all.set(1, 'none'))), algorithm],
  ['the header names HMAC', jpeg(header((all) => all.set(1, 5))), algorithm],
  ['the header names RSA for a key that is none', jpeg(header((all) => all.set(1, -37))), algorithm],
  ['the header names Ed25519 for a key that is none', jpeg(header((all) => all.set(1, -8))), algorithm],
  ['the header has a field that must be understood', jpeg(header((all) => all.set(2, [99]))), algorithm],
  ['the header is no map', jpeg({ header: () => [1, 2] }), malformed],
  ['there is no certificate', jpeg(header((all) => all.delete(33))), malformed],
  [
    'the list of certificates is empty',
    jpeg(header((all) => all.set(33, []))),
    { integrity: 'unchecked', fault: 'too-complex' },
  ],
  [
    'there are certificates in two places',
    jpeg({ cose: (parts) => beside(parts, { x5chain: Buffer.alloc(10) }) }),
    malformed,
  ],
  ['the certificate is rubbish', jpeg(header((all) => all.set(33, Buffer.alloc(300, 7)))), malformed],
  [
    'something is hidden in the room that is left',
    jpeg({ cose: (parts) => beside(parts, { pad: Buffer.from('hidden') }) }),
    malformed,
  ],
  [
    'there are thirteen certificates',
    jpeg(header((all) => all.set(33, Array<Value>(13).fill(Buffer.alloc(10))))),
    { integrity: 'unchecked', fault: 'too-complex' },
  ],
  [
    'a certificate has a hundred kilobytes',
    jpeg(header((all) => all.set(33, Buffer.alloc(100_000, 48)))),
    { integrity: 'unchecked', fault: 'too-large' },
  ],
  [
    'the signature is another claim’s',
    jpeg({
      manifest: ({ label, assertions, signature }) =>
        superbox(
          'c2ma',
          label,
          assertions,
          cborBox(
            'c2cl',
            'c2pa.claim.v2',
            encode({ signature: self('c2pa.signature'), alg: 'sha256', created_assertions: [] }),
          ),
          signature,
        ),
    }),
    { integrity: 'changed' },
  ],
  [
    'the claim names an assertion that is missing',
    jpeg(
      withClaim((all) => ({
        ...all,
        created_assertions: [...references(all), reference(self('c2pa.assertions/none'))],
      })),
    ),
    { integrity: 'changed', fault: 'assertion' },
  ],
  [
    'the claim names its store as an assertion',
    jpeg(
      withClaim((all) => ({
        ...all,
        created_assertions: [...references(all), reference(self('c2pa.assertions'))],
      })),
    ),
    { integrity: 'changed', fault: 'assertion' },
  ],
  [
    'the claim names itself as an assertion',
    jpeg(
      withClaim((all) => ({
        ...all,
        created_assertions: [...references(all), reference(self('c2pa.claim.v2'))],
      })),
    ),
    { integrity: 'changed', fault: 'assertion' },
  ],
  [
    'the claim names an assertion of another manifest',
    jpeg(
      withClaim((all) => ({
        ...all,
        created_assertions: [reference(self('/c2pa/other/c2pa.assertions/c2pa.hash.data'))],
      })),
    ),
    malformed,
  ],
  [
    'the claim names something on the web',
    jpeg(withClaim((all) => ({ ...all, created_assertions: [reference('https://example.com/')] }))),
    malformed,
  ],
  [
    'the claim names an assertion twice',
    jpeg(withClaim((all) => ({ ...all, created_assertions: [...references(all), ...references(all)] }))),
    malformed,
  ],
  [
    'the claim names two thousand assertions',
    jpeg(
      withClaim((all) => ({ ...all, created_assertions: Array<Value>(2_000).fill(reference(self('x'))) })),
    ),
    { integrity: 'unchecked', fault: 'too-complex' },
  ],
  [
    'the claim leaves the binding out',
    jpeg(withClaim((all) => ({ ...all, created_assertions: references(all).slice(1) }))),
    { integrity: 'changed', fault: 'assertion' },
  ],
  [
    'the claim names nothing',
    jpeg(claim({ created_assertions: null })),
    { integrity: 'changed', fault: 'assertion' },
  ],
  ['the claim hashes with MD5', jpeg(claim({ alg: 'md5' })), algorithm],
  ['the claim hashes with SHA-1', jpeg(claim({ alg: 'sha1' })), algorithm],
  ['the claim names no hash', jpeg(claim({ alg: null })), algorithm],
  ['the claim’s signature is itself', jpeg(claim({ signature: self('c2pa.claim.v2') })), malformed],
  [
    'the claim’s signature is another manifest’s',
    jpeg(claim({ signature: self('/c2pa/other/c2pa.signature') })),
    malformed,
  ],
  ['the claim’s signature is a number', jpeg(claim({ signature: 5 })), malformed],
  ['the claim is a list', jpeg(withClaim((all) => [all])), malformed],
  [
    'an assertion is there that nobody sealed',
    jpeg({
      manifest: ({ label, assertions, claim: claimed, signature }) =>
        superbox(
          'c2ma',
          label,
          superbox('c2as', 'c2pa.assertions', assertions.subarray(8 + assertions.readUInt32BE(8)), extra),
          claimed,
          signature,
        ),
    }),
    { integrity: 'changed', fault: 'assertion' },
  ],
];
