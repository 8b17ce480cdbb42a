import { generateKeyPairSync } from 'node:crypto';
import { noteSigner } from '../../../../src/custody/pure/signed-note';
import type { BundleVerdict, FirstBad } from '../../../../src/verifier/bundle/bundle-verdict';
import { seal } from '../../../support/sample-bundle';
import { ORIGIN, type BagFiles } from '../../../support/sample-log';
import { knowing, verifyFiles, type Complete } from './support';

/*
 * Somebody who holds the keys of the bundle and of the log, or has the service itself seal what was changed: manifests, their
 * signature and their place in the log are right. What the log knew before must still give the change away.
 */
export type Change = (files: BagFiles) => void;

const text = (files: BagFiles, path: string): string => files.get(path)?.toString() ?? '';
export const edit =
  (path: string, work: (content: string) => string): Change =>
  (files) => {
    files.set(path, Buffer.from(work(text(files, path))));
  };
const blocks = (content: string): string[] => content.match(/(?:.*\n){5}/g) ?? [];
export const records = (work: (all: string[]) => string[], folder = 'AB-1'): Change =>
  edit(`data/custody/${folder}/records.txt`, (content) => work(blocks(content)).join(''));
export const proofsOf = (files: BagFiles, folder: string): string[] =>
  [...files.keys()].filter((path) => path.startsWith(`data/custody/${folder}/proofs/`));
export const swap = (files: BagFiles, one: string, other: string): void => {
  const [first, second] = [files.get(one), files.get(other)];
  if (first === undefined || second === undefined) throw new Error(`no ${one} or ${other}`);
  files.set(one, second).set(other, first);
};
export const summary = (work: (summary: Record<string, never>) => void): Change =>
  edit('data/bundle.json', (content) => {
    const value = JSON.parse(content) as Record<string, never>;
    work(value);
    return JSON.stringify(value);
  });
export const stranger = noteSigner(ORIGIN, generateKeyPairSync('ed25519').privateKey);

type Keys = Pick<Complete, 'files' | 'privateKey' | 'putInLog'>;

/** The bag with a change, all manifests put right and signed with its true key; the log knows of the bag that was sent. */
export function signedAgain({ files: sent, privateKey }: Omit<Keys, 'putInLog'>, change: Change): BagFiles {
  const files: BagFiles = new Map(sent);
  change(files);
  seal(files, privateKey);
  return files;
}

/** The same, with the changed list of files in the log, too. */
export function sealed(made: Keys, change: Change): BagFiles {
  const files = signedAgain(made, change);
  made.putInLog(files);
  return files;
}

export const verifySealed = (made: Complete, change: Change): Promise<BundleVerdict> =>
  verifyFiles(sealed(made, change), knowing(made));

export async function firstBad(made: Complete, change: Change): Promise<FirstBad | undefined> {
  const verdict = await verifySealed(made, change);
  return verdict.outcome === 'tampered' ? verdict.first : undefined;
}
