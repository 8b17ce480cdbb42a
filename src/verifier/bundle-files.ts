import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXPORT } from '../custody/pure/export-layout';
import { parseBundleJson } from './bundle/bundle-json';
import { historyOf, type HistoryEvent } from './html/history';
import { startHere } from './html/start-here';
import type { Times } from './html/times';
import { verifyText } from './html/verify-text';

/** A file of the bag; its path is below the bag's folder. */
export interface SealedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** `npm run build` has not made the parts that go into every bundle. */
export class VerifierNotBuilt extends Error {
  constructor(file: string, options: ErrorOptions) {
    super(`${file} is not built: run npm run build`, options);
    this.name = 'VerifierNotBuilt';
  }
}

/** `dist/verifier`, seen from here in dist/src/verifier. */
export const BUILT = join(__dirname, '../../verifier');

function built(folder: string, file: string): Buffer {
  try {
    return readFileSync(join(folder, file));
  } catch (cause) {
    throw new VerifierNotBuilt(join(folder, file), { cause });
  }
}

function historiesOf(custody: readonly SealedFile[]): Map<string, readonly HistoryEvent[]> {
  const text = new Map(custody.map(({ path, bytes }) => [path, bytes]));
  const histories = new Map<string, readonly HistoryEvent[]>();
  for (const [path, records] of text) {
    if (!path.endsWith(`/${EXPORT.records}`)) continue;
    const folder = path.slice(0, -EXPORT.records.length - 1);
    const [openings, repudiations] = [EXPORT.openings, EXPORT.repudiations].map(
      (name) => text.get(`${folder}/${name}`)?.toString() ?? '',
    ) as [string, string];
    histories.set(folder, historyOf(records.toString(), openings, repudiations));
  }
  return histories;
}

/**
 * The tag files beside BagIt's own: START-HERE.html, VERIFY.txt and verify.mjs.
 * @param summary content of `data/bundle.json`
 * @param custody files below `data/custody`, as they go into the same bag: nothing else is shown of the histories
 * @param times of the copies that play, by their paths
 * @throws VerifierNotBuilt, BadBundleJson
 */
export function tagFiles(
  summary: string,
  custody: readonly SealedFile[],
  folder: string = BUILT,
  times: Times = new Map(),
): SealedFile[] {
  const bundle = parseBundleJson(summary);
  const script = built(folder, 'start-here.js').toString().trim();
  return [
    { path: 'START-HERE.html', bytes: Buffer.from(startHere(bundle, historiesOf(custody), script, times)) },
    { path: 'VERIFY.txt', bytes: Buffer.from(verifyText(bundle)) },
    { path: 'verify.mjs', bytes: built(folder, 'verify.mjs') },
  ];
}
