import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, investigationSubject } from '../../custody';
import { allShown, requireShown, type AllShown } from '../../kernel/all-shown';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ClipId,
  type DecisionId,
  type InvestigationId,
  type OfficerId,
  type ReviewId,
} from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { versionsOf } from '../footage';
import { InvestigationsService } from '../investigations';
import { WRITTEN_KIND_WORDS, WrittenService } from '../written';
import { BundleStates } from './bundle-states';
import { makeSafeCopy } from './copies';
import { DecisionsRepository } from './decisions.repository';
import {
  DecidedMeanwhile,
  ReviewedMeanwhile,
  TooManyItems,
  VerdictRefused,
  VersionDecidedOtherwise,
} from './disclosure.errors';
import { filledIn } from './domain/placeholders';
import { goesAgainst } from './domain/presumption';
import { isAgainst, sameNamed } from './domain/versions';
import { verdictProblem, type Decision, type Occasion, type Verdict } from './domain/decision';
import {
  ItemsRepository,
  type CaseItem,
  type ItemChoice,
  type NewestDecision,
  type Review,
} from './items.repository';

/** What one transaction decides; each item is a decision and an event. */
const MOST_AT_ONCE = 500;

/** The newest decision that whoever decides knows of; null: none. Undefined where nobody says: then whatever was decided is decided anew. */
export type Known = DecisionId | null | undefined;

/** What whoever decides knows of. */
interface KnownToBoth {
  readonly known?: Known;
  /** The newest review; null: none. Undefined where nobody says. */
  readonly review?: ReviewId | null | undefined;
}

/** What a list holds, whatever of it is on the page. */
export interface AllItems {
  readonly count: number;
  readonly shown: AllShown;
}

