import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import type { RedactionId } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import { Database } from '../../../platform/database';
import { MediaTool, ToolFailed } from '../../../platform/media';
import { evidenceKey, NotAsLocked, type EvidenceStore } from '../../../platform/object-store';
import { Originals, parseFrameList } from '../../evidence';
import { staying } from '../domain/clock';
import { filmFacts } from '../domain/film-of';
import { faultsOf } from '../domain/proof';
import { recipeSchema } from '../domain/recipe';
import { RedactionRepository, type RedactionToMake } from '../redaction.repository';
import { edgesOf, failedFact, madeFact } from './facts';
import { UnlistedFrames, type FilmJob } from './film-job';
import { makeProven, type Proven } from './proven';

/** Injection token of the EvidenceStore that redacted copies go into. */
export const REDACTIONS_STORE = Symbol('EvidenceStore of redactions');

const NO_FILM = 'The recording has no picture that can be decoded.';
const LOST = 'The original, or the list of its frames, is not in the evidence store.';
const DAMAGED = 'The original, or the list of its frames, is not the file that was locked.';
const TOOL_FAILED = 'The recording could not be decoded to its end.';

interface Run {
  readonly signal: AbortSignal;
  readonly last: boolean;
}

/** The worker's side: makes the copy that a version describes, proves it, and keeps it only when the proof holds. */
@Injectable()
export class RedactionMakingService {
  constructor(
    private readonly database: Database,
    private readonly redactions: RedactionRepository,
    private readonly custody: CustodyLog,
    private readonly media: MediaTool,
    private readonly originals: Originals,
    @Inject(REDACTIONS_STORE) private readonly evidence: EvidenceStore,
  ) {}

  /** Safe to run again. What cannot be made is recorded as such. @throws ToolFailed, NotFound, NotAsLocked before the last attempt */
  async make(id: RedactionId, { signal, last }: Run): Promise<void> {
    const wanted = await this.database.transaction((tx) => this.redactions.toMake(tx, id));
    if (wanted === undefined) return;
    // The database takes no copy of another master; the page says that this one is not drawn on today's.
    if (wanted.storedSha256 !== wanted.masterSha256) return;
    const facts = filmFacts(wanted.media);
    if (facts === undefined || wanted.frames === null) return this.fail(wanted, 'no-film', NO_FILM);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-redaction-'));
    try {
      const kept = parseFrameList(await this.originals.text(this.evidence, wanted.frames));
      const recipe = recipeSchema.parse(JSON.parse(wanted.recipe));
      const { clipId, masterKey: key, masterSha256: sha256 } = wanted;
      await this.originals.use(this.evidence, { clipId, key, sha256 }, async (input) => {
        const job = { films: this.media.films, input, facts, kept, recipe, options: { signal } };
        const made = await makeProven(job, (path) => this.media.probe(path, signal), folder);
        const faults = faultsOf(made.proof);
        if (faults.length > 0) await this.fail(wanted, 'not-proven', faults.join(' '), made);
        else await this.record(wanted, job, made);
      });
    } catch (error) {
      if (error instanceof UnlistedFrames) await this.fail(wanted, 'unlisted-frames', TOOL_FAILED);
      else if (error instanceof NotFound && last) await this.fail(wanted, 'no-original', LOST);
      else if (error instanceof NotAsLocked && last) await this.fail(wanted, 'no-original', DAMAGED);
      else if (error instanceof ToolFailed && last) await this.fail(wanted, 'tool-failed', TOOL_FAILED);
      else throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async record(wanted: RedactionToMake, { recipe, kept }: FilmJob, made: Proven): Promise<void> {
    const { proof } = made;
    // By its own hash: a run that is repeated after a crash, perhaps by another ffmpeg, never meets other bytes under its key.
    const key = evidenceKey(`redactions/${wanted.clipId}/${wanted.id}/${made.sha256}.mp4`);
    const { sha256, size } = await this.evidence.put(key, { file: made.path }, { contentType: 'video/mp4' });
    const tool = await this.media.version();
    const edges = edgesOf(kept, recipe);
    const about = {
      recipe: {
        tool: 'ffmpeg',
        version: tool,
        arguments: [],
        steps: { ...made.arguments } as unknown as JsonObject,
      },
      facts: {
        proof: proof as unknown as JsonObject,
        frames: made.frames,
        part: recipe.trim === null ? null : staying(recipe, kept.frames.length),
        edges: { ...edges, zero: kept.frames[0]?.pts ?? 0 } as unknown as JsonObject,
      },
      why: null,
    };
    await this.database.transaction(async (tx) => {
      if (!(await this.redactions.record(tx, wanted, { key, sha256, size }, about))) return;
      await this.custody.append(tx, madeFact(wanted, made, { sha256, size, tool }, edges));
    });
  }

  private async fail(wanted: RedactionToMake, code: string, why: string, made?: Proven): Promise<void> {
    const facts = { code, ...(made && { proof: made.proof as unknown as JsonObject }) };
    await this.database.transaction(async (tx) => {
      if (!(await this.redactions.record(tx, wanted, null, { recipe: {}, facts, why }))) return;
      await this.custody.append(tx, failedFact(wanted, code));
    });
  }
}
