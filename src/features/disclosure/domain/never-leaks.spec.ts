import fc from 'fast-check';
import {
  randomId,
  type ApplicationId,
  type ClipId,
  type DecisionId,
  type ExhibitRef,
  type ReviewId,
} from '../../../kernel/ids';
import { courtBundle, defenceBundle, itemsOf, orderBundle, prosecutionBundle } from './bundle';
import { standing, verdictProblem, type Decision, type Verdict } from './decision';
import { sortItems, type DecidedFacts } from './item';
import { DISCLOSABLE, isOpen } from './openings';
import { withheldFromDefence } from './withheld';

const CLIPS = Array.from({ length: 7 }, () => randomId<ClipId>());
const REF = 'AB/1' as ExhibitRef;
/** The second clip is its words. */
const APPLICATION = randomId<ApplicationId>();

const verdict: fc.Arbitrary<Verdict> = fc.record({
  classification: fc.constantFrom('evidence', 'unused', 'sensitive', 'not-relevant'),
  meetsTest: fc.boolean(),
  originalToDefence: fc.boolean(),
  description: fc.constantFrom('', 'A front door'),
  reason: fc.constant('Seen'),
});

type Step =
  | { readonly step: 'decide'; readonly clip: number; readonly verdict: Verdict }
  | { readonly step: 'review' }
  | { readonly step: 'type'; readonly isChecked: boolean; readonly isHeard: boolean }
  | {
      readonly step: 'cut';
      readonly isApproved: boolean;
      readonly isOpen: boolean;
      readonly isAsChosen: boolean;
    }
  | { readonly step: 'bundle'; readonly picked: readonly number[] | undefined };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ step: fc.constant('decide' as const), clip: fc.nat(6), verdict }) },
  { weight: 1, arbitrary: fc.constant({ step: 'review' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant('type' as const),
      isChecked: fc.boolean(),
      isHeard: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant('cut' as const),
      isApproved: fc.boolean(),
      isOpen: fc.boolean(),
      isAsChosen: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('bundle' as const),
      picked: fc.option(fc.array(fc.nat(6), { maxLength: 7 }), { nil: undefined }),
    }),
  },
);

/** The last clip is a film of the first and the third one. */
const FILM = 6;
const PARTS = [0, 2].map((place) => CLIPS[place] as ClipId);

function transcriptOf(place: number, typed: { readonly isChecked: boolean; readonly isHeard: boolean }) {
  const recording = place < FILM ? CLIPS[place - 4] : undefined;
  return recording === undefined ? null : { recording, isFinished: true, isNewest: true, ...typed };
}

/** The history of a case, kept as the database keeps it: rows that are only added. */
class Case {
  readonly decisions: Decision[] = [];
  review: ReviewId | null = null;
  /** The two clips before the last are transcripts of the first two. */
  typed = { isChecked: false, isHeard: true };
  cut = { isApproved: true, isOpen: true, isAsChosen: true };

  decide(clip: number, said: Verdict): void {
    if (verdictProblem(said, clip % 2 === 0) !== undefined) return;
    const clipId = CLIPS[clip] as ClipId;
    this.decisions.push({ ...said, id: randomId<DecisionId>(), clipId, reviewId: this.review });
  }

  newest(clipId: ClipId): Decision | undefined {
    return this.decisions.findLast((decision) => decision.clipId === clipId);
  }

  facts(): DecidedFacts[] {
    return CLIPS.flatMap((clipId, place) => {
      const decision = standing(this.newest(clipId), this.review);
      if (decision === undefined) return [];
      const exhibit = place % 2 === 0 ? { reference: REF, producer: 'Ann', description: 'A door' } : null;
      const transcript = transcriptOf(place, this.typed);
      const film = place === FILM ? { parts: PARTS, ...this.cut } : null;
      const application = place === 1 ? APPLICATION : null;
      const facts = { decisionId: decision.id, exhibit, transcript, film, application };
      return [{ ...decision, ...facts, numbers: { MG6C: null, MG6D: null } }];
    });
  }
}

