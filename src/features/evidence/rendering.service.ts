import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, type Statement } from '../../custody';
import { randomId, type ClipId, type Sha256Hex } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import { Database } from '../../platform/database';
import {
  MediaTool,
  RenditionFailed,
  ToolFailed,
  type FileFacts,
  type MediaFacts,
  type PictureFacts,
  type PictureViews,
  type RenditionCheck,
  type Renditions,
  type Undecodable,
} from '../../platform/media';
import { evidenceKey, type EvidenceStore } from '../../platform/object-store';
import { refuseEarlyStall, type Attempt } from './attempt';
import { renditionKey, renditionsOf, type Unstored } from './domain/rendition';
import { MasterRepository, type NewRendition, type WorkClip } from './master.repository';
import { Originals, type LockedPart } from './originals';
import { EVIDENCE } from './stores';

type Row =
  | (NewRendition & { readonly made: NonNullable<NewRendition['made']> })
  | (NewRendition & {
      readonly made: null;
      readonly failure: { readonly code: string } | ({ readonly code: string } & RenditionCheck);
    });

/** Makes the working copies of a master, each with the recipe by which anyone can make it again. */
@Injectable()
export class RenderingService {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterRepository,
    private readonly custody: CustodyLog,
    private readonly media: MediaTool,
    private readonly originals: Originals,
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
  ) {}

  /**
   * Safe to run again: the same master and recipe give the same keys. A file without a picture is no error. Of what is in
   * quarantine nothing is made: the end of the quarantine asks for it again.
   * @throws DecoderStalled, NotFound, NotAsLocked
   */
  async render(id: ClipId, attempt: Attempt): Promise<void> {
    const clip = await this.database.transaction(async (tx) =>
      (await this.masters.hasRenditions(tx, id)) || (await this.masters.isQuarantined(tx, id))
        ? undefined
        : this.masters.byId(tx, id),
    );
    if (clip?.state !== 'master' || clip.evidenceKey === null) return;
    const facts = clip.media as unknown as FileFacts;
    // A document: nobody expects it to play.
    if (facts.kind === 'undecodable' && clip.added) return;
    if (facts.kind === 'undecodable')
      return this.record(clip, [this.failure(clip, facts.code, facts.sentence)]);
    const sha256 = clip.storedSha256 as Sha256Hex;
    await this.make(clip, { clipId: clip.id, key: clip.evidenceKey, sha256 }, facts, attempt);
  }

  private async make(
    clip: WorkClip,
    original: LockedPart,
    facts: MediaFacts | PictureFacts,
    attempt: Attempt,
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'lintel-render-'));
    try {
      const made = await this.originals.use(this.evidence, original, (path) =>
        this.copiesOf(path, facts, folder, attempt),
      );
      refuseEarlyStall(made, attempt);
      const rows =
        made.kind === 'undecodable'
          ? [this.failure(clip, made.code, made.sentence)]
          : [
              ...(await this.store(clip, made)),
              ...(await this.drawSound(clip, original, facts, folder, attempt)),
            ];
      await this.record(clip, rows);
    } catch (error) {
      if (error instanceof RenditionFailed) {
        await this.record(clip, [this.failure(clip, 'check-failed', error.message, error.check)]);
      } else if (error instanceof ToolFailed && attempt.last) {
        await this.record(clip, [
          this.failure(clip, 'tool-failed', `The recording could not be converted: ${error.message}.`),
        ]);
      } else throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private copiesOf(
    path: string,
    facts: MediaFacts | PictureFacts,
    folder: string,
    { signal }: Attempt,
  ): Promise<Renditions | PictureViews | Undecodable> {
    return facts.kind === 'picture'
      ? this.media.pictureViews(path, facts, folder, { signal })
      : this.media.makeRenditions(path, facts, folder, { signal });
  }

  private async store(clip: WorkClip, made: Renditions | PictureViews): Promise<Row[]> {
    const input = clip.storedSha256 as Sha256Hex;
    const rows: Row[] = [];
    for (const file of renditionsOf(made)) rows.push(await this.storeOne(clip, input, made, file));
    return rows;
  }

  private async storeOne(
    clip: WorkClip,
    inputSha256: Sha256Hex,
    made: Renditions | PictureViews,
    file: Unstored,
  ): Promise<Row> {
    const recipe = made.recipe as unknown as JsonObject;
    const key = evidenceKey(renditionKey(inputSha256, recipe, file.kind));
    const { sha256, size } = await this.evidence.put(
      key,
      { file: file.path },
      { contentType: file.contentType },
    );
    const stored = { key, contentType: file.contentType, sha256, size };
    return {
      id: randomId(),
      clipId: clip.id,
      kind: file.kind,
      made: stored,
      inputSha256,
      recipe,
      facts: file.facts,
      why: null,
    };
  }

  /** Nothing else waits for it: a sound that cannot be drawn is recorded as such, and the rest goes on. */
  private async drawSound(
    clip: WorkClip,
    original: LockedPart,
    facts: MediaFacts | PictureFacts,
    folder: string,
    { signal }: Attempt,
  ): Promise<Row[]> {
    if (facts.kind === 'picture') return [];
    const output = join(folder, 'sound');
    await mkdir(output);
    const inputSha256 = clip.storedSha256 as Sha256Hex;
    const row = { id: randomId<string>(), clipId: clip.id, kind: 'waveform', inputSha256 } as const;
    try {
      const wave = await this.originals.use(this.evidence, original, (path) =>
        this.media.waveform(path, facts, output, { signal }),
      );
      if (wave === null) return [];
      const recipe = wave.recipe as unknown as JsonObject;
      const object = evidenceKey(renditionKey(inputSha256, recipe, 'waveform'));
      const { sha256, size } = await this.evidence.put(
        object,
        { file: wave.path },
        { contentType: wave.mime },
      );
      const made = { key: object, contentType: wave.mime, sha256, size };
      const { width, height, seconds, speech } = wave;
      const found = { width, height, seconds, speech } as unknown as JsonObject;
      return [{ ...row, made, recipe, facts: found, why: null }];
    } catch (error) {
      if (!(error instanceof ToolFailed)) throw error;
      const why = 'The sound could not be decoded to its end, so there is no picture of it.';
      const failure = { code: 'tool-failed' };
      return [{ ...row, made: null, recipe: {}, facts: failure, why, failure }];
    }
  }

  private failure(clip: WorkClip, code: string, why: string, check: RenditionCheck | null = null): Row {
    const failure = { code, ...check };
    return {
      id: randomId(),
      clipId: clip.id,
      kind: 'proxy',
      made: null,
      inputSha256: clip.storedSha256 as Sha256Hex,
      recipe: {},
      facts: failure,
      why,
      failure,
    };
  }

  private async record(clip: WorkClip, rows: readonly Row[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      for (const row of rows) {
        if (!(await this.masters.insertRendition(tx, row))) continue;
        await this.custody.append(tx, {
          ...said(row),
          subject: clipSubject(clip.id),
          investigation: clip.investigationId,
        });
      }
    });
  }
}

/** What the log is told of a working copy, or of why there is none. */
function said(row: Row): Statement<'rendition-made' | 'rendition-failed'> {
  const { kind, inputSha256, recipe } = row;
  if (row.made === null) return { type: 'rendition-failed', detail: { kind, inputSha256, ...row.failure } };
  const { sha256, size } = row.made;
  const accounted = row.facts['accounted'] as JsonObject | undefined;
  return {
    type: 'rendition-made',
    detail: { kind, inputSha256, sha256, size, recipe, ...(accounted && { accounted }) },
  };
}
