import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import type { FaceSearchId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { MediaTool, ToolFailed } from '../../../platform/media';
import { NotAsLocked, type EvidenceStore } from '../../../platform/object-store';
import { whyAway } from '../../../platform/services';
import { Originals } from '../../evidence';
import { filmFacts, filmOf } from '../domain/film-of';
import { REDACTIONS_STORE } from '../making/making.service';
import { FacesRepository, type FacesToFind } from './faces.repository';
import { proposals, Tracks, type Found } from './tracks';

const OFF = 'Looking for faces and people has been turned off.';
const HELD = 'The item is in quarantine.';
const NO_FILM = 'The recording has no picture that can be decoded.';
const NOT_READ = 'The recording could not be looked through to its end.';
const NOT_RUN =
  'The machine that looks for faces and people did not run. Tell whoever runs this service, and ask again.';

interface Answer extends Found {
  /** Why there is nothing. */
  readonly why: string | null;
}
const failed = (why: string): Answer => ({ proposals: [], more: false, why });
const isOfTheFile = (error: unknown): boolean =>
  error instanceof ToolFailed || error instanceof NotFound || error instanceof NotAsLocked;

/** The worker's side: looks through a recording in the sandbox and keeps where faces and people were. */
@Injectable()
export class LookingService {
  constructor(
    private readonly database: Database,
    private readonly faces: FacesRepository,
    private readonly media: MediaTool,
    private readonly originals: Originals,
    @Inject(REDACTIONS_STORE) private readonly evidence: EvidenceStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * From the start each time, and answered once: on the last attempt also when it fails, so that it may be asked again.
   * @throws whatever fails before the last attempt, and what an operator has to mend
   */
  async look(id: FaceSearchId, run: { readonly signal: AbortSignal; readonly last: boolean }): Promise<void> {
    const wanted = await this.database.transaction((tx) => this.faces.toFind(tx, id));
    if (wanted === undefined) return;
    try {
      await this.keep(id, await this.answerOf(wanted, run.signal));
    } catch (error) {
      // Stopped, or without a service that it needs, it is done again.
      if (!run.last || run.signal.aborted || whyAway(error) !== undefined) throw error;
      await this.keep(id, failed(isOfTheFile(error) ? NOT_READ : NOT_RUN));
      if (!isOfTheFile(error)) throw error;
    }
  }

  private keep(id: FaceSearchId, answer: Answer): Promise<void> {
    return this.database.transaction((tx) => this.faces.answer(tx, id, answer));
  }

  private async answerOf(wanted: FacesToFind, signal: AbortSignal): Promise<Answer> {
    const facts = filmFacts(wanted.media);
    const film = filmOf(wanted.media, wanted.proxyFacts);
    if (!this.config.proposals.on) return failed(OFF);
    if (wanted.quarantined) return failed(HELD);
    if (facts === undefined || film === undefined) return failed(NO_FILM);
    const every = Math.max(
      1,
      Math.round(film.frames / (film.lengthMs / 1_000) / this.config.proposals.frames),
    );
    const tracks = new Tracks(every);
    await this.originals.use(this.evidence, wanted.master, (input) =>
      this.media.faces.find(input, facts.video, every, (frame, seen) => tracks.add(frame, seen), { signal }),
    );
    const found = tracks.found(film);
    return { ...found, proposals: proposals.parse(found.proposals), why: null };
  }
}