/** What the newest decision says, found without the code under test. */
function allowed(told: Case, clipId: ClipId, kinds: readonly string[]): boolean {
  const last = told.decisions.filter((decision) => decision.clipId === clipId).at(-1);
  return last?.reviewId === told.review && kinds.includes(last.classification);
}

describe('no sequence of decisions, reviews and bundles', () => {
  it('puts into a defence or court bundle an item that is sensitive, not relevant, undecided or under review', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const told = new Case();
        for (const move of steps) {
          if (move.step === 'decide') told.decide(move.clip, move.verdict);
          if (move.step === 'review') told.review = randomId<ReviewId>();
          if (move.step === 'type') told.typed = move;
          if (move.step === 'cut') told.cut = move;
          if (move.step !== 'bundle') continue;
          const items = sortItems(told.facts());
          const picked = move.picked && new Set(move.picked.map((place) => CLIPS[place] as ClipId));
          const defence = defenceBundle(items, {}, picked);
          const court = courtBundle(items, {}, picked);
          for (const { clipId } of itemsOf(defence))
            expect(allowed(told, clipId, ['evidence', 'unused'])).toBe(true);
          for (const { clipId } of itemsOf(court)) expect(allowed(told, clipId, ['evidence'])).toBe(true);
          const order = orderBundle(items, APPLICATION, picked);
          for (const { clipId } of order.evidence) expect(allowed(told, clipId, ['evidence'])).toBe(true);
          if (order.application !== undefined)
            expect(allowed(told, order.application.clipId, ['unused'])).toBe(true);
          expect(itemsOf(orderBundle(items, null)).every(({ exhibit }) => exhibit !== null)).toBe(true);
          for (const item of defence.unused) expect(item.meetsTest).toBe(true);
          for (const bundle of [defence, court, order]) {
            const going = itemsOf(bundle).map(({ clipId }) => clipId);
            for (const place of [4, 5].filter((one) => going.includes(CLIPS[one] as ClipId))) {
              expect(told.typed).toMatchObject({ isChecked: true, isHeard: true });
              expect(going).toContain(CLIPS[place - 4]);
            }
          }
          const prosecution = prosecutionBundle(items, {}, [], picked);
          for (const bundle of [defence, court, order, prosecution]) {
            const going = itemsOf(bundle).map(({ clipId }) => clipId);
            if (!going.includes(CLIPS[FILM] as ClipId)) continue;
            expect(going).toEqual(expect.arrayContaining(PARTS));
            expect(told.cut).toMatchObject({ isApproved: true, isOpen: true });
            if (bundle.kind !== 'prosecution') expect(told.cut.isAsChosen).toBe(true);
          }
          for (const { openings } of [defence, court, order])
            for (const field of [
              'clip-received.fileName',
              'decision-made.reason',
              'schedule-made.form',
              'x.y',
            ])
              expect(isOpen(openings, ...(field.split('.') as [string, string]))).toBe(false);
          const withheld = withheldFromDefence(items, []).map(({ clipId }) => clipId);
          for (const { clipId } of prosecution.sensitive) expect(withheld).toContain(clipId);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('fields that may be opened to anyone', () => {
  it('hold when it happened, without why that time was chosen', () => {
    expect(isOpen(DISCLOSABLE, 'time-chosen', 'instant')).toBe(true);
    expect(isOpen(DISCLOSABLE, 'time-chosen', 'reason')).toBe(false);
  });

  it('are none of those that hold her own words, a reason or a place', () => {
    const fields = DISCLOSABLE.map((field) => field.split('.')[1]);
    for (const hidden of ['fileName', 'reason', 'address', 'location', 'source', 'form', 'answers'])
      expect(fields).not.toContain(hidden);
    expect(DISCLOSABLE.filter((field) => field.startsWith('decision-made'))).toEqual([]);
  });
});
