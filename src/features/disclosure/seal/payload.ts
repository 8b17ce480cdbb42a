import type { MadeSchedule } from '../schedules.repository';
import { scheduleCsv, withheldCsv } from '../schedules/csv';
import { schedulePdf } from '../schedules/pdf';
import { forDefence } from '../schedules/words';
import type { ArchiveEntry } from '../archive';
import { caseJsonLd } from './case-jsonld';
import type { BundleKey } from './signing';
import { filmPath, redactionPath, transcriptPath } from './paths';
import type { SealRow } from './seal.repository';
import type { SmallFile } from './small-files';
import type { BundleSource } from './source';
import { schedulePath, type BundleSummary } from './summary';

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

async function scheduleFiles(schedule: MadeSchedule): Promise<SmallFile[]> {
  return [
    { path: schedulePath(schedule.form, 'pdf'), bytes: await schedulePdf(schedule) },
    { path: schedulePath(schedule.form, 'csv'), bytes: Buffer.from(scheduleCsv(schedule)) },
  ];
}

/** By which anyone can make a redacted copy again, and what was found when it was compared. */
const redactionFiles = ({ folder, redaction }: SealRow): SmallFile[] =>
  redaction === null
    ? []
    : [
        // As it was hashed: not a byte more.
        { path: redactionPath(folder, 'recipe'), bytes: Buffer.from(redaction.recipe) },
        { path: redactionPath(folder, 'proof'), bytes: json(redaction.proof) },
      ];

/** Byte for byte what was finished, as the log has its hash. */
const transcriptFiles = ({ folder, captions }: SealRow): SmallFile[] =>
  captions === null ? [] : [{ path: transcriptPath(folder), bytes: Buffer.from(captions) }];

/** By which anyone can put a film together again: as it was hashed, not a byte more. */
const filmFiles = ({ folder, filmFile }: SealRow): SmallFile[] =>
  filmFile === null ? [] : [{ path: filmPath(folder, 'recipe.json'), bytes: Buffer.from(filmFile.recipe) }];

/** The payload that sealing writes: schedules, the key, the summary, the same facts for other tools. */
export async function payloadFiles(
  source: BundleSource,
  summary: BundleSummary,
  stored: readonly ArchiveEntry[],
  key: BundleKey,
): Promise<SmallFile[]> {
  const { contents, schedules } = source;
  const files: SmallFile[] = [];
  const isForProsecutor = contents.kind === 'prosecution';
  for (const schedule of schedules)
    files.push(...(await scheduleFiles(isForProsecutor ? schedule : forDefence(schedule))));
  if (contents.kind === 'prosecution')
    files.push({
      path: 'data/schedules/withheld-items.csv',
      bytes: Buffer.from(withheldCsv(contents.withheld)),
    });
  files.push(
    ...source.items.flatMap(({ row }) => [
      ...redactionFiles(row),
      ...transcriptFiles(row),
      ...filmFiles(row),
    ]),
  );
  files.push({ path: 'data/custody/bundle-key.pem', bytes: Buffer.from(key.pem) });
  files.push({ path: 'data/bundle.json', bytes: json(summary) });
  files.push({ path: 'data/case.jsonld', bytes: json(caseJsonLd(source, summary, stored)) });
  return files;
}
