import { constants, createHash, sign, type KeyObject } from 'node:crypto';
import { encode, type Value } from './cbor';
import { cborBox, superbox } from './jumbf';

export interface Assertion {
  readonly label: string;
  readonly cbor: Buffer;
}

type Fields = Record<string, Value>;

/** A seal and everything about it that a forger might do otherwise. */
export interface Plan {
  readonly key: KeyObject;
  /** DER, the signer's first. */
  readonly chain: readonly Buffer[];
  /** COSE; by default ES256. */
  readonly algorithm?: number;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
  readonly version?: 1 | 2;
  readonly label?: string;
  /** Other than the binding. */
  readonly assertions?: readonly Assertion[];
  /** Changes what is signed. */
  readonly claim?: (claim: Fields) => Value;
  /** Changes the four parts of COSE_Sign1. */
  readonly cose?: (parts: Value[]) => Value;
  /** Changes the protected header. */
  readonly header?: (header: Map<number | string, Value>) => Value;
  /** Changes what says which bytes are meant. */
  readonly binding?: (binding: Fields) => Value;
  readonly bindingLabel?: string;
  /** Changes boxes after everything was signed. */
  readonly manifest?: (parts: ManifestParts) => Buffer;
  readonly store?: (manifest: Buffer) => Buffer;
  /** Time stamps over the signature, as they are kept. */
  readonly stamp?: (toBeStamped: Buffer) => Promise<Buffer>;
  /** Bytes of padding and stamps. */
  readonly room?: number;
}

export interface ManifestParts {
  readonly label: string;
  readonly assertions: Buffer;
  readonly claim: Buffer;
  readonly signature: Buffer;
}

const HASH_OF: Readonly<Record<number, string | null>> = {
  [-7]: 'sha256',
  [-35]: 'sha384',
  [-36]: 'sha512',
  [-37]: 'sha256',
  [-38]: 'sha384',
  [-39]: 'sha512',
  [-8]: null,
};

export const structure = (context: string, header: Buffer, payload: Buffer): Buffer =>
  encode([context, header, Buffer.alloc(0), payload]);

function signed(plan: Plan, header: Buffer, payload: Buffer): Buffer {
  const algorithm = plan.algorithm ?? -7;
  return sign(HASH_OF[algorithm] ?? null, structure('Signature1', header, payload), {
    key: plan.key,
    ...(plan.key.asymmetricKeyType === 'ec' && { dsaEncoding: 'ieee-p1363' as const }),
    ...(plan.key.asymmetricKeyType?.startsWith('rsa') === true && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  });
}

async function coseOf(plan: Plan, payload: Buffer): Promise<Buffer> {
  const chain = plan.chain.length === 1 ? (plan.chain[0] as Buffer) : [...plan.chain];
  const plain = new Map<number | string, Value>([
    [1, plan.algorithm ?? -7],
    [33, chain],
  ]);
  const header = encode(plan.header?.(plain) ?? plain);
  const signature = signed(plan, header, payload);
  const token = await plan.stamp?.(structure('CounterSignature', header, encode(signature)));
  const room = (plan.room ?? 8_000) - (token?.length ?? 0);
  const beside: Fields = {
    ...(token !== undefined && { sigTst2: { tstTokens: [{ val: token }] } }),
    pad: Buffer.alloc(Math.max(300, room)),
  };
  const parts: Value[] = [header, beside, null, signature];
  return Buffer.concat([Buffer.from([0xd2]), encode(plan.cose?.(parts) ?? parts)]);
}

/** A reference: the box without its header is hashed. */
const referenceTo = (manifest: string, label: string, boxed: Buffer, hash: string): Value => ({
  url: `self#jumbf=/c2pa/${manifest}/c2pa.assertions/${label}`,
  hash: createHash(hash).update(boxed.subarray(8)).digest(),
});

/** The bytes of a manifest store whose binding is as given. */
export async function storeOf(plan: Plan, binding: Fields): Promise<Buffer> {
  const label = plan.label ?? 'urn:c2pa:5f3d8c1a-0000-4000-8000-000000000001';
  const hash = plan.hash ?? 'sha256';
  const bindingLabel = plan.bindingLabel ?? 'c2pa.hash.data';
  const all: Assertion[] = [
    { label: bindingLabel, cbor: encode(plan.binding?.(binding) ?? binding) },
    { label: 'c2pa.actions.v2', cbor: encode({ actions: [{ action: 'c2pa.created' }] }) },
    ...(plan.assertions ?? []),
  ];
  const boxes = all.map((each) => ({ ...each, box: cborBox('cbor', each.label, each.cbor) }));
  const references = boxes.map((each) => referenceTo(label, each.label, each.box, hash));
  const claim: Fields = {
    instanceID: 'xmp:iid:5f3d8c1a',
    alg: hash,
    signature: `self#jumbf=/c2pa/${label}/c2pa.signature`,
    ...(plan.version === 1
      ? { claim_generator: 'TestMaker/1.0', 'dc:format': 'image/jpeg', assertions: references }
      : { claim_generator_info: { name: 'Test Maker', version: '1.0' }, created_assertions: references }),
  };
  const payload = encode(plan.claim?.(claim) ?? claim);
  const parts: ManifestParts = {
    label,
    assertions: superbox('c2as', 'c2pa.assertions', ...boxes.map((each) => each.box)),
    claim: cborBox('c2cl', plan.version === 1 ? 'c2pa.claim' : 'c2pa.claim.v2', payload),
    signature: cborBox('c2cs', 'c2pa.signature', await coseOf(plan, payload)),
  };
  const manifest =
    plan.manifest?.(parts) ?? superbox('c2ma', label, parts.assertions, parts.claim, parts.signature);
  return plan.store?.(manifest) ?? superbox('c2pa', 'c2pa', manifest);
}
