import { createHash } from 'node:crypto';
import { BadDer, childrenOf, expect, oidOf, readDer, TAG, timeOf, type Der } from '../der';

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** Hash algorithms by their object identifier, and the name that Node has for them. */
const HASHES: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

export const hashName = (oid: string): string | undefined => HASHES[oid];

/** What of a CMS SignedData (RFC 5652 section 5.1) a time stamp is made of. */
export interface TimeStampParts {
  /** DER of the TSTInfo: what was signed. */
  readonly info: Buffer;
  /** DER of certificates that the token carries. */
  readonly certificates: readonly Buffer[];
  readonly signer: {
    readonly id: Der;
    readonly digest: string;
    /** The attributes under their own tag; they are signed as a SET (RFC 5652 section 5.4). */
    readonly attributes: Der;
    readonly algorithm: Der;
    readonly signature: Buffer;
  };
}

/** A token, or an answer (TimeStampResp) that holds one. */
function contentInfo(bytes: Buffer): Der {
  const outer = expect(readDer(bytes), TAG.sequence);
  const [first, token] = childrenOf(outer);
  return first?.tag === TAG.sequence ? expect(token, TAG.sequence) : outer;
}

/** @throws BadDer */
export function partsOf(bytes: Buffer): TimeStampParts {
  const [type, wrapped] = childrenOf(contentInfo(bytes));
  if (oidOf(type) !== SIGNED_DATA) throw new BadDer();
  const [data] = childrenOf(expect(wrapped, TAG.context0));
  const [, , content, ...rest] = childrenOf(expect(data, TAG.sequence));
  const [contentType, inner] = childrenOf(expect(content, TAG.sequence));
  if (oidOf(contentType) !== TST_INFO) throw new BadDer();
  const [info] = childrenOf(expect(inner, TAG.context0));
  const certificates = rest.find(({ tag }) => tag === TAG.context0);
  const [signer, another] = childrenOf(expect(rest.at(-1), TAG.set));
  if (another !== undefined) throw new BadDer();
  const [, id, digest, attributes, algorithm, signature] = childrenOf(expect(signer, TAG.sequence));
  return {
    info: expect(info, TAG.octets).content,
    certificates: certificates === undefined ? [] : childrenOf(certificates).map(({ whole }) => whole),
    signer: {
      id: expect(id, TAG.sequence),
      digest: oidOf(childrenOf(expect(digest, TAG.sequence))[0]),
      attributes: expect(attributes, TAG.context0),
      algorithm: expect(algorithm, TAG.sequence),
      signature: expect(signature, TAG.octets).content,
    },
  };
}

/** The value of a signed attribute. */
export function attributeOf({ signer }: TimeStampParts, oid: string): Der | undefined {
  for (const attribute of childrenOf(signer.attributes)) {
    const [type, values] = childrenOf(attribute);
    if (oidOf(type) === oid) return childrenOf(expect(values, TAG.set))[0];
  }
  return undefined;
}

export type TimeStampReading =
  | { readonly at: string }
  | { readonly expected: string; readonly found: string };

function read(token: Buffer, data: Buffer): TimeStampReading {
  const parts = partsOf(token);
  const [, , imprint, , time] = childrenOf(expect(readDer(parts.info), TAG.sequence));
  const [algorithm, hashed] = childrenOf(expect(imprint, TAG.sequence));
  const hash = (name: string, bytes: Buffer): string => createHash(name).update(bytes).digest('hex');
  const name = hashName(oidOf(childrenOf(expect(algorithm, TAG.sequence))[0]));
  const found = expect(hashed, TAG.octets).content.toString('hex');
  if (name === undefined) return { expected: 'SHA-256, SHA-384 or SHA-512', found: 'another hash' };
  const expected = hash(name, data);
  if (expected !== found) return { expected, found };
  // The signature covers the attributes alone; they must name what the token says.
  const digest = hashName(parts.signer.digest);
  if (digest === undefined) return { expected: 'a digest of SHA-2', found: parts.signer.digest };
  const signed = expect(attributeOf(parts, MESSAGE_DIGEST), TAG.octets).content.toString('hex');
  const content = hash(digest, parts.info);
  return signed === content ? { at: timeOf(time) } : { expected: content, found: signed };
}

/**
 * Whether a time stamp (RFC 3161 section 2.4.2) is one for `data`, and when it was made. Who made it is another
 * question: see `timeStampAuthority`.
 */
export function readTimeStamp(token: Buffer, data: Buffer): TimeStampReading {
  try {
    return read(token, data);
  } catch (error) {
    if (error instanceof BadDer) return { expected: 'a time stamp (RFC 3161)', found: 'something else' };
    throw error;
  }
}
