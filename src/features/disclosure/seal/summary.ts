import type { ArchiveEntry } from '../archive';
import type { Classification } from '../domain/decision';
import type { Form } from '../domain/schedule';
import { createHash } from 'node:crypto';
import { custodyPath, filmPath, transcriptPath } from './paths';
import type { MakerSeal, MalwareScan, SealedExtract, SealRow } from './seal.repository';
import type { BundleSource, SourceItem } from './source';

export interface SummaryFile {
  readonly path: string;
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** `data/bundle.json`: what the reader's page and the verifier read. */
export interface BundleSummary {
  readonly v: 1;
  readonly urn: string;
  readonly kind: string;
  readonly number: number;
  readonly sealedAt: string;
  readonly folder: string;
  readonly investigation: string;
  readonly exhibits: readonly {
    readonly ref: string;
    readonly listedAs: Classification;
    readonly description: string;
    readonly producer: string;
    readonly clip: string;
    readonly original: SummaryFile | null;
    /** `copyOf`: the SHA-256 of the master, which the log shows to everybody, too; never more than that. */
    readonly viewing: readonly (SummaryFile & {
      readonly kind: string;
      readonly copyOf?: string;
      /** Of an extract alone. */
      readonly extract?: SealedExtract;
    })[];
    readonly custody: string;
    /** Of a finished transcript: its lines as WebVTT, and the SHA-256 of the recording in which they are said. */
    readonly transcript?: SummaryFile & { readonly recording: string };
    /** Of a film of several exhibits: the film, what it is called, and the recipe that it is made by. */
    readonly film?: SummaryFile & {
      readonly reference: string;
      readonly title: string;
      readonly recipe: SummaryFile;
    };
    /** Of the original's maker (C2PA), as it was found when the original came; left out where there is none. */
    readonly makerSeal?: MakerSeal;
    /** What the newest scan of the original found; left out of what was never scanned. */
    readonly malware?: MalwareScan;
  }[];
  readonly schedules: readonly {
    readonly form: Form;
    readonly version: number;
    readonly pdf: string;
    readonly csv: string;
  }[];
  readonly keyFingerprint: string;
}

export const schedulePath = (form: Form, format: 'pdf' | 'csv'): string => `data/schedules/${form}.${format}`;

function transcriptOf({
  folder,
  captions,
  recording,
}: SealRow): (SummaryFile & { recording: string }) | undefined {
  if (captions === null || recording === null) return undefined;
  return { ...smallFile(transcriptPath(folder), captions), recording };
}

function smallFile(path: string, text: string): SummaryFile {
  const bytes = Buffer.from(text);
  return { path, sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
}

function filmOf({ folder, filmFile }: SealRow): BundleSummary['exhibits'][number]['film'] {
  if (filmFile === null) return undefined;
  const { sha256, size, reference, title, recipe } = filmFile;
  return {
    ...{ path: filmPath(folder, 'film.mp4'), sha256, size, reference, title },
    recipe: smallFile(filmPath(folder, 'recipe.json'), recipe),
  };
}

function exhibitOf({ item, row, objects }: SourceItem, entries: readonly ArchiveEntry[]) {
  const files = objects.flatMap(({ path, what, copyOf, extract }) =>
    entries
      .filter((entry) => entry.path === path)
      .map(({ sha256, size }) => ({
        ...{ kind: what, path, sha256, size },
        ...(copyOf === undefined ? {} : { copyOf }),
        ...(extract === undefined ? {} : { extract }),
      })),
  );
  const original = files.find(({ kind }) => kind === 'original');
  const transcript = transcriptOf(row);
  const film = filmOf(row);
  return {
    ref: row.label,
    listedAs: item.classification,
    description: row.description,
    producer: row.producer,
    clip: row.clipId,
    original: original ? { path: original.path, sha256: original.sha256, size: original.size } : null,
    viewing: files.filter(({ kind }) => kind !== 'original' && kind !== 'film'),
    custody: custodyPath(row.folder),
    ...(transcript === undefined ? {} : { transcript }),
    ...(film === undefined ? {} : { film }),
    ...(row.makerSeal === null ? {} : { makerSeal: row.makerSeal }),
    ...(row.malware === null ? {} : { malware: row.malware }),
  };
}

export function summaryOf(
  { bundle, contents, items }: BundleSource,
  entries: readonly ArchiveEntry[],
  sealedAt: Date,
  keyFingerprint: string,
): BundleSummary {
  const { urn, kind, number, folder } = bundle;
  return {
    ...{ v: 1, urn, kind, number, sealedAt: sealedAt.toISOString(), folder },
    investigation: bundle.investigationId,
    exhibits: items.map((item) => exhibitOf(item, entries)),
    schedules: contents.schedules.map(({ form, version }) => ({
      ...{ form, version },
      pdf: schedulePath(form, 'pdf'),
      csv: schedulePath(form, 'csv'),
    })),
    keyFingerprint,
  };
}