/** The disclosure officer's decisions about every item, and the reviews that ask for them again. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly database: Database,
    private readonly items: ItemsRepository,
    private readonly decisions: DecisionsRepository,
    private readonly states: BundleStates,
    private readonly written: WrittenService,
    private readonly investigations: InvestigationsService,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
  ) {}

  /** Items without a decision that stands, or all; `after` is the last one of the page before. @throws NotFound */
  async list(
    by: OfficerId,
    id: InvestigationId,
    choice: ItemChoice,
    limit: number,
    after?: ClipId,
  ): Promise<CaseItem[]> {
    return this.within(by, id, async (tx) => {
      if (after === undefined) await this.written.collect(tx, id);
      return this.items.page(tx, id, choice, limit, after);
    });
  }

  /** What other versions of the same recording are called, by item: of most there is none. @throws NotFound */
  async sameAs(
    by: OfficerId,
    id: InvestigationId,
    clips: readonly ClipId[],
  ): Promise<ReadonlyMap<ClipId, string>> {
    return this.within(by, id, async (tx) => {
      const versions = await versionsOf(tx, clips);
      const all = [...new Set([...versions.values()].flat())];
      const names = new Map((await this.items.some(tx, id, all)).map((item) => [item.clipId, nameOf(item)]));
      return sameNamed(versions, names);
    });
  }

  /** Decisions about an item, newest first; `after` is the last one of the page before. @throws NotFound */
  async history(by: OfficerId, clip: ClipId, limit: number, after?: DecisionId): Promise<NewestDecision[]> {
    return this.database.transaction(async (tx) => {
      const id = await this.items.investigationOf(tx, clip);
      if (id === undefined) throw new NotFound('The item');
      await this.investigations.requireMember(tx, by, id);
      return this.decisions.ofClip(tx, clip, limit, after);
    });
  }

  /** Newest first. @throws NotFound */
  async reviews(by: OfficerId, id: InvestigationId, limit: number, after?: ReviewId): Promise<Review[]> {
    return this.within(by, id, (tx) => this.items.reviews(tx, id, limit, after));
  }

  /** The newest decision that a page can show: to be read before its items are. @throws NotFound */
  async newest(by: OfficerId, id: InvestigationId): Promise<DecisionId | null> {
    return this.within(by, id, (tx) => this.decisions.newest(tx, id));
  }

  /**
   * One verdict about one item, or about items that were grouped by hand. An item that becomes sensitive revokes, at
   * once, every sealed bundle for the defence or a court that holds it, a form that lists it or a paper that tells of it.
   * @throws NotFound when one is not an item of the investigation; ReviewedMeanwhile; DecidedMeanwhile; VerdictRefused
   */
  async decide(
    by: OfficerId,
    id: InvestigationId,
    { items: clips, ...known }: KnownToBoth & { readonly items: readonly ClipId[] },
    verdict: Verdict,
  ): Promise<DecisionId[]> {
    return this.within(by, id, async (tx) => {
      await this.items.lock(tx, id);
      const found = await this.items.some(tx, id, clips);
      if (found.length === 0 || found.length !== new Set(clips).size) throw new NotFound('The item');
      await this.requireKnown(tx, id, found, known);
      return this.record(tx, by, id, found, verdict);
    });
  }

  /** All items that match, for a decision about all of them; nothing of more than one act can decide about. @throws NotFound */
  async all(by: OfficerId, id: InvestigationId, choice: ItemChoice): Promise<AllItems | undefined> {
    return this.within(by, id, async (tx) => {
      const ids = await this.items.matching(tx, id, choice, MOST_AT_ONCE + 1);
      return ids.length > MOST_AT_ONCE ? undefined : { count: ids.length, shown: allShown(ids) };
    });
  }

  /**
   * The same about all items that match, in one act, as long as they are those that were shown.
   * @throws OthersMatch; NotFound when there is none; TooManyItems; ReviewedMeanwhile; DecidedMeanwhile; VerdictRefused
   */
  async decideAll(
    by: OfficerId,
    id: InvestigationId,
    { known, review, ...choice }: ItemChoice & KnownToBoth & { readonly shown: AllShown | undefined },
    verdict: Verdict,
  ): Promise<DecisionId[]> {
    return this.within(by, id, async (tx) => {
      await this.items.lock(tx, id);
      const found = await this.items.page(tx, id, choice, MOST_AT_ONCE + 1);
      if (found.length > MOST_AT_ONCE) throw new TooManyItems(MOST_AT_ONCE);
      const ids = found.map(({ clipId }) => clipId);
      requireShown(ids, choice.shown);
      if (ids.length === 0) throw new NotFound('The item');
      await this.requireKnown(tx, id, found, { known, review });
      return this.record(tx, by, id, found, verdict);
    });
  }

  /** Two officers at one list: the second does not undo what the first decided without having seen it. */
  private async requireKnown(
    tx: Transaction,
    id: InvestigationId,
    found: readonly CaseItem[],
    { known, review }: KnownToBoth,
  ): Promise<void> {
    const [opened] = await this.items.reviews(tx, id, 1);
    if (review !== undefined && opened !== undefined && opened.id !== review)
      throw new ReviewedMeanwhile(opened);
    if (known === undefined) return;
    const ids = found.map(({ clipId }) => clipId);
    const since = await this.decisions.since(tx, id, ids, known);
    const [newest] = since;
    if (newest === undefined) return;
    const item = found.find(({ clipId }) => clipId === newest.clipId);
    const label = item === undefined ? '' : nameOf(item);
    const others = new Set(since.map(({ clipId }) => clipId)).size - 1;
    throw new DecidedMeanwhile({ label, by: newest.by }, others);
  }

  /**
   * Those of which another version is decided otherwise, one of them sensitive.
   * @throws VersionDecidedOtherwise unless the verdict says that it is so on purpose
   */
  private async standingApart(
    tx: Transaction,
    id: InvestigationId,
    found: readonly CaseItem[],
    verdict: Verdict,
  ): Promise<ReadonlySet<ClipId>> {
    const clips = new Set(found.map(({ clipId }) => clipId));
    const versions = await versionsOf(tx, [...clips]);
    const elsewhere = [...new Set([...versions.values()].flat())].filter((one) => !clips.has(one));
    if (elsewhere.length === 0) return new Set();
    const { classification } = verdict;
    const apart = (await this.items.some(tx, id, elsewhere)).filter(
      ({ stands, decision }) =>
        stands && decision !== null && isAgainst(classification, decision.classification),
    );
    const others = new Map(apart.map((other) => [other.clipId, other]));
    const items = new Set<ClipId>();
    for (const item of found) {
      const other = (versions.get(item.clipId) ?? []).map((one) => others.get(one)).find(Boolean);
      if (other === undefined) continue;
      if (verdict.despiteVersion !== true)
        throw new VersionDecidedOtherwise(nameOf(item), nameOf(other), otherwise(other));
      items.add(item.clipId);
    }
    return items;
  }

  private async record(
    tx: Transaction,
    by: OfficerId,
    id: InvestigationId,
    found: readonly CaseItem[],
    verdict: Verdict,
  ): Promise<DecisionId[]> {
    const clips = found.map(({ clipId }) => clipId);
    const review = (await this.items.reviews(tx, id, 1))[0]?.id ?? null;
    const apart = await this.standingApart(tx, id, found, verdict);
    const made = found.map((item) => ({
      ...newDecision(item, verdict, review),
      despiteVersion: apart.has(item.clipId),
    }));
    await this.written.freeze(tx, id, clips);
    for (const decision of made) await this.decisions.insert(tx, { ...decision, investigationId: id }, by);
    const { classification } = verdict;
    if (classification === 'evidence' || classification === 'unused')
      for (const { clipId, written } of found)
        if (written === null) await this.outbox.add(tx, makeSafeCopy, { clipId });
    const outside = verdict.classification === 'sensitive' ? await this.decisions.outside(tx, id, clips) : [];
    for (const decision of made) await this.log(tx, id, decision);
    for (const bundle of outside)
      await this.states.revoke(
        tx,
        { id: bundle, investigationId: id },
        'an item was decided to be sensitive',
      );
    return made.map((decision) => decision.id);
  }

  /** Puts every item back on the work list until it is decided again. @throws NotFound */
  async openReview(
    by: OfficerId,
    id: InvestigationId,
    details: { readonly occasion: Occasion; readonly reason: string },
  ): Promise<ReviewId> {
    return this.within(by, id, async (tx) => {
      await this.items.lock(tx, id);
      const review = randomId<ReviewId>();
      await this.items.insertReview(tx, { id: review, investigationId: id, ...details }, by);
      await this.custody.append(tx, {
        type: 'review-opened',
        subject: investigationSubject(id),
        investigation: id,
        detail: { review, occasion: details.occasion },
        secrets: { reason: details.reason },
      });
      return review;
    });
  }

  private within<T>(by: OfficerId, id: InvestigationId, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return work(tx);
    });
  }

  private async log(tx: Transaction, investigation: InvestigationId, decision: Decision): Promise<void> {
    const { id, clipId, classification, meetsTest, originalToDefence, reviewId, description, reason } =
      decision;
    const rebuttal = decision.rebuttal ?? '';
    await this.custody.append(tx, {
      type: 'decision-made',
      subject: clipSubject(clipId),
      investigation,
      detail: { decision: id, classification, meetsTest, originalToDefence, review: reviewId },
      secrets: {
        reason,
        ...(description !== '' && { description }),
        ...(rebuttal !== '' && { rebuttal }),
      },
    });
  }
}

const nameOf = ({ exhibit, fileName }: CaseItem): string => exhibit?.reference ?? fileName;

const otherwise = ({ decision }: CaseItem): string =>
  decision?.classification === 'sensitive' ? 'which is sensitive' : 'which may be given to the defence';

function newDecision(item: CaseItem, verdict: Verdict, reviewId: ReviewId | null): Decision {
  const problem = verdictProblem(verdict, item.exhibit !== null, item.presumption);
  if (problem !== undefined) throw new VerdictRefused(problem);
  const { reference = null } = item.exhibit ?? {};
  const kind = item.written === null ? undefined : WRITTEN_KIND_WORDS[item.written.kind];
  const typed = filledIn(verdict.description.trim(), { ...item, kind, reference });
  // Of an exhibit the schedule says what the exhibit list says, unless the officer found better words: PostgreSQL notes whose they are.
  const description = typed === '' ? (item.exhibit?.description ?? '') : typed;
  const isRebutted = item.presumption !== null && goesAgainst(verdict);
  const rebuttal = isRebutted ? (verdict.rebuttal ?? '').trim() : '';
  return { ...verdict, description, rebuttal, id: randomId<DecisionId>(), clipId: item.clipId, reviewId };
}
