import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, investigationSubject } from '../../../custody';
import { CLOCK, type Clock } from '../../../kernel/clock';
import type { BundleId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { LogWatch } from '../../log-watch';
import type { ArchiveEntry } from '../archive';
import { BundlesRepository, type BundleRow, type Seal } from '../bundles.repository';
import { FixityCheck, type Damage, type Fixity } from './fixity';
import { ArchiveMaker } from './archive-maker';
import { SealRepository } from './seal.repository';
import { BundleSources, DecisionsChanged, type BundleSource } from './source';

export interface Attempt {
  readonly signal: AbortSignal;
  /** There will be no other attempt by itself. */
  readonly last: boolean;
}

/** What a bundle proves is the log: none leaves while the log is not what it was. */
const ALARM_STANDS =
  'The custody log contradicts what is remembered of it. Nothing is sealed until a person has dealt with that: tell the operator and professional standards.';

/** Nobody hands malware on without a person's decision. */
const quarantined = (labels: readonly string[]): string =>
  `Malware was found in ${labels.join(', ')}, or in the recording that it was taken from. Nothing is sealed with an item in quarantine or with anything made from it: decide on its page, and ask again.`;

const unproven = (why: string): string =>
  `It did not pass the check that whoever gets it will make, so it was not sealed. Tell the operator. What the check found: ${why}`;

/**
 * Seals a bundle: everything that goes in is read and hashed again, the rest is written, all of it is signed, put into the log, and
 * checked as a recipient would.
 */
@Injectable()
export class SealService {
  constructor(
    private readonly database: Database,
    private readonly sources: BundleSources,
    private readonly bundles: BundlesRepository,
    private readonly seals: SealRepository,
    private readonly fixity: FixityCheck,
    private readonly archives: ArchiveMaker,
    private readonly custody: CustodyLog,
    private readonly watch: LogWatch,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Safe to run again, also after being killed anywhere: until the last transaction nothing is fixed but objects that no
   * row names. When the last attempt fails, the officer is told so and can ask again.
   * @throws NoProofYet, errors of the store, the signal's reason
   */
  async seal(id: BundleId, { signal, last }: Attempt): Promise<void> {
    try {
      await this.run(id, signal);
    } catch (error) {
      if (last && !signal.aborted) await this.giveUp(id);
      throw error;
    }
  }

  private async run(id: BundleId, signal: AbortSignal): Promise<void> {
    const source = await this.read(id);
    if (source === undefined) return;
    if (!(await this.watch.isSound())) return this.refuse(source.bundle, ALARM_STANDS, []);
    const held = source.items.filter(({ row }) => row.quarantined).map(({ row }) => row.label);
    if (held.length > 0) return this.refuse(source.bundle, quarantined(held), []);
    const checked = await this.fixity.of(source.items, signal);
    if (checked.damage.length > 0) await this.refuseDamaged(source.bundle, checked.damage);
    else {
      await this.logChecks(source, checked);
      await this.fix(source, checked.entries, signal);
    }
  }

  private async giveUp(id: BundleId): Promise<void> {
    const bundle = await this.database.transaction((tx) => this.bundles.byId(tx, id));
    const reason = 'It could not be sealed for a technical reason. Ask again later, or tell the operator.';
    if (bundle !== undefined) await this.refuse(bundle, reason, []);
  }

  private async fix(
    source: BundleSource,
    stored: readonly ArchiveEntry[],
    signal: AbortSignal,
  ): Promise<void> {
    const { bundle } = source;
    const sealedAt = this.clock.now();
    const made = await this.archives.make(source, stored, sealedAt, signal);
    if ('refused' in made) await this.refuseUnproven(bundle, made.refused);
    else await this.record(bundle, made.entries, made.seal);
  }

  /** What is decided while its archive is made does not fit the summary of before: no fault, and nothing for the operator. */
  private async refuseUnproven(bundle: BundleRow, found: string): Promise<void> {
    const now = await this.database.transaction((tx) => this.stillAskedFor(tx, bundle.id));
    if (now === 'changed') await this.refuseChanged(bundle);
    else await this.refuse(bundle, unproven(found), []);
  }

  private async record(bundle: BundleRow, entries: readonly ArchiveEntry[], seal: Seal): Promise<void> {
    const { id, investigationId } = bundle;
    const outcome = await this.database.transaction(async (tx) => {
      await this.lock(tx, investigationId);
      const source = await this.stillAskedFor(tx, id);
      if (source === undefined || source === 'changed') return source;
      await this.seals.insertEntries(tx, id, entries);
      await this.seals.insertSeal(tx, id, seal);
      await this.bundles.addState(tx, id, 'sealed', '');
      if (bundle.supersedes !== null) await this.supersede(tx, bundle.supersedes, bundle.folder);
      const { manifestSha256, totalSize, keyFingerprint, etag } = seal;
      const { kind, number, supersedes } = bundle;
      await this.custody.append(tx, {
        type: 'bundle-sealed',
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { bundle: id, kind, number, supersedes, manifestSha256, totalSize, etag, keyFingerprint },
      });
      return 'sealed' as const;
    });
    if (outcome === 'changed') await this.refuseChanged(bundle);
  }

  private async supersede(tx: Transaction, old: BundleId, by: string): Promise<void> {
    // It may have been revoked while this one was being sealed.
    if ((await this.bundles.byId(tx, old))?.state === 'sealed')
      await this.bundles.addState(tx, old, 'superseded', `superseded by ${by}`);
  }

  private async read(id: BundleId): Promise<BundleSource | undefined> {
    const found = await this.database.transaction(async (tx) => {
      const bundle = await this.bundles.byId(tx, id);
      return bundle && { bundle, source: await this.stillAskedFor(tx, id) };
    });
    if (found?.source !== 'changed') return found?.source;
    await this.refuseChanged(found.bundle);
    return undefined;
  }

  private async stillAskedFor(tx: Transaction, id: BundleId): Promise<BundleSource | 'changed' | undefined> {
    try {
      return await this.sources.waiting(tx, id);
    } catch (error) {
      if (error instanceof DecisionsChanged) return 'changed';
      throw error;
    }
  }

  private async logChecks({ bundle, items }: BundleSource, { entries }: Fixity): Promise<void> {
    const inOrder = [...items].sort((left, right) => (left.row.clipId < right.row.clipId ? -1 : 1));
    await this.database.transaction(async (tx) => {
      for (const { row, objects } of inOrder) {
        const checked = objects.flatMap(({ path, what }) =>
          entries.filter((entry) => entry.path === path).map(({ sha256, size }) => ({ what, sha256, size })),
        );
        await this.custody.append(tx, {
          type: 'fixity-checked',
          subject: clipSubject(row.clipId),
          investigation: bundle.investigationId,
          detail: { bundle: bundle.id, checked },
        });
      }
    });
  }

  private refuseChanged(bundle: BundleRow): Promise<void> {
    return this.refuse(
      bundle,
      bundle.kind === 'order'
        ? 'Decisions, or what the application tells of, have changed since this bundle was asked for. Look at the preview and ask again.'
        : 'Decisions or schedules have changed since this bundle was asked for. Look at the preview and ask again.',
      [],
    );
  }

  private refuseDamaged(bundle: BundleRow, damage: readonly Damage[]): Promise<void> {
    const names = damage.map(({ item, object, found }) =>
      found === undefined
        ? `the ${object.what} of ${item.row.label} is missing`
        : `the ${object.what} of ${item.row.label} is not what was locked`,
    );
    const reason = `Stored files are damaged: ${names.join('; ')}. Nothing was sealed. Tell the operator.`;
    return this.refuse(bundle, reason, damage);
  }

  private async refuse(bundle: BundleRow, reason: string, damage: readonly Damage[]): Promise<void> {
    const { id, investigationId } = bundle;
    const inOrder = [...damage].sort((left, right) =>
      left.item.row.clipId < right.item.row.clipId ? -1 : 1,
    );
    await this.database.transaction(async (tx) => {
      await this.lock(tx, investigationId);
      if ((await this.bundles.byId(tx, id))?.state !== 'requested') return;
      await this.bundles.addState(tx, id, 'refused', reason);
      for (const { item, object, found } of inOrder) {
        const expected = { sha256: object.sha256, size: object.size };
        await this.custody.append(tx, {
          type: 'fixity-failed',
          subject: clipSubject(item.row.clipId),
          investigation: investigationId,
          detail: { bundle: id, what: object.what, expected, found: found ?? null },
        });
      }
      await this.custody.append(tx, {
        type: 'bundle-refused',
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { bundle: id },
        secrets: { reason },
      });
    });
  }

  private async lock(tx: Transaction, id: BundleRow['investigationId']): Promise<void> {
    await tx.query(`SELECT lintel.in_turn('disclosure', $1)`, [id]);
  }
}
