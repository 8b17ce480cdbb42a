import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import { randomId, type ClipId, type RenditionId } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import { Database } from '../../../platform/database';
import {
  isPhotograph,
  MediaTool,
  SafeCopyFailed,
  ToolFailed,
  type MediaFacts,
  type PictureCopy,
  type SafeCopy,
} from '../../../platform/media';
import { evidenceKey, NotAsLocked, type EvidenceStore } from '../../../platform/object-store';
import { Originals, renditionKey } from '../../evidence';
import { NO_ORIGINAL } from '../domain/copies';
import { SafeCopiesRepository, type Master, type SafeCopyRow } from './safe-copies.repository';

/** Injection token of the EvidenceStore. */
export const COPIES_STORE = Symbol('EvidenceStore of copies');

const NO_COPY =
  'It is neither a recording that can be decoded nor a photograph (JPEG, PNG, WebP, GIF, HEIC, AVIF). There is no copy: the original goes to the defence only by a decision.';
const FAILED =
  'No copy without metadata could be made that holds up against the original. The original goes to the defence only by a decision.';
const LOST = 'The original is not in the evidence store, so no copy could be made of it.';

const DAMAGED =
  'The original in the evidence store is not the file that was locked, so no copy was made of it.';

type MadeCopy = SafeCopyRow & { readonly made: NonNullable<SafeCopyRow['made']> };
type Maker = (path: string, folder: string, signal: AbortSignal) => Promise<SafeCopy | PictureCopy>;

/** Makes the copies that may go to the defence: every frame as it came, and nothing by which the victim could be found. */
@Injectable()
export class SafeCopiesService {
  constructor(
    private readonly database: Database,
    private readonly copies: SafeCopiesRepository,
    private readonly custody: CustodyLog,
    private readonly media: MediaTool,
    private readonly originals: Originals,
    @Inject(COPIES_STORE) private readonly evidence: EvidenceStore,
  ) {}

  /** Safe to run again. A recording of which no copy can be made is recorded as such. @throws ToolFailed, NotFound, NotAsLocked before `last` */
  async ensure(id: ClipId, attempt: { readonly signal: AbortSignal; readonly last: boolean }): Promise<void> {
    const master = await this.database.transaction((tx) => this.copies.waiting(tx, id));
    if (master === undefined) return;
    const make = this.makerOf(master);
    if (make === undefined) return this.fail(master, 'undecodable', NO_COPY);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-copy-'));
    try {
      const copy = await this.originals.use(this.evidence, { ...master, clipId: master.id }, (path) =>
        make(path, folder, attempt.signal),
      );
      await this.record(master, await this.store(master, copy), copy);
    } catch (error) {
      if (error instanceof SafeCopyFailed) await this.fail(master, 'check-failed', FAILED);
      else if (attempt.last && error instanceof NotFound) await this.fail(master, NO_ORIGINAL, LOST);
      else if (attempt.last && error instanceof NotAsLocked) await this.fail(master, NO_ORIGINAL, DAMAGED);
      else if (error instanceof ToolFailed && attempt.last) await this.fail(master, 'tool-failed', FAILED);
      else throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** How a copy is made of it; `undefined` when none can be. */
  private makerOf({ media, kind }: Master): Maker | undefined {
    const facts = media as unknown as MediaFacts | { readonly kind: 'undecodable' } | null;
    if (facts?.kind === 'media')
      return (path, folder, signal) => this.media.safeCopy(path, facts, folder, { signal });
    if (isPhotograph(kind))
      return (path, folder, signal) => this.media.pictureCopy(path, kind, folder, { signal });
    return undefined;
  }

  private async store(master: Master, copy: SafeCopy | PictureCopy): Promise<MadeCopy> {
    const recipe = copy.recipe as unknown as JsonObject;
    const key = evidenceKey(renditionKey(master.sha256, recipe, 'defence-copy'));
    const { sha256, size } = await this.evidence.put(key, { file: copy.path }, { contentType: copy.mime });
    return {
      ...{ id: randomId<RenditionId>(), clipId: master.id, inputSha256: master.sha256, recipe, why: null },
      made: { key, contentType: copy.mime, sha256, size },
      facts: { removed: [...copy.removed], frames: copy.frames, framesEqual: true },
    };
  }

  /** Names of fields come from the file: the log holds a commitment to them and their number. */
  private async record(
    master: Master,
    row: MadeCopy,
    { removed, frames }: SafeCopy | PictureCopy,
  ): Promise<void> {
    const { made, recipe } = row;
    await this.database.transaction(async (tx) => {
      if (!(await this.copies.insert(tx, row))) return;
      const copy = { sha256: made.sha256, size: made.size, recipe, removed: removed.length, frames };
      await this.custody.append(tx, {
        ...factOf(master),
        type: 'rendition-made',
        detail: { kind: 'defence-copy', inputSha256: master.sha256, ...copy },
        secrets: { removed: [...removed] },
      });
    });
  }

  private async fail(master: Master, code: string, why: string): Promise<void> {
    const input = { clipId: master.id, inputSha256: master.sha256 };
    const row = { ...input, id: randomId<RenditionId>(), made: null, recipe: {}, facts: { code }, why };
    await this.database.transaction(async (tx) => {
      if (!(await this.copies.insert(tx, row))) return;
      const detail = { kind: 'defence-copy', inputSha256: master.sha256, code };
      await this.custody.append(tx, { ...factOf(master), type: 'rendition-failed', detail });
    });
  }
}

const factOf = ({ id, investigationId }: Master) => ({
  subject: clipSubject(id),
  investigation: investigationId,
});
