import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type ClipId, type OfficerId, type RedactionId } from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { CopiesHeld } from '../evidence';
import { InvestigationsService } from '../investigations';
import { problemsOf, type Film } from './domain/check-recipe';
import { filmOf } from './domain/film-of';
import {
  RECIPE_FORMAT,
  recipeSchema,
  recipeSha256,
  recipeText,
  type Edits,
  type Recipe,
} from './domain/recipe';
import { renderRedaction } from './jobs';
import { reviewSeen, THE_REVIEW } from './review-seen';
import { reviewed } from './reviewed';
import {
  NothingToReview,
  NotLookedAt,
  NotRedactable,
  RecipeRefused,
  SavedMeanwhile,
} from './redaction.errors';
import { RedactionRepository, type RedactionRow, type Subject } from './redaction.repository';

/** A version as officers see it. */
export type Redaction = Omit<RedactionRow, 'recipe'> & {
  /** `null` once the recording has been erased. */
  readonly recipe: Recipe | null;
};

export interface Judgement {
  readonly outcome: 'approved' | 'refused';
  readonly reason: string;
  /** What was shown of the review that stands; undefined: nobody asks. */
  readonly seen?: Seen | undefined;
}

/** What officers draw over a recording, version after version, and what they say of the copies that come of it. */
@Injectable()
export class RedactionService {
  constructor(
    private readonly database: Database,
    private readonly redactions: RedactionRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    private readonly outbox: Outbox,
  ) {}

  /** What may be drawn on. @throws NotFound, NotRedactable */
  async film(by: OfficerId, id: ClipId): Promise<Film> {
    return this.database.transaction(async (tx) => filmToDrawOn(await this.subject(tx, by, id)));
  }

  /** Newest first. @throws NotFound */
  async ofClip(by: OfficerId, id: ClipId): Promise<Redaction[]> {
    return this.database.transaction(async (tx) => {
      await this.subject(tx, by, id);
      return (await this.redactions.ofClip(tx, id)).map(readable);
    });
  }

  /** Whether copies wait until a person has decided about malware. @throws NotFound */
  async isHeld(by: OfficerId, id: ClipId): Promise<boolean> {
    return this.database.transaction(async (tx) => (await this.subject(tx, by, id)).quarantined);
  }

  /** @throws NotFound */
  async one(by: OfficerId, id: RedactionId): Promise<Redaction> {
    return this.database.transaction(async (tx) => readable(await this.require(tx, by, id)));
  }

  /**
   * Saves the next version, and asks for its copy.
   * @param base the version that was drawn upon; 0 when there was none
   * @throws NotFound, NotRedactable, RecipeRefused, SavedMeanwhile
   */
  async save(
    by: OfficerId,
    id: ClipId,
    edits: Edits,
    base: number,
  ): Promise<{ id: RedactionId; version: number }> {
    return this.database.transaction(async (tx) => {
      const subject = await this.subject(tx, by, id);
      const film = filmToDrawOn(subject);
      const problems = problemsOf(edits, film);
      if (problems.length > 0) throw new RecipeRefused(problems);
      const newest = await this.redactions.newestVersion(tx, id);
      if (newest !== base || subject.masterSha256 === null) throw new SavedMeanwhile(newest);
      const recipe: Recipe = { ...edits, format: RECIPE_FORMAT, master: subject.masterSha256, author: by };
      const redaction = randomId<RedactionId>();
      const [version, hash] = [base + 1, recipeSha256(recipe)];
      const row = { id: redaction, clipId: id, version, recipe: recipeText(recipe), recipeSha256: hash };
      const saved = { ...row, masterSha256: subject.masterSha256, authorId: by };
      if (!(await this.redactions.insert(tx, saved))) throw new SavedMeanwhile(version);
      await this.outbox.add(tx, renderRedaction, { redactionId: redaction, clipId: id });
      await this.custody.append(tx, {
        type: 'redaction-saved',
        subject: clipSubject(id),
        investigation: subject.investigationId,
        detail: {
          ...{ redaction, version, recipeSha256: hash, inputSha256: subject.masterSha256 },
          ...{ masks: edits.masks.length, sounds: edits.sound.length },
        },
      });
      return { id: redaction, version };
    });
  }

  /**
   * What an officer who has gone through a copy says of it: the maker or another, and the log says which.
   * @throws NotFound, CopiesHeld, NothingToReview, NotLookedAt, ChangedMeanwhile
   */
  async judge(by: OfficerId, id: RedactionId, { outcome, reason, seen }: Judgement): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.redactions.lockReview(tx, id);
      const row = await this.require(tx, by, id);
      const subject = await this.subject(tx, by, row.clipId);
      if (row.isHeld) throw new CopiesHeld();
      if (row.state !== 'made' || row.sha256 === null || !row.isOfMaster) throw new NothingToReview();
      if (!(await this.redactions.hasLooked(tx, by, id))) throw new NotLookedAt();
      requireSeen(reviewSeen(row), seen, THE_REVIEW);
      const { sha256 } = row;
      const review = { id: randomId<string>(), redactionId: id, sha256, outcome, reason, officerId: by };
      await this.redactions.review(tx, review);
      await this.custody.append(tx, reviewed(row, subject, { ...review, sha256 }));
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: RedactionId): Promise<RedactionRow> {
    const row = await this.redactions.byId(tx, id);
    if (row === undefined) throw new NotFound('The redaction');
    await this.subject(tx, by, row.clipId);
    return row;
  }

  private async subject(tx: Transaction, by: OfficerId, id: ClipId): Promise<Subject> {
    const subject = await this.redactions.subject(tx, id);
    if (subject === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, subject.investigationId);
    return subject;
  }
}

/** @throws NotRedactable */
export function filmToDrawOn({ media, proxyFacts, hasFrames, masterSha256, erased }: Subject): Film {
  const film = filmOf(media, proxyFacts);
  if (film === undefined || !hasFrames || masterSha256 === null || erased) throw new NotRedactable();
  return film;
}

export const readable = (row: RedactionRow): Redaction => ({
  ...row,
  recipe: row.recipe === '' ? null : recipeSchema.parse(JSON.parse(row.recipe)),
});
