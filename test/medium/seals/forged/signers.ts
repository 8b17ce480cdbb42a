import { CA, issue, SIGNER, type Holder, type Wish } from '../../../support/c2pa/certificates';
import { intoJpeg, sealData } from '../../../support/c2pa/embed';
import { CAMERA } from '../makers';
import { jpeg, type Forgery, type Workshop } from './forger';

const day = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;

/** Signed in form, by somebody who is not to be trusted. */
const stranger = (doubt: 'no-way' | 'expired' | 'not-for-sealing') =>
  ({ integrity: 'unchanged', trust: 'not-trusted', doubt }) as const;

const like =
  (change: Partial<Wish>) =>
  ({ people }: Workshop): Promise<Holder> =>
    people.like(change);

const purpose = (uses: string, usage = 'digitalSignature'): string =>
  SIGNER.replace('digitalSignature', usage).replace('emailProtection', uses);

type Chain = readonly [Holder, ...Holder[]];

/** By a chain that the forger puts together: the signer's holder first. */
const through =
  (make: (shop: Workshop) => Promise<Chain> | Chain) =>
  async (shop: Workshop): Promise<Buffer> => {
    const [signer, ...others] = await make(shop);
    const chain = [signer, ...others].map(({ certificate }) => certificate.raw);
    return sealData(shop.files.jpeg, { key: signer.key, chain }, intoJpeg);
  };

const authority = (by: Holder, extensions = CA, change: Partial<Wish> = {}): Promise<Holder> =>
  issue({ subject: '/CN=Test Authority Two/O=Test Maker', by, extensions, ...change });
const under = (by: Holder): Promise<Holder> => issue({ subject: CAMERA, by, extensions: SIGNER });

/** Seals whose hashes all fit, by signers who are not what they say. */
export const SIGNERS: readonly Forgery[] = [
  [
    'sealed again by an impostor of the same name',
    through(({ impostor }) => [impostor.camera, impostor.authority]),
    stranger('no-way'),
  ],
  [
    'by an impostor who adds the maker’s own authority',
    through(({ impostor, people }) => [impostor.camera, people.authority, people.root]),
    stranger('no-way'),
  ],
  [
    'by an impostor who adds every certificate there is',
    through(({ impostor, people }) => [
      impostor.camera,
      impostor.authority,
      impostor.root,
      people.authority,
      people.root,
    ]),
    stranger('no-way'),
  ],
  [
    'by somebody who vouches for themselves',
    through(async () => [await issue({ subject: CAMERA, extensions: SIGNER })]),
    stranger('no-way'),
  ],
  [
    'by somebody who is their own authority',
    through(async () => [await issue({ subject: CAMERA, extensions: CA })]),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate that a camera has issued',
    through(async ({ people }) => [await under(people.camera), people.camera, people.authority]),
    stranger('no-way'),
  ],
  ['without the authority between', through(({ people }) => [people.camera]), stranger('no-way')],
  [
    'through an authority that may sign no certificate',
    through(async ({ people }) => {
      const other = await authority(
        people.root,
        'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature\n',
      );
      return [await under(other), other];
    }),
    stranger('no-way'),
  ],
  [
    'through an authority that is none',
    through(async ({ people }) => {
      const other = await authority(
        people.root,
        'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,keyCertSign\n',
      );
      return [await under(other), other];
    }),
    stranger('no-way'),
  ],
  [
    'through an authority that may have none below it',
    through(async ({ people }) => {
      const first = await authority(people.root, CA.replace('CA:TRUE', 'CA:TRUE,pathlen:0'));
      const second = await issue({ subject: '/CN=Below', by: first, extensions: CA });
      return [await under(second), second, first];
    }),
    stranger('no-way'),
  ],
  [
    'through an authority that has run out',
    through(async ({ people }) => {
      const other = await authority(people.root, CA, { from: day(-20), until: day(-1) });
      return [await under(other), other];
    }),
    stranger('no-way'),
  ],
  [
    'through an authority with a rule that is not understood',
    through(async ({ people }) => {
      const other = await authority(people.root, `${CA}nameConstraints=critical,excluded;DNS:example.com\n`);
      return [await under(other), other];
    }),
    stranger('no-way'),
  ],
  [
    'through an authority signed with SHA-1',
    through(async ({ people }) => {
      const other = await authority(people.root, CA, { digest: 'sha1' });
      return [await under(other), other];
    }),
    stranger('no-way'),
  ],
  [
    'through seven authorities',
    through(async ({ people }) => {
      const chain: Holder[] = [];
      for (let at = 0; at < 7; at += 1)
        chain.unshift(
          await issue({ subject: `/CN=Number ${at}`, by: chain[0] ?? people.root, extensions: CA }),
        );
      return [await under(chain[0] as Holder), ...chain];
    }),
    stranger('no-way'),
  ],
  [
    'through authorities that issue one another',
    through(async ({ impostor }) => {
      const key = impostor.authority.key;
      const tangle = await Promise.all(
        Array.from({ length: 10 }, () =>
          issue({
            subject: '/CN=Tangle',
            by: { ...impostor.authority, pem: impostor.authority.pem },
            extensions: CA,
            key,
          }),
        ),
      );
      return [impostor.camera, ...tangle];
    }),
    stranger('no-way'),
  ],
  [
    'by a certificate that has run out',
    jpeg({}, like({ from: day(-20), until: day(-1) })),
    stranger('expired'),
  ],
  [
    'by a certificate that does not hold yet',
    jpeg({}, like({ from: day(2), until: day(20) })),
    stranger('expired'),
  ],
  [
    'by a certificate for servers',
    jpeg({}, like({ extensions: purpose('serverAuth') })),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate for anything',
    jpeg({}, like({ extensions: purpose('emailProtection,anyExtendedKeyUsage') })),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate for time stamps too',
    jpeg({}, like({ extensions: purpose('emailProtection,timeStamping') })),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate for programs',
    jpeg({}, like({ extensions: purpose('codeSigning') })),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate that says no purpose',
    jpeg({}, like({ extensions: SIGNER.replace('extendedKeyUsage=emailProtection\n', '') })),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate that may not sign',
    jpeg({}, like({ extensions: purpose('emailProtection', 'keyEncipherment') })),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate without any usage',
    jpeg({}, like({ extensions: 'extendedKeyUsage=emailProtection\n' })),
    stranger('not-for-sealing'),
  ],
  [
    'by a certificate with a rule that is not understood',
    jpeg({}, like({ extensions: `${SIGNER}1.2.3.4=critical,ASN1:NULL\n` })),
    stranger('not-for-sealing'),
  ],
  ['by a certificate signed with SHA-1', jpeg({}, like({ digest: 'sha1' })), stranger('not-for-sealing')],
  ['by an authority itself', jpeg({}, like({ extensions: CA })), stranger('not-for-sealing')],
  [
    'with a short RSA key',
    jpeg({ algorithm: -37 }, like({ keyKind: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'] })),
    { integrity: 'unchecked', fault: 'algorithm' },
  ],
  [
    'with a curve that C2PA does not know',
    jpeg({}, like({ keyKind: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'] })),
    { integrity: 'unchecked', fault: 'algorithm' },
  ],
];
