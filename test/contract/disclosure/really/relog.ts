import { signCheckpoint, parseCheckpoint } from '../../../../src/custody/pure/checkpoint';
import {
  consistencyRanges,
  inclusionRanges,
  leafHash,
  nodeHash,
  type Range,
} from '../../../../src/custody/pure/merkle';
import { noteSigner } from '../../../../src/custody/pure/signed-note';
import { formatProof, parseProof, type TlogProof } from '../../../../src/custody/pure/tlog-proof';
import type { ReallySealed } from '../../../medium/disclosure/really-sealed';
import { listSeal } from '../../../support/sample-bundle';
import { sha256, type BagFiles } from '../../../support/sample-log';

const spanOf = ({ from, to }: Range): string => `${from}-${to}`;

/** Every subtree above a leaf, by its span, with the hash that it has when the leaf is another one. */
function above(leaf: Buffer, { index, hashes }: TlogProof, size: number): Map<string, Buffer> {
  let [span, hash] = [{ from: index, to: index + 1 }, leaf];
  const nodes = new Map([[spanOf(span), hash]]);
  inclusionRanges(index, size).forEach((sibling, at) => {
    const other = hashes[at] ?? Buffer.alloc(32);
    const isRight = sibling.from >= span.to;
    hash = isRight ? nodeHash(hash, other) : nodeHash(other, hash);
    span = isRight ? { from: span.from, to: sibling.to } : { from: sibling.from, to: span.to };
    nodes.set(spanOf(span), hash);
  });
  return nodes;
}

/**
 * What somebody does who has the key of bundle and log: the record of the list of files is made to name another list, and the log
 * above it is made anew. Nobody else confirms that log.
 */
export function relog({ privateKey }: Pick<ReallySealed, 'privateKey'>): (files: BagFiles) => void {
  return (files) => {
    const textOf = (path: string): string => files.get(path)?.toString() ?? '';
    const manifest = sha256(files.get('tagmanifest-sha256.txt') ?? Buffer.alloc(0));
    const record = textOf('seal/record.txt').replace(/("manifestSha256":")[0-9a-f]+/, `$1${manifest}`);
    const proof = parseProof(textOf('seal/proof.tlog-proof'));
    const head = parseCheckpoint(textOf('seal/checkpoint'));
    const sealedSize = parseCheckpoint(textOf('data/custody/checkpoint'))?.size ?? 1;
    if (proof === undefined || head === undefined) throw new Error('no proof of the seal');
    const nodes = above(leafHash(record), proof, head.size);
    const root = nodes.get(spanOf({ from: 0, to: head.size })) ?? Buffer.alloc(32);
    const signer = noteSigner(head.origin, privateKey);
    const checkpoint = signCheckpoint(head.origin, { size: head.size, root }, [signer]);
    const old = textOf('seal/consistency.txt').split('\n');
    const lines = consistencyRanges(sealedSize, head.size).map(
      (span, at) => nodes.get(spanOf(span))?.toString('base64') ?? old[at] ?? '',
    );
    files.set('seal/record.txt', Buffer.from(record));
    files.set('seal/proof.tlog-proof', Buffer.from(formatProof({ ...proof, checkpoint })));
    files.set('seal/checkpoint', Buffer.from(checkpoint));
    files.set('seal/consistency.txt', Buffer.from(lines.map((line) => `${line}\n`).join('')));
    for (const path of [...files.keys()])
      if (/^seal\/(checkpoint\.tsr|witness-)/.test(path)) files.delete(path);
    listSeal(files, privateKey);
  };
}
