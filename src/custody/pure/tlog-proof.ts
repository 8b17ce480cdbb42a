import { fromBase64 } from './signed-note';

/** C2SP tlog-proof v1: that a leaf is in the tree of a checkpoint, in one file. */
const HEADER = 'c2sp.org/tlog-proof@v1';
const INDEX = /^index (0|[1-9][0-9]{0,15})$/;

export interface TlogProof {
  readonly index: number;
  /** From the leaf's sibling up to the root's child. */
  readonly hashes: readonly Buffer[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
  /** Opaque and unauthenticated. */
  readonly extra?: Buffer;
}

export function formatProof(proof: TlogProof): string {
  const lines = [
    HEADER,
    ...(proof.extra === undefined ? [] : [`extra ${proof.extra.toString('base64')}`]),
    `index ${proof.index}`,
    ...proof.hashes.map((hash) => hash.toString('base64')),
  ];
  return `${lines.join('\n')}\n\n${proof.checkpoint}`;
}

/** Undefined when malformed. */
export function parseProof(text: string): TlogProof | undefined {
  const end = text.indexOf('\n\n');
  if (end === -1) return undefined;
  const [header, ...lines] = text.slice(0, end).split('\n');
  if (header !== HEADER) return undefined;
  const extraLine = lines[0]?.startsWith('extra ') === true ? lines.shift() : undefined;
  const extra = extraLine === undefined ? undefined : fromBase64(extraLine.slice('extra '.length));
  const index = INDEX.exec(lines.shift() ?? '')?.[1];
  const hashes = lines.map(fromBase64).filter((hash) => hash?.length === 32) as Buffer[];
  if (index === undefined || hashes.length !== lines.length) return undefined;
  if (extraLine !== undefined && extra === undefined) return undefined;
  const proof = { index: Number(index), hashes, checkpoint: text.slice(end + 2) };
  return extra === undefined ? proof : { ...proof, extra };
}
