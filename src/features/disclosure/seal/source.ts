import { Injectable } from '@nestjs/common';
import type { BundleId, ExhibitRef } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import { BundlesRepository, type BundleRow } from '../bundles.repository';
import {
  courtBundle,
  defenceBundle,
  itemsOf,
  orderBundle,
  prosecutionBundle,
  type Bundle,
  type BundleItem,
} from '../domain/bundle';
import { givenFiles, VIEWING_COPIES } from '../domain/copies';
import { standing } from '../domain/decision';
import { sortItems, type DecidedFacts } from '../domain/item';
import { currentForms } from '../forms';
import { SchedulesRepository, type MadeSchedule } from '../schedules.repository';
import { filmPath, originalPath, viewingPath } from './paths';
import { SealRepository, type SealedExtract, type SealRow, type StoredCopy } from './seal.repository';

/** A stored file that goes into a bag as it is. */
export interface SourceObject {
  readonly path: string;
  readonly what: 'original' | 'extract' | 'film' | StoredCopy['kind'];
  readonly key: string;
  readonly size: number;
  readonly sha256: SealRow['sha256'];
  readonly crc32: number | null;
  /** Of a copy: the SHA-256 of the file that it was made from. */
  readonly copyOf?: SealRow['sha256'];
  /** Of an extract: what it is called, and which frames it has. */
  readonly extract?: SealedExtract;
  /** Of a copy that was cut: its first and last frame in the recording, counted from 1. */
  readonly part?: StoredCopy['part'];
}

export interface SourceItem {
  readonly item: BundleItem;
  readonly row: SealRow;
  readonly objects: readonly SourceObject[];
}

/** Everything that a bundle is made from, typed by its kind. */
export interface BundleSource {
  readonly bundle: BundleRow;
  readonly contents: Bundle;
  readonly items: readonly SourceItem[];
  readonly schedules: readonly MadeSchedule[];
}

/** The decisions, or what an application tells of, are not those that the bundle was asked for with. */
export class DecisionsChanged extends Error {
  constructor() {
    super('decisions have changed since the bundle was asked for');
    this.name = 'DecisionsChanged';
  }
}

/** Reads what was asked for, and puts it through the same types again. */
@Injectable()
export class BundleSources {
  constructor(
    private readonly bundles: BundlesRepository,
    private readonly seals: SealRepository,
    private readonly schedules: SchedulesRepository,
  ) {}

  /** `undefined` unless the bundle waits to be sealed. @throws DecisionsChanged */
  async waiting(tx: Transaction, id: BundleId): Promise<BundleSource | undefined> {
    const bundle = await this.bundles.byId(tx, id);
    if (bundle?.state !== 'requested') return undefined;
    if (bundle.kind !== 'prosecution' && (await this.seals.listsSensitive(tx, id)))
      throw new DecisionsChanged();
    if (!(await this.seals.isAsDescribed(tx, id))) throw new DecisionsChanged();
    if (bundle.kind === 'order' && (await this.seals.mayTellOtherwise(tx, id))) throw new DecisionsChanged();
    const rows = await this.seals.items(tx, id);
    const schedules = await this.made(tx, id);
    const sorted = sortItems(rows.filter(isAsAskedFor).map(factsOf));
    const forms = currentForms(schedules);
    const withheld = await this.seals.withheld(tx, id);
    const contents = {
      prosecution: () => prosecutionBundle(sorted, forms, withheld),
      defence: () => defenceBundle(sorted, forms),
      court: () => courtBundle(sorted, forms),
      order: () => orderBundle(sorted, bundle.applicationId),
    }[bundle.kind]();
    const copies = await this.seals.copies(tx, id, VIEWING_COPIES[bundle.kind]);
    const items = itemsOf(contents).map((item) => sourceItem(bundle, item, rows, copies));
    if (items.length !== rows.length || contents.schedules.length !== schedules.length)
      throw new DecisionsChanged();
    return { bundle, contents, items, schedules };
  }

  private async made(tx: Transaction, id: BundleId): Promise<MadeSchedule[]> {
    const made: MadeSchedule[] = [];
    for (const schedule of await this.seals.schedules(tx, id)) {
      const found = await this.schedules.byId(tx, schedule);
      if (found !== undefined) made.push(found);
    }
    return made;
  }
}

const isAsAskedFor = (row: SealRow): boolean =>
  !row.doubted &&
  row.isNamed &&
  row.newestDecision === row.decisionId &&
  standing(row, row.newestReview) !== undefined &&
  row.newestRedaction === row.redactionId &&
  (row.redactionId === null || row.redaction?.mayGo === true);

function factsOf(row: SealRow): DecidedFacts {
  const { clipId, decisionId, classification, meetsTest, originalToDefence, description, reason } = row;
  const exhibit = { reference: row.label as ExhibitRef, producer: row.producer, description };
  return {
    ...{ clipId, decisionId, classification, meetsTest, originalToDefence, description, reason },
    exhibit: row.isExhibit ? exhibit : null,
    numbers: { MG6C: null, MG6D: null },
    isWritten: row.isWritten,
    ...{ transcript: row.transcript, application: row.application, film: row.film },
  };
}

function sourceItem(
  { kind }: BundleRow,
  item: BundleItem,
  rows: readonly SealRow[],
  copies: readonly StoredCopy[],
): SourceItem {
  const row = rows.find(({ clipId }) => clipId === item.clipId);
  if (row === undefined) throw new DecisionsChanged();
  const original: SourceObject = { ...row, path: originalPath(row), what: 'original' };
  const given = givenFiles(kind, item, row.redactionId !== null);
  const viewing = copies
    .filter((copy) => copy.clipId === item.clipId && given.copies.includes(copy.kind))
    .map((copy) => viewingObject(row, copy));
  return { item, row, objects: [...(given.original ? [original] : []), ...viewing, ...filmObject(row)] };
}

/** The film of an item that is one; whether it may go was asked before. */
const filmObject = ({ folder, filmFile }: SealRow): SourceObject[] =>
  filmFile === null ? [] : [{ ...filmFile, path: filmPath(folder, 'film.mp4'), what: 'film', crc32: null }];

/** Of what is derived, an item goes as one copy: a redacted one, or an extract, which the name of its file says. */
function viewingObject(row: SealRow, copy: StoredCopy): SourceObject {
  const extract = copy.kind === 'redacted-copy' ? (row.redaction?.extract ?? null) : null;
  const what = extract === null ? copy.kind : 'extract';
  const { contentType } = copy;
  return {
    ...{ ...copy, path: viewingPath(row, { kind: what, contentType }), what, crc32: null },
    ...(extract !== null && { extract }),
  };
}
