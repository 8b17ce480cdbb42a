import { CheckedHeads } from './checked-heads';
import { EXPORT } from '../../custody/pure/export-layout';
import type { Verdict } from '../../custody/pure/verdict';
import { subFolder, type Files } from '../files';
import { linesOf } from '../export-files';
import type { SeenEvent } from '../export-check';
import { verifyRecords } from '../verify-records';
import type { BundleJson } from './bundle-json';
import { bad } from './bundle-verdict';
import { ExhibitFacts } from './exhibit-facts';
import { checkParts, type Shown } from './film-facts';
import { BAG } from './layout';
import { parseManifest } from './manifest-lines';
import { checkRecording, type Recording } from './transcript-facts';

export interface CustodyOptions {
  readonly keys?: readonly string[];
  readonly trustedCheckpoints?: readonly string[];
}

export interface CustodyResult {
  readonly events: number;
  /** Ids of events that are repudiated. */
  readonly repudiated: readonly string[];
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string } | undefined;
  /** The first reason why something could not be told. */
  readonly why: string | undefined;
}

/** What stands in a folder of its own, or once for all beside it. */
const common = (path: string): string | undefined => {
  if (path === BAG.checkpoint) return EXPORT.checkpoint;
  if (path === BAG.logKeys) return EXPORT.keys;
  return path.startsWith(BAG.consistency)
    ? `${EXPORT.consistency}/${path.slice(BAG.consistency.length)}`
    : undefined;
};

/** @throws Tampering */
async function checkFolder(
  files: Files,
  folder: string,
  options: CustodyOptions,
  onEvent: (event: SeenEvent) => void,
): Promise<Verdict> {
  for (const [own, shared] of [
    [EXPORT.checkpoint, BAG.checkpoint],
    [EXPORT.keys, BAG.logKeys],
  ] as const) {
    const [here, there] = [await files.optional(`${folder}/${own}`), await files.optional(shared)];
    if (here !== undefined && there !== undefined && here !== there) {
      throw bad('other-checkpoint', `${folder}/${own}`, `the same as ${shared}`, 'another');
    }
  }
  const verdict = await verifyRecords(subFolder(files, folder, common), { ...options, onEvent });
  if (verdict.outcome !== 'tampered') return verdict;
  const { first } = verdict;
  const file = first.what === 'wrong-opening' ? EXPORT.openings : EXPORT.records;
  throw bad('bad-event', `${folder}/${file}`, first.expected, first.found, { event: first });
}

async function checkInvestigation(
  files: Files,
  { investigation }: BundleJson,
  options: CustodyOptions,
): Promise<Verdict | undefined> {
  if ((await files.below(`${BAG.investigation}/`)).length === 0) return undefined;
  return checkFolder(files, BAG.investigation, options, ({ record }) => {
    const expected = investigation === undefined ? 'investigation:' : `investigation:${investigation}`;
    if (!record.subject.startsWith(expected))
      throw bad('not-in-the-log', `${BAG.investigation}/${EXPORT.records}`, expected, record.subject);
  });
}

/** No exported records but those of the exhibits and, for the prosecutor, of the investigation: it names every clip. */
async function checkFolders(files: Files, { exhibits, kind }: BundleJson): Promise<void> {
  const known = [BAG.investigation, ...exhibits.map(({ custody }) => custody)];
  for (const path of await files.below('data/custody/')) {
    if (kind !== 'prosecution' && path.startsWith(`${BAG.investigation}/`))
      throw bad('not-for-this-kind', path, `no record of the investigation in a ${kind} bundle`, 'one');
    const isShared = !path.slice('data/custody/'.length).includes('/') || path.startsWith(BAG.consistency);
    if (isShared || known.some((folder) => path.startsWith(`${folder}/`))) continue;
    throw bad('wrong-summary', path, 'records of an exhibit in the bundle', 'others');
  }
  const items = exhibits.map(
    ({ custody }) => `${BAG.redactions}${custody.slice(custody.lastIndexOf('/') + 1)}/`,
  );
  for (const path of await files.below(BAG.redactions))
    if (!items.some((folder) => path.startsWith(folder)))
      throw bad('wrong-summary', path, 'a redaction of an exhibit in the bundle', 'another');
}

/** A bundle of an application has it, once, before all else. @throws Tampering */
function checkApplication({ kind, exhibits }: BundleJson, applications: readonly boolean[]): void {
  if (kind !== 'order') return;
  if (applications[0] !== true)
    throw bad('not-for-this-kind', BAG.summary, 'an application before all else', 'none');
  const more = exhibits.find((_, at) => at > 0 && applications[at]);
  if (more !== undefined) throw bad('not-for-this-kind', more.custody, 'one application', 'another');
}

/**
 * The custody records of every exhibit: chains, tree, signature, openings; and that they speak of the files in the bag.
 * @throws Tampering
 */
export async function checkCustody(
  bundle: BundleJson,
  files: Files,
  options: CustodyOptions,
): Promise<CustodyResult> {
  await checkFolders(files, bundle);
  const keys = options.keys ?? linesOf((await files.optional(BAG.logKeys)) ?? '');
  const given = { ...options, ...(keys.length > 0 && { keys }) };
  const heads = new CheckedHeads();
  const sums = parseManifest(await files.text(BAG.manifest));
  const recordings: Recording[] = [];
  const applications: boolean[] = [];
  const shown: Shown[] = [];
  for (const exhibit of bundle.exhibits) {
    const facts = new ExhibitFacts(exhibit, bundle);
    const verdict = await checkFolder(files, exhibit.custody, given, (event) => facts.see(event));
    heads.add(exhibit.custody, verdict);
    if (verdict.outcome !== 'proven') continue;
    facts.check();
    await facts.checkMaking(files, sums);
    recordings.push(facts.asRecording());
    applications.push(facts.isApplication);
    shown.push(facts.asShown());
  }
  // Of what cannot be told nothing is said.
  if (recordings.length === bundle.exhibits.length) {
    for (const exhibit of bundle.exhibits) {
      await checkRecording(exhibit, bundle.kind, recordings, files);
      await checkParts(exhibit, bundle.kind, shown, files);
    }
    checkApplication(bundle, applications);
  }
  heads.add(BAG.investigation, await checkInvestigation(files, bundle, given));
  return heads;
}
