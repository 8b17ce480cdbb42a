import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import type { FaceSearchId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { MediaTool, ToolFailed } from '../../../platform/media';
import { evidenceKey, withLocalFile, type EvidenceStore } from '../../../platform/object-store';
import { filmFacts, filmOf } from '../domain/film-of';
import { REDACTIONS_STORE } from '../making/making.service';
import { FacesRepository, type FacesToFind } from './faces.repository';
import { proposals, Tracks, type Proposal } from './tracks';

const OFF = 'Looking for faces has been turned off.';
const HELD = 'The item is in quarantine.';
const NO_FILM = 'The recording has no picture that can be decoded.';
const NOT_READ = 'The recording could not be looked through to its end.';

/** The worker's side: looks through a recording in the sandbox and keeps where faces were. */
@Injectable()
export class LookingService {
  constructor(
    private readonly database: Database,
    private readonly faces: FacesRepository,
    private readonly media: MediaTool,
    @Inject(REDACTIONS_STORE) private readonly evidence: EvidenceStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** From the start each time, and answered once. @throws ToolFailed before the last attempt */
  async look(id: FaceSearchId, run: { readonly signal: AbortSignal; readonly last: boolean }): Promise<void> {
    const wanted = await this.database.transaction((tx) => this.faces.toFind(tx, id));
    if (wanted === undefined) return;
    const answer = await this.answerOf(wanted, run);
    await this.database.transaction((tx) => this.faces.answer(tx, id, answer));
  }

  private async answerOf(
    wanted: FacesToFind,
    { signal, last }: { readonly signal: AbortSignal; readonly last: boolean },
  ): Promise<{ proposals: Proposal[]; why: string | null }> {
    const facts = filmFacts(wanted.media);
    const film = filmOf(wanted.media, wanted.proxyFacts);
    if (!this.config.proposals.on) return { proposals: [], why: OFF };
    if (wanted.quarantined) return { proposals: [], why: HELD };
    if (facts === undefined || film === undefined) return { proposals: [], why: NO_FILM };
    const every = Math.max(
      1,
      Math.round(film.frames / (film.lengthMs / 1_000) / this.config.proposals.frames),
    );
    const tracks = new Tracks(every);
    try {
      await withLocalFile(this.evidence, evidenceKey(wanted.masterKey), (input) =>
        this.media.faces.find(input, facts.video, every, (frame, seen) => tracks.add(frame, seen), {
          signal,
        }),
      );
      return { proposals: proposals.parse(tracks.proposals(film)), why: null };
    } catch (error) {
      if (last && (error instanceof ToolFailed || error instanceof NotFound))
        return { proposals: [], why: NOT_READ };
      throw error;
    }
  }
}
