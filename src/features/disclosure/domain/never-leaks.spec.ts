import fc from 'fast-check';
import { randomId, type ClipId, type DecisionId, type ExhibitRef, type ReviewId } from '../../../kernel/ids';
import { courtBundle, defenceBundle, itemsOf, prosecutionBundle } from './bundle';
import { standing, verdictProblem, type Decision, type Verdict } from './decision';
import { sortItems, type DecidedFacts } from './item';
import { DISCLOSABLE, isOpen } from './openings';
import { withheldFromDefence } from './withheld';

const CLIPS = Array.from({ length: 6 }, () => randomId<ClipId>());
const REF = 'AB/1' as ExhibitRef;

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
  | { readonly step: 'bundle'; readonly picked: readonly number[] | undefined };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ step: fc.constant('decide' as const), clip: fc.nat(5), verdict }) },
  { weight: 1, arbitrary: fc.constant({ step: 'review' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant('bundle' as const),
      picked: fc.option(fc.array(fc.nat(5), { maxLength: 6 }), { nil: undefined }),
    }),
  },
);

/** The history of a case, kept as the database keeps it: rows that are only added. */
class Case {
  readonly decisions: Decision[] = [];
  review: ReviewId | null = null;

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
      return [{ ...decision, decisionId: decision.id, exhibit, numbers: { MG6C: null, MG6D: null } }];
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
          if (move.step !== 'bundle') continue;
          const items = sortItems(told.facts());
          const picked = move.picked && new Set(move.picked.map((place) => CLIPS[place] as ClipId));
          const defence = defenceBundle(items, {}, picked);
          const court = courtBundle(items, {}, picked);
          for (const { clipId } of itemsOf(defence))
            expect(allowed(told, clipId, ['evidence', 'unused'])).toBe(true);
          for (const { clipId } of itemsOf(court)) expect(allowed(told, clipId, ['evidence'])).toBe(true);
          for (const item of defence.unused) expect(item.meetsTest).toBe(true);
          for (const { openings } of [defence, court])
            for (const field of [
              'clip-received.fileName',
              'decision-made.reason',
              'schedule-made.form',
              'x.y',
            ])
              expect(isOpen(openings, ...(field.split('.') as [string, string]))).toBe(false);
          const withheld = withheldFromDefence(items, []).map(({ clipId }) => clipId);
          for (const { clipId } of prosecutionBundle(items, {}, []).sensitive)
            expect(withheld).toContain(clipId);
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
