import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../../../custody';
import { NotFound } from '../../../../kernel/errors';
import type { CompilationId } from '../../../../kernel/ids';
import type { JsonObject } from '../../../../kernel/json';
import { Database } from '../../../../platform/database';
import { MediaTool, ToolFailed } from '../../../../platform/media';
import { evidenceKey, NotAsLocked, type EvidenceStore } from '../../../../platform/object-store';
import { Originals, parseFrameList } from '../../../evidence';
import { filmFacts } from '../../domain/film-of';
import { faultsOf } from '../../domain/proof';
import { UnlistedFrames } from '../../making/film-job';
import { REDACTIONS_STORE } from '../../making/making.service';
import { makeClose, type Proven } from '../../making/proven';
import { CompilationRepository, type CompilationToMake } from '../compilation.repository';
import { compilationSchema } from '../domain/recipe';
import { OtherFace, type CompilationJob, type Source } from './film-parts';
import { proveFilm, wholeOf, type FilmProof } from './prove-film';
import { renderFilm } from './render-film';

const CHANGED = 'The original of a part is not the one that was chosen.';
const NO_FILM = 'A part has no picture that can be decoded.';
const LOST = 'The original of a part, or the list of its frames, is not in the evidence store.';
const DAMAGED = 'The original of a part, or the list of its frames, is not the file that was locked.';
const TOOL_FAILED = 'A part could not be decoded to its end.';
const OTHER_FACE = 'The letters of the cards are not those that the recipe names: ask for the film again.';

interface Run {
  readonly signal: AbortSignal;
  readonly last: boolean;
}

type Wanted = CompilationToMake['sources'][number];

/** The worker's side: puts the film together, proves it, and keeps it only when the proof holds. */
@Injectable()
export class CompilationMakingService {
  constructor(
    private readonly database: Database,
    private readonly films: CompilationRepository,
    private readonly custody: CustodyLog,
    private readonly media: MediaTool,
    private readonly originals: Originals,
    @Inject(REDACTIONS_STORE) private readonly evidence: EvidenceStore,
  ) {}

  /** Safe to run again. What cannot be made is recorded as such. @throws ToolFailed, NotFound, NotAsLocked before the last attempt */
  async make(id: CompilationId, { signal, last }: Run): Promise<void> {
    const wanted = await this.database.transaction((tx) => this.films.toMake(tx, id));
    if (wanted === undefined) return;
    if (!wanted.sources.every(({ isSame }) => isSame)) return this.fail(wanted, 'other-original', CHANGED);
    const folder = await mkdtemp(join(tmpdir(), 'lintel-compilation-'));
    try {
      const recipe = compilationSchema.parse(JSON.parse(wanted.recipe));
      await this.withSources(wanted.sources, [], async (sources) => {
        const job: CompilationJob = { films: this.media.films, recipe, sources, options: { signal } };
        const made = await makeClose(
          {
            render: (place, crf) => renderFilm(job, place, crf),
            prove: (copy, rendered, place) => proveFilm(job, copy, rendered, place),
          },
          (path) => this.media.probe(path, signal),
          folder,
        );
        const faults = faultsOf(made.proof);
        if (faults.length > 0) await this.fail(wanted, 'not-proven', faults.join(' '), made);
        else await this.record(wanted, made);
      });
    } catch (error) {
      if (error instanceof UnlistedFrames) await this.fail(wanted, 'unlisted-frames', TOOL_FAILED);
      else if (error instanceof OtherFace) await this.fail(wanted, 'other-face', OTHER_FACE);
      else if (error instanceof NoPicture) await this.fail(wanted, 'no-film', NO_FILM);
      else if (error instanceof NotFound && last) await this.fail(wanted, 'no-original', LOST);
      else if (error instanceof NotAsLocked && last) await this.fail(wanted, 'no-original', DAMAGED);
      else if (error instanceof ToolFailed && last) await this.fail(wanted, 'tool-failed', TOOL_FAILED);
      else throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** All originals lie beside each other before the first frame is decoded: a coder is never kept waiting for a store. */
  private async withSources(
    left: readonly Wanted[],
    ready: readonly Source[],
    work: (sources: readonly Source[]) => Promise<void>,
  ): Promise<void> {
    const [next, ...others] = left;
    if (next === undefined) return work(ready);
    const facts = filmFacts(next.media);
    if (facts === undefined || next.frames === null) throw new NoPicture();
    const kept = parseFrameList(await this.originals.text(this.evidence, next.frames));
    await this.originals.use(this.evidence, next.master, (path) =>
      this.withSources(others, [...ready, { path, facts, kept }], work),
    );
  }

  private async record(wanted: CompilationToMake, made: Proven<FilmProof>): Promise<void> {
    // Where the copies of its first part lie, and so their strays are found; by its own hash, as they are.
    const key = evidenceKey(`redactions/${wanted.clipId}/${wanted.id}/${made.sha256}.mp4`);
    const { sha256, size } = await this.evidence.put(key, { file: made.path }, { contentType: 'video/mp4' });
    const tool = await this.media.version();
    const steps = { ...made.arguments } as unknown as JsonObject;
    const about = {
      recipe: { tool: 'ffmpeg', version: tool, arguments: [], steps },
      facts: { proof: made.proof as unknown as JsonObject, frames: made.frames },
      why: null,
    };
    await this.database.transaction(async (tx) => {
      if (!(await this.films.record(tx, wanted, { key, sha256, size }, about))) return;
      await this.custody.append(tx, {
        ...factOf(wanted),
        type: 'compilation-made',
        detail: {
          ...detailOf(wanted),
          ...{ sha256, size, tool, frames: made.frames, arguments: steps },
          proof: wholeOf(made.proof),
        },
      });
    });
  }

  private async fail(
    wanted: CompilationToMake,
    code: string,
    why: string,
    made?: Proven<FilmProof>,
  ): Promise<void> {
    const facts = { code, ...(made && { proof: made.proof as unknown as JsonObject }) };
    await this.database.transaction(async (tx) => {
      if (!(await this.films.record(tx, wanted, null, { recipe: {}, facts, why }))) return;
      await this.custody.append(tx, {
        ...factOf(wanted),
        type: 'compilation-failed',
        detail: { ...detailOf(wanted), code },
      });
    });
  }
}

/** A part is no film. */
class NoPicture extends Error {
  override readonly name = 'NoPicture';
}

const factOf = ({ clipId, investigationId }: CompilationToMake) => ({
  subject: clipSubject(clipId),
  investigation: investigationId,
});

const detailOf = ({ id, recipeSha256, masterSha256 }: CompilationToMake) => ({
  compilation: id,
  recipeSha256,
  inputSha256: masterSha256,
});
