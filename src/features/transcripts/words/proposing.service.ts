import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import type { WordProposalId } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import { Database } from '../../../platform/database';
import {
  ProgramFailed,
  ToolFailed,
  WordProgram,
  type MediaFacts,
  type ProgramEnding,
} from '../../../platform/media';
import { NotAsLocked, type EvidenceStore } from '../../../platform/object-store';
import { whyAway } from '../../../platform/services';
import { Originals } from '../../evidence';
import { inOrder, lengthOf } from '../domain/lines';
import { readWebVtt } from '../domain/read-webvtt';
import { WordsRepository, type Proposed, type WordsToPropose } from './words.repository';

/** Token of the store of the worker. */
export const WORDS_STORE = Symbol('WORDS_STORE');

const OFF = 'Proposing words has been turned off.';
const HELD = 'The item is in quarantine.';
const NO_SOUND = 'The recording has no sound that can be decoded.';
const NOT_READ = 'The sound of the recording could not be read to its end.';
const NOT_RUN = 'The program could not be run. Tell whoever runs this service.';
const PROGRAM: Readonly<Record<ProgramEnding, string>> = {
  missing: 'The program that proposes words is not there. Tell whoever runs this service.',
  crowded: 'The program that proposes words has no folder of its own. Tell whoever runs this service.',
  nameless: 'The program that proposes words does not say which it is. Tell whoever runs this service.',
  crashed: 'The program that proposes words ended with an error.',
  hung: 'The program that proposes words took too long and was stopped.',
  flooded: 'The program that proposes words printed more than it may, and was stopped.',
  'no-text': 'What the program printed is no text.',
};
/** Another attempt would change nothing: a person may ask again. */
const isFinal = (error: unknown): boolean => error instanceof ProgramFailed || error instanceof ToolFailed;

const isOfTheFile = (error: unknown): boolean => error instanceof NotFound || error instanceof NotAsLocked;

const mediaFacts = (media: JsonObject | null): MediaFacts | undefined =>
  media?.['kind'] === 'media' ? (media as unknown as MediaFacts) : undefined;

/** The worker's side: lets the program listen in its sandbox, and keeps what it proposes, read word by word. */
@Injectable()
export class ProposingService {
  constructor(
    private readonly database: Database,
    private readonly words: WordsRepository,
    private readonly program: WordProgram,
    private readonly originals: Originals,
    @Inject(WORDS_STORE) private readonly evidence: EvidenceStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Answered once. What the program does wrong is an answer at once; it is not tried again until a person asks.
   * @throws what an operator has to mend, and whatever else fails before the last attempt
   */
  async propose(
    id: WordProposalId,
    run: { readonly signal: AbortSignal; readonly last: boolean },
  ): Promise<void> {
    const wanted = await this.database.transaction((tx) => this.words.toPropose(tx, id));
    if (wanted === undefined) return;
    try {
      await this.keep(id, await this.answerOf(wanted, run.signal));
    } catch (error) {
      if (run.signal.aborted || whyAway(error) !== undefined) throw error;
      if (!isFinal(error) && !run.last) throw error;
      await this.keep(id, { why: whyOf(error) });
      if (!isFinal(error) && !isOfTheFile(error)) throw error;
    }
  }

  private keep(id: WordProposalId, answer: Proposed): Promise<void> {
    return this.database.transaction((tx) => this.words.answer(tx, id, answer));
  }

  private async answerOf(wanted: WordsToPropose, signal: AbortSignal): Promise<Proposed> {
    if (this.config.words.folder === undefined) return { why: OFF };
    if (wanted.quarantined) return { why: HELD };
    const facts = mediaFacts(wanted.media);
    if (facts === undefined) return { why: NO_SOUND };
    const heard = await this.originals.use(this.evidence, wanted.master, (input) =>
      this.program.listen(input, facts, signal),
    );
    if (heard === null) return { why: NO_SOUND };
    const read = readWebVtt(heard.text, lengthOf(wanted.media));
    if (typeof read === 'string')
      return { why: `What the program printed is no WebVTT as it is taken here: ${read}.` };
    return { cues: inOrder(read), program: heard.program.name, sha256: heard.program.sha256 };
  }
}

function whyOf(error: unknown): string {
  if (error instanceof ProgramFailed) return PROGRAM[error.ending];
  return error instanceof ToolFailed || isOfTheFile(error) ? NOT_READ : NOT_RUN;
}
