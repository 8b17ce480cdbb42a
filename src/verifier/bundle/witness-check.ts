import { parseCheckpoint, type Checkpoint } from '../../custody/pure/checkpoint';
import { cosignedAt, parseWitnessKey } from '../../custody/pure/cosignature';
import { verifyConsistency } from '../../custody/pure/merkle';
import { checkNote, parseVerifierKey, type VerifierKey } from '../../custody/pure/signed-note';
import { readAsked } from '../../custody/pure/witness';
import { linesOf } from '../export-files';
import { Unreadable, type Files } from '../files';
import { bad, type WitnessFinding } from './bundle-verdict';
import { BAG } from './layout';

/** Where the cosigned heads lie, and the state of the log from which they grew. */
export interface WitnessPaths {
  readonly checkpoint: string;
  /** What their paths begin with. */
  readonly witnesses: string;
}

/** A head of the log that was shown to witnesses: it must have grown from the state of the bundle. @throws Tampering */
function grownHead(
  path: string,
  text: string,
  sealed: Checkpoint,
  logKeys: readonly VerifierKey[],
): Checkpoint {
  const asked = readAsked(text);
  if (asked === undefined) throw bad('bad-witness', path, 'a cosigned checkpoint with its proof', 'none');
  const { head, oldSize, proof } = asked;
  if (head.origin !== sealed.origin) throw bad('bad-witness', path, sealed.origin, head.origin);
  if (oldSize !== sealed.size)
    throw bad('bad-witness', path, `a proof from ${sealed.size} leaves`, `from ${oldSize}`);
  if (checkNote(head.note, logKeys) !== 'trusted')
    throw bad('bad-witness', path, 'a checkpoint signed by the log', 'none');
  if (!verifyConsistency(sealed, head, proof))
    throw bad('bad-witness', path, 'a log that only grew', 'another history');
  return head;
}

function keyOf(text: string): VerifierKey {
  const key = parseWitnessKey(text);
  if (key === undefined) throw new Unreadable('a key of a witness', 'is not readable');
  return key;
}

/** @throws Tampering */
function findingOf(key: VerifierKey, heads: ReadonlyMap<string, Checkpoint>): WitnessFinding {
  for (const [path, head] of heads) {
    const at = cosignedAt(head.note, key);
    if (at === 'forged') throw bad('bad-witness', path, `a signature of ${key.name}`, 'a forged one');
    if (at !== undefined) return { state: 'trusted', name: key.name, at: at.toISOString(), size: head.size };
  }
  return { state: 'absent', name: key.name };
}

/**
 * What others who watched the log say of it (C2SP tlog-cosignature).
 * @param given `keys` of the log, by default those in the bag; `witnesses`: C2SP vkeys. Who is not among them is named, and
 *   not checked
 * @throws Tampering, Unreadable
 */
export async function checkWitnesses(
  files: Files,
  paths: WitnessPaths,
  given: { readonly keys?: readonly string[]; readonly witnesses?: readonly string[] },
): Promise<WitnessFinding[]> {
  const trusted = (given.witnesses ?? []).map(keyOf);
  const sealed = parseCheckpoint((await files.optional(paths.checkpoint)) ?? '');
  const texts = given.keys ?? linesOf((await files.optional(BAG.logKeys)) ?? '');
  const logKeys = texts.map((text) => parseVerifierKey(text)).filter((key) => key !== undefined);
  if (sealed !== undefined && checkNote(sealed.note, logKeys) !== 'trusted')
    throw new Unreadable(paths.checkpoint, 'is signed by no known key');
  const heads = new Map<string, Checkpoint>();
  if (sealed !== undefined)
    for (const path of [...(await files.below(paths.witnesses))].sort())
      heads.set(path, grownHead(path, await files.text(path), sealed, logKeys));
  const named = [...heads.values()].flatMap(({ origin, note }) =>
    note.signatures.map(({ name }) => name).filter((name) => name !== origin),
  );
  const others = [...new Set(named)].filter((name) => !trusted.some((key) => key.name === name));
  return [
    ...trusted.map((key) => findingOf(key, heads)),
    ...others.map((name) => ({ state: 'not-checked' as const, name })),
  ];
}
