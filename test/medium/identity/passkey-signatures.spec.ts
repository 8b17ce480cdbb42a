import { constants, createHash, generateKeyPairSync, privateEncrypt, randomBytes } from 'node:crypto';
import { coseOf, SecurityKey } from '../../support/security-key';
import { BrokenIntoWorkspace, REFUSED } from './broken-into-workspace';

/** LINTEL_SIGNATURES asks for more. */
const KEYS = Number(process.env['LINTEL_SIGNATURES'] ?? '8');
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

let at: BrokenIntoWorkspace;
beforeAll(async () => {
  at = await BrokenIntoWorkspace.open();
});
afterAll(() => at.close());

async function fits(key: Buffer, data: Buffer, signature: Buffer): Promise<boolean> {
  const { rows } = await at.admin.query<{ fits: boolean }>(
    'SELECT lintel.signature_fits($1, $2, $3) AS fits',
    [key, data, signature],
  );
  return rows[0]?.fits === true;
}

const flipped = (bytes: Buffer, place: number): Buffer => {
  const other = Buffer.from(bytes);
  other.writeUInt8((other[place] ?? 0) ^ 1, place);
  return other;
};

const integer = (value: bigint): Buffer => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const positive = (bytes[0] ?? 0) < 128 ? bytes : Buffer.concat([Buffer.from([0]), bytes]);
  return Buffer.concat([Buffer.from([2, positive.length]), positive]);
};
const der = (r: bigint, s: bigint): Buffer => {
  const both = Buffer.concat([integer(r), integer(s)]);
  return Buffer.concat([Buffer.from([0x30, both.length]), both]);
};
const parts = (signature: Buffer): { r: bigint; s: bigint } => {
  const length = signature[3] ?? 0;
  const number = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`);
  return { r: number(signature.subarray(4, 4 + length)), s: number(signature.subarray(6 + length)) };
};

describe('PostgreSQL', () => {
  it('takes the signatures that OpenSSL makes with P-256, and none that was changed', async () => {
    for (let n = 0; n < KEYS; n += 1) {
      const key = new SecurityKey();
      const [cose, data] = [coseOf(key.publicKey), randomBytes(n * 7)];
      const signature = key.sign(data);
      expect(await fits(cose, data, signature)).toBe(true);
      expect(await fits(cose, Buffer.concat([data, Buffer.from('.')]), signature)).toBe(false);
      expect(await fits(cose, data, flipped(signature, 10 + n))).toBe(false);
      expect(await fits(cose, data, flipped(signature, signature.length - 1 - n))).toBe(false);
      expect(await fits(coseOf(new SecurityKey().publicKey), data, signature)).toBe(false);
    }
  });

  it('takes no signature of P-256 whose numbers are out of range, though they would do modulo the order', async () => {
    const key = new SecurityKey();
    const [cose, data] = [coseOf(key.publicKey), randomBytes(40)];
    const { r, s } = parts(key.sign(data));
    expect(await fits(cose, data, der(r, s))).toBe(true);
    // The other one of the pair that belongs to each signature.
    expect(await fits(cose, data, der(r, N - s))).toBe(true);
    for (const [a, b] of [
      [0n, 0n],
      [0n, s],
      [r, 0n],
      [r + N, s],
      [r, s + N],
      [N, s],
      [r, N],
      [N, N],
      [1n, 1n],
    ] as const)
      // prettier-ignore
      expect([a, b, await fits(cose, data, der(a, b))]).toEqual([a, b, false]);
  });

  it('takes no signature that is not one sequence of two positive numbers', async () => {
    const key = new SecurityKey();
    const [cose, data] = [coseOf(key.publicKey), randomBytes(40)];
    const right = key.sign(data);
    const bad = [
      '',
      '30',
      '3000',
      '300602018102017f',
      '3006020101020101',
      '30080202000102020001',
      'ff'.repeat(70),
    ];
    for (const hex of bad)
      expect([hex, await fits(cose, data, Buffer.from(hex, 'hex'))]).toEqual([hex, false]);
    expect(await fits(cose, data, Buffer.concat([right, Buffer.from([0])]))).toBe(false);
    expect(await fits(cose, data, right.subarray(0, -1))).toBe(false);
    for (let place = 0; place < 4; place += 1)
      expect([place, await fits(cose, data, flipped(right, place))]).toEqual([place, false]);
  });

  it('takes the signatures that OpenSSL makes with RSA, and none that is padded otherwise', async () => {
    const key = new SecurityKey('RS256');
    const [cose, data] = [coseOf(key.publicKey), randomBytes(40)];
    const signature = key.sign(data);
    expect(await fits(cose, data, signature)).toBe(true);
    expect(await fits(cose, randomBytes(40), signature)).toBe(false);
    expect(await fits(cose, data, flipped(signature, 200))).toBe(false);
    expect(await fits(cose, data, signature.subarray(1))).toBe(false);
    expect(await fits(coseOf(new SecurityKey('RS256').publicKey), data, signature)).toBe(false);
    // The right digest without the name of its hash; and a padding that leaves room behind it (Bleichenbacher 2006).
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const digest = createHash('sha256').update(data).digest();
    const bare = privateEncrypt({ key: privateKey, padding: constants.RSA_PKCS1_PADDING }, digest);
    const named = Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]);
    const room = Buffer.concat([
      Buffer.from([0, 1, 0xff, 0xff, 0]),
      named,
      Buffer.alloc(256 - 5 - named.length),
    ]);
    const loose = privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, room);
    for (const one of [bare, loose]) expect(await fits(coseOf(publicKey), data, one)).toBe(false);
  });

  it('keeps no key that is none: off the curve, of another kind, or with anything about it', async () => {
    const right = coseOf(new SecurityKey().publicKey);
    const kind = async (key: Buffer): Promise<unknown> =>
      (await at.admin.query<{ kind: string }>('SELECT lintel.passkey_algorithm($1) AS kind', [key])).rows[0]
        ?.kind;
    expect(await kind(right)).toBe('ES256');
    expect(await kind(coseOf(new SecurityKey('RS256').publicKey))).toBe('RS256');
    const base = '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5'; // prettier-ignore
    const ofBase = Buffer.concat([right.subarray(0, 10), Buffer.from(base.slice(0, 64), 'hex'), right.subarray(42, 45), Buffer.from(base.slice(64), 'hex')]); // prettier-ignore
    const p384 = coseOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey);
    const small = coseOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey);
    for (const bad of [
      flipped(right, 76),
      flipped(right, 3),
      ofBase,
      p384,
      small,
      Buffer.concat([right, right]),
      right.subarray(1),
    ])
      // prettier-ignore
      expect(await kind(bad)).toBe(null);
  });

  it.each(['take_challenge', 'has_second_step', 'on_second_step', 'without_second_step', 'set_passkeys'])(
    'lets the workspace not call %s by itself',
    async (name) => {
      const { rows } = await at.admin.query<{ call: string }>(
        `SELECT format('lintel.%I(%s)', proname, (SELECT string_agg('NULL::' || t::regtype, ', ') FROM unnest(proargtypes) t)) AS call
           FROM pg_proc WHERE proname = $1`,
        [name],
      );
      await expect(at.workspace.query(`SELECT ${rows[0]?.call ?? ''}`)).rejects.toMatchObject(REFUSED);
    },
  );
});
