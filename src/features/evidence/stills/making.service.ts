import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { canonicalise, CustodyLog, clipSubject } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import { randomId, type StillId } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import { Database } from '../../../platform/database';
import { MediaTool, NoSuchFrame, ToolFailed, type MediaFacts, type Still } from '../../../platform/media';
import { evidenceKey, NotAsLocked, type EvidenceStore, type Stored } from '../../../platform/object-store';
import type { Attempt } from '../attempt';
import { parseFrameList } from '../domain/frame-lines';
import { MasterRepository } from '../master.repository';
import { Originals } from '../originals';
import { provenFrame, type FrameFacts } from './domain';
import { STILLS_STORE } from './store';
import { StillsRepository, type MadeStill, type StillToMake } from './stills.repository';

const NO_FRAME = 'The decoder gave no such frame.';
const NOT_PROVEN = 'The frame that came out is not the one that the list of frames has under this number.';
const LOST = 'The original, or the list of its frames, is not in the evidence store.';
const DAMAGED = 'The original, or the list of its frames, is not the file that was locked.';
const TOOL_FAILED = 'The recording could not be decoded as far as this frame.';

/** What lies in evidence for a still, and what its item is to say. */
interface Kept extends MadeStill {
  readonly lockedUntil: string | null;
  readonly copy: { readonly key: string; readonly sha256: Stored['sha256']; readonly size: number };
}

/** The worker's side: takes the frame from the master, shows that it is the one, and locks it like any other item. */
@Injectable()
export class StillMakingService {
  constructor(
    private readonly database: Database,
    private readonly stills: StillsRepository,
    private readonly masters: MasterRepository,
    private readonly custody: CustodyLog,
    private readonly media: MediaTool,
    private readonly originals: Originals,
    @Inject(STILLS_STORE) private readonly evidence: EvidenceStore,
  ) {}

  /** Safe to run again. What cannot be made is recorded as such. @throws ToolFailed, NotFound, NotAsLocked before `last` */
  async make(id: StillId, attempt: Attempt): Promise<void> {
    const wanted = await this.database.transaction((tx) => this.stills.toMake(tx, id));
    if (wanted === undefined) return;
    const facts = wanted.media as unknown as MediaFacts | null;
    if (facts?.kind !== 'media' || wanted.frames === null) return this.fail(wanted, NO_FRAME);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-still-'));
    try {
      const { clipId, masterKey: key, masterSha256: sha256 } = wanted;
      const original = { clipId, key, sha256 };
      const still = await this.originals.use(this.evidence, original, (path) =>
        this.media.still(path, facts, wanted.frame, folder, { signal: attempt.signal }),
      );
      const list = parseFrameList(await this.originals.text(this.evidence, wanted.frames));
      const made = { list: parseFrameList(still.frames), picked: parseFrameList(still.picked) };
      const frame = provenFrame(list, made, wanted.frame);
      if (frame === undefined) await this.fail(wanted, NOT_PROVEN);
      else await this.record(wanted, frame, await this.store(wanted, still, frame));
    } catch (error) {
      if (error instanceof NoSuchFrame) await this.fail(wanted, NO_FRAME);
      else if (error instanceof NotFound && attempt.last) await this.fail(wanted, LOST);
      else if (error instanceof NotAsLocked && attempt.last) await this.fail(wanted, DAMAGED);
      else if (error instanceof ToolFailed && attempt.last) await this.fail(wanted, TOOL_FAILED);
      else throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async store(wanted: StillToMake, still: Still, frame: FrameFacts): Promise<Kept> {
    const recipe = still.recipe as unknown as JsonObject;
    const digest = createHash('sha256')
      .update(`${wanted.masterSha256}\n${canonicalise(recipe)}`)
      .digest('hex');
    const key = evidenceKey(`stills/${wanted.id}/${digest}.png`);
    const copyKey = evidenceKey(`stills/${wanted.id}/${digest}-copy.png`);
    const options = { contentType: still.mime };
    const { sha256, size, crc32, lockedUntil } = await this.evidence.put(key, { file: still.path }, options);
    const copy = await this.evidence.put(copyKey, { file: still.copyPath }, options);
    return {
      ...{ key, sha256, size, crc32, recipe, lockedUntil: lockedUntil?.toISOString() ?? null },
      facts: {
        kind: 'still',
        ...frame,
        timeBase: { ...frame.timeBase },
        masterSha256: wanted.masterSha256,
        labels: [...still.labels],
        video: { width: still.width, height: still.height, codec: 'png' },
      },
      copy: { key: copyKey, sha256: copy.sha256, size: copy.size },
    };
  }

  private async record(wanted: StillToMake, shown: FrameFacts, kept: Kept): Promise<void> {
    const { id, clipId, investigationId: investigation, askedBy, masterSha256 } = wanted;
    const { sha256, size, crc32, recipe, lockedUntil } = kept;
    const [itself, source] = [clipSubject(id as unknown as typeof clipId), clipSubject(clipId)];
    const { frame, pts, timeBase, pixels } = shown;
    const taken = { still: id, inputSha256: masterSha256, frame, pts, timeBase, pixels };
    const detail = { ...taken, sha256, size, recipe };
    await this.database.transaction(async (tx) => {
      const words = await this.stills.register(tx, id, kept);
      if (words === undefined) return;
      // Committed to, not told: the still may go where its clip may not. The hash is enough to check it by.
      const secrets = { from: clipId };
      await this.custody.append(tx, { investigation, type: 'still-made', subject: itself, detail, secrets });
      await this.custody.append(tx, {
        investigation,
        type: 'master-defined',
        subject: itself,
        detail: { sha256, size, crc32, deviceSha256: null, lockedUntil },
      });
      for (const kind of ['proxy', 'defence-copy'] as const) {
        const made = { ...kept.copy, contentType: 'image/png' };
        const row = { id: randomId<string>(), clipId: id as unknown as typeof clipId, kind, made, why: null };
        const about = { removed: [], frames: 1, framesEqual: true };
        await this.masters.insertRendition(tx, { ...row, inputSha256: masterSha256, recipe, facts: about });
        await this.custody.append(tx, {
          investigation,
          type: 'rendition-made',
          subject: itself,
          detail: { kind, inputSha256: masterSha256, sha256: kept.copy.sha256, size: kept.copy.size, recipe },
        });
      }
      await this.custody.append(tx, {
        investigation,
        type: 'exhibit-registered',
        subject: itself,
        detail: { exhibit: id, sha256, officer: askedBy },
        secrets: { ...words },
      });
      await this.custody.append(tx, { investigation, type: 'still-made', subject: source, detail });
    });
  }

  private async fail({ id, clipId, investigationId, frame }: StillToMake, why: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.stills.fail(tx, id, why))) return;
      await this.custody.append(tx, {
        type: 'still-failed',
        subject: clipSubject(clipId),
        investigation: investigationId,
        detail: { still: id, frame },
      });
    });
  }
}
