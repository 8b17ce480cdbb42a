import { Inject, Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog, investigationSubject } from '../../../custody';
import { Database, type Transaction } from '../../../platform/database';
import { hashStream } from '../../../platform/digest';
import { evidenceKey, type EvidenceEraser, type EvidenceStore } from '../../../platform/object-store';
import { bundleFiles, strayCopies } from './objects';
import type { ObjectToErase } from '../domain/object-to-erase';
import { ErasureRepository, type DisposalToDo } from './erasure.repository';
import { Standing } from './standing';

/** Injection token: the one way to remove evidence, and a look at what is there. */
export const ERASING = Symbol('EvidenceEraser and list');
export interface Erasing {
  readonly eraser: EvidenceEraser;
  readonly store: Pick<EvidenceStore, 'list' | 'read'>;
}

const AT_ONCE = 20;
/** Files of a bundle that one event names: an event is at most 64 KiB. */
const IN_ONE_EVENT = 200;

/** Does what two people agreed to, once its time has come and nothing keeps the item. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly database: Database,
    private readonly rows: ErasureRepository,
    private readonly standing: Standing,
    private readonly custody: CustodyLog,
    @Inject(ERASING) private readonly objects: Erasing,
  ) {}

  /** `true` when there may be more. One that fails holds the others up no longer than its own turn. */
  async run(): Promise<boolean> {
    const due = await this.database.transaction((tx) => this.rows.due(tx, AT_ONCE));
    const failed: unknown[] = [];
    for (const disposal of due) await this.advance(disposal).catch((error: unknown) => failed.push(error));
    if (failed.length > 0) throw new AggregateError(failed, 'a disposal could not be carried out');
    return due.length === AT_ONCE;
  }

  /** Safe to run again at any point, also by two workers at once. */
  async advance(disposal: DisposalToDo): Promise<void> {
    if (disposal.state === 'approved' && !(await this.begin(disposal))) return;
    const objects = await this.database.transaction((tx) => this.rows.begun(tx, disposal.id));
    if (objects === undefined) return;
    for (const { key, shared } of objects) if (!shared) await this.objects.eraser.erase(evidenceKey(key));
    await this.database.transaction((tx) => this.finish(tx, disposal, objects));
  }

  /** Past this there is no way back. `false` when it waits, was stopped, or another worker was first. */
  private async begin(disposal: DisposalToDo): Promise<boolean> {
    const extra = await this.filesWithoutRows(disposal);
    const known = await this.database.transaction((tx) => this.rows.objects(tx, disposal.clipId));
    const locked = await this.lockedUntil([...known, ...extra]);
    if (locked !== undefined) {
      await this.database.transaction((tx) => this.rows.postpone(tx, disposal.id, locked));
      return false;
    }
    return this.database.transaction(async (tx) => {
      await this.standing.lock(tx, disposal.investigationId);
      if (!(await this.rows.isApproved(tx, disposal.id))) return false;
      const why = await this.standing.keptBy(tx, disposal);
      if (why !== undefined) return this.stop(tx, disposal, why);
      // Whoever puts it into a bundle at this very moment is waited for, and then counts.
      await this.rows.closeItem(tx, disposal.clipId);
      if ((await this.standing.keptBy(tx, disposal)) !== undefined)
        throw new Error('something keeps the item after all');
      return this.rows.begin(tx, disposal.id, [...(await this.rows.objects(tx, disposal.clipId)), ...extra]);
    });
  }

  private async stop(
    tx: Transaction,
    { id, clipId, investigationId }: DisposalToDo,
    why: string,
  ): Promise<false> {
    await this.rows.stop(tx, id, why);
    await this.custody.append(tx, {
      type: 'disposal-stopped',
      subject: clipSubject(clipId),
      investigation: investigationId,
      detail: { disposal: id },
      secrets: { reason: why },
    });
    return false;
  }

  private async filesWithoutRows({ clipId }: DisposalToDo): Promise<ObjectToErase[]> {
    const { bundles, stills, films, known } = await this.database.transaction(async (tx) => ({
      bundles: await this.rows.bundles(tx, clipId),
      stills: await this.rows.stills(tx, clipId),
      films: await this.rows.films(tx, clipId),
      known: new Set((await this.rows.objects(tx, clipId)).map(({ key }) => key)),
    }));
    const { store } = this.objects;
    const hash = async (key: string) => (await hashStream(await store.read(evidenceKey(key)))).sha256;
    return [
      ...(await bundleFiles(store, bundles)),
      ...(await strayCopies(store, { stills, films }, clipId, known, hash)),
    ];
  }

  private async lockedUntil(objects: readonly ObjectToErase[]): Promise<Date | undefined> {
    let last: Date | undefined;
    for (const { key, shared } of objects) {
      const until = shared ? undefined : await this.objects.eraser.lockedUntil(evidenceKey(key));
      if (until !== undefined && (last === undefined || until > last)) last = until;
    }
    return last;
  }

  private async finish(
    tx: Transaction,
    disposal: DisposalToDo,
    objects: readonly ObjectToErase[],
  ): Promise<void> {
    if (!(await this.rows.eraseValues(tx, disposal.id))) return;
    const { id, investigationId: investigation } = disposal;
    const common = { type: 'erased', investigation } as const;
    const items = new Set(objects.flatMap(({ clipId }) => clipId ?? []));
    for (const clip of [...items].sort()) {
      const of = objects.filter(({ clipId }) => clipId === clip);
      const detail = {
        disposal: id,
        objects: of.filter(({ shared }) => !shared).map(stated),
        keptForAnother: of.filter(({ shared }) => shared).map(stated),
      };
      await this.custody.append(tx, { ...common, subject: clipSubject(clip), detail });
    }
    for (const bundle of new Set(objects.flatMap(({ bundleId }) => bundleId ?? []))) {
      const of = objects.filter(({ bundleId }) => bundleId === bundle);
      for (let at = 0; at < of.length; at += IN_ONE_EVENT) {
        const detail = { disposal: id, bundle, objects: of.slice(at, at + IN_ONE_EVENT).map(stated) };
        await this.custody.append(tx, { ...common, subject: investigationSubject(investigation), detail });
      }
    }
  }
}

/** An object as the log names it: by what it was, never by where or what it was called. */
const stated = ({ what, sha256, size }: ObjectToErase) => ({ what, sha256, size });
