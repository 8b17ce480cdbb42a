import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import {
  randomId,
  type ClipId,
  type OfficerId,
  type TranscriptId,
  type WordProposalId,
} from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { InvestigationsService } from '../../investigations';
import { lengthOf, type TimedLine } from '../domain/lines';
import { leftOf, type ProposedBy } from '../domain/proposed';
import { NothingToHear } from '../transcripts.errors';
import type { TranscriptRow } from '../transcripts.repository';
import { TranscriptsService } from '../transcripts.service';
import { proposeWords } from './jobs';
import { LengthNotKnown, NoWords, OtherWords, TooLongToHear, WordsHeldBack } from './words.errors';
import { WordsRepository, type Heard } from './words.repository';

/** What an officer who types is shown of the words that a program proposes. */
export interface WordProposals {
  /** `off`: there is no program here; `none`: nobody has asked. */
  readonly state: 'off' | 'none' | 'waiting' | 'made' | 'failed';
  readonly id: WordProposalId | null;
  readonly by: ProposedBy | null;
  readonly lines: readonly TimedLine[];
  /** Why there are none. */
  readonly why: string | null;
}

const NO_END = 'It came to no end. Ask again.';

const without = (state: 'off' | 'none' | 'failed', why: string | null = null): WordProposals => ({
  ...{ state, id: null, by: null, lines: [], why },
});

/** Words that a program of the force's own proposes. None of them is a line before a person takes it, and what it is taken into says so. */
@Injectable()
export class WordsService {
  constructor(
    private readonly database: Database,
    private readonly words: WordsRepository,
    private readonly transcripts: TranscriptsService,
    private readonly investigations: InvestigationsService,
    private readonly outbox: Outbox,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound */
  async ofClip(by: OfficerId, id: ClipId): Promise<WordProposals> {
    return this.database.transaction(async (tx) => {
      await this.heard(tx, by, id);
      if (this.config.words.folder === undefined) return without('off');
      const row = await this.words.ofClip(tx, id);
      if (row === undefined) return without('none');
      if (row.late) return without('failed', NO_END);
      const { state, program, sha256, cues, why } = row;
      const whose = program === null || sha256 === null ? null : { program, sha256 };
      return { state, id: row.id, by: whose, lines: cues, why };
    });
  }

  /** Asked twice, it listens once, unless no answer came. @throws NotFound, NoWords, NothingToHear, WordsHeldBack, LengthNotKnown, TooLongToHear */
  async ask(by: OfficerId, id: ClipId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { locked, media, quarantined, masterSha256: master } = await this.heard(tx, by, id);
      if (this.config.words.folder === undefined) throw new NoWords();
      if (!locked || media?.['kind'] !== 'media' || master === null) throw new NothingToHear();
      if (quarantined) throw new WordsHeldBack();
      const length = lengthOf(media);
      if (length === null) throw new LengthNotKnown();
      const most = this.config.words.maxSeconds;
      if (length > (most + 1) * 1_000) throw new TooLongToHear(most);
      const proposalId = randomId<WordProposalId>();
      if (await this.words.ask(tx, { id: proposalId, clipId: id, master, by }))
        await this.outbox.add(tx, proposeWords, { proposalId, clipId: id });
    });
  }

  /**
   * Takes words into a draft of the officer's own, as lines like those they have typed.
   * @param which their places, or all for which the draft has no line yet
   * @throws NotFound, NotWritten, OtherWords, TooManyLines
   */
  async take(
    by: OfficerId,
    id: TranscriptId,
    proposal: WordProposalId,
    which: 'all' | readonly number[],
  ): Promise<Pick<TranscriptRow, 'revision' | 'savedAt'>> {
    return this.transcripts.add(by, id, async (tx, { clipId, lines }) => {
      const row = await this.words.ofClip(tx, clipId);
      if (row?.id !== proposal || row.state !== 'made') throw new OtherWords();
      const left = new Set(leftOf(row.cues, lines));
      return row.cues.filter((_, place) => left.has(place) && (which === 'all' || which.includes(place)));
    });
  }

  private async heard(tx: Transaction, by: OfficerId, id: ClipId): Promise<Heard> {
    const heard = await this.words.heard(tx, id);
    if (heard === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, heard.investigationId);
    return heard;
  }
}
