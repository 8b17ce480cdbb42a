import { constants, verify, X509Certificate, type VerifyKeyObjectInput } from 'node:crypto';
import { CborTag, decodeCbor, signedStructure, type Cbor, type CborMap } from './cbor';
import { refuse } from './faults';
import { bytesOf, isAbsent, listOf, mapOf } from './fields';
import { LIMITS } from './limits';

/** COSE_Sign1 (RFC 9052 section 4.2) with what C2PA puts beside it. */
export interface Signature {
  readonly header: Buffer;
  readonly algorithm: Cbor;
  readonly signature: Buffer;
  /** The signer's certificate first. */
  readonly certificates: readonly X509Certificate[];
  readonly stamps: readonly Stamp[];
}

/** A time stamp, and what it was asked for (C2PA 2.2 section 10.3.2.5). */
export interface Stamp {
  readonly token: Buffer;
  readonly over: 'claim' | 'signature';
}

/** Types of key, and the hash, by the COSE algorithm (RFC 9053, RFC 8230; C2PA 2.2 section 13.2). */
const ALGORITHMS: ReadonlyMap<Cbor, { readonly keys: readonly string[]; readonly hash: string | null }> =
  new Map([
    [-7, { keys: ['ec'], hash: 'sha256' }],
    [-35, { keys: ['ec'], hash: 'sha384' }],
    [-36, { keys: ['ec'], hash: 'sha512' }],
    [-37, { keys: ['rsa', 'rsa-pss'], hash: 'sha256' }],
    [-38, { keys: ['rsa', 'rsa-pss'], hash: 'sha384' }],
    [-39, { keys: ['rsa', 'rsa-pss'], hash: 'sha512' }],
    [-8, { keys: ['ed25519'], hash: null }],
  ]);
/** Bytes of a signature as RFC 9053 section 2.1 has it, by the curve. Some programs write DER instead. */
const CURVES: Readonly<Record<string, number>> = { prime256v1: 64, secp384r1: 96, secp521r1: 132 };
const RSA_BITS = 2048;

function certificatesOf(header: CborMap, beside: CborMap): X509Certificate[] {
  const [chain, ...more] = [
    header.get(33),
    header.get('x5chain'),
    beside.get(33),
    beside.get('x5chain'),
  ].filter((each) => !isAbsent(each));
  if (chain === undefined || more.length > 0) return refuse('malformed', 'the certificates');
  const list = Array.isArray(chain) ? (chain as readonly Cbor[]) : [chain];
  if (list.length === 0 || list.length > LIMITS.certificates) return refuse('too-complex', 'certificates');
  return list.map((each) => {
    const bytes = bytesOf(each, 'a certificate');
    if (bytes.length > LIMITS.certificateBytes) return refuse('too-large', 'a certificate');
    try {
      return new X509Certificate(bytes);
    } catch {
      return refuse('malformed', 'a certificate');
    }
  });
}

function stampsOf(beside: CborMap): Stamp[] {
  const read = (name: string, over: Stamp['over']): Stamp[] => {
    const container = beside.get(name);
    if (!(container instanceof Map)) return [];
    const tokens = (container as CborMap).get('tstTokens');
    if (!Array.isArray(tokens)) return [];
    return (tokens as readonly Cbor[]).flatMap((each) => {
      const token = each instanceof Map ? (each as CborMap).get('val') : undefined;
      return Buffer.isBuffer(token) ? [{ token, over }] : [];
    });
  };
  return [...read('sigTst2', 'signature'), ...read('sigTst', 'claim')].slice(0, LIMITS.timeStamps);
}

/** @throws SealFault */
export function readSignature(bytes: Buffer): Signature {
  const outer = decodeCbor(bytes);
  if (outer instanceof CborTag && outer.tag !== 18) return refuse('malformed', 'the signature');
  const parts = listOf(outer instanceof CborTag ? outer.value : outer, 'the signature');
  if (parts.length !== 4) return refuse('malformed', 'the signature');
  const header = bytesOf(parts[0], 'the header');
  const inHeader = mapOf(decodeCbor(header), 'the header');
  const beside = mapOf(parts[1], 'the header');
  const room = beside.get('pad');
  if (!isAbsent(room) && bytesOf(room, 'the room').some((byte) => byte !== 0))
    return refuse('malformed', 'something in the room that is left');
  // The claim is signed where it stands: a signature that brings its own is over something else.
  if (parts[2] !== null) return refuse('malformed', 'the signature brings a claim of its own');
  if (!isAbsent(inHeader.get(2))) return refuse('algorithm', 'a header that must be understood');
  return {
    ...{ header, algorithm: inHeader.get(1) },
    signature: bytesOf(parts[3], 'the signature'),
    certificates: certificatesOf(inHeader, beside),
    stamps: stampsOf(beside),
  };
}

/** Whether a key is one that C2PA lets sign: the claim's hash is only as strong as the key. */
export function isStrongKey({ publicKey }: X509Certificate): boolean {
  const { asymmetricKeyType: kind, asymmetricKeyDetails: details } = publicKey;
  if (kind === 'rsa' || kind === 'rsa-pss') return (details?.modulusLength ?? 0) >= RSA_BITS;
  if (kind === 'ec') return Object.hasOwn(CURVES, details?.namedCurve ?? '');
  return kind === 'ed25519';
}

/** Refuses a claim that the first certificate's key has not signed. @throws SealFault */
export function requireSigned(
  claim: Buffer,
  { header, algorithm, signature, certificates }: Signature,
): void {
  const signer = certificates[0];
  const known = ALGORITHMS.get(algorithm);
  if (signer === undefined || known === undefined) return refuse('algorithm', 'of the signature');
  const key: VerifyKeyObjectInput = { key: signer.publicKey };
  const kind = signer.publicKey.asymmetricKeyType ?? '';
  if (!known.keys.includes(kind) || !isStrongKey(signer)) return refuse('algorithm', 'of the key');
  const plainLength = CURVES[signer.publicKey.asymmetricKeyDetails?.namedCurve ?? ''];
  if (kind === 'ec') key.dsaEncoding = signature.length === plainLength ? 'ieee-p1363' : 'der';
  if (kind.startsWith('rsa')) {
    key.padding = constants.RSA_PKCS1_PSS_PADDING;
    key.saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  }
  if (!verify(known.hash, signedStructure('Signature1', header, claim), key, signature)) refuse('signature');
}
