import { addDays, addMonths, addYears, dayOf, later, type Day } from '../../../kernel/day';
import type { Outcome, ReviewGroup } from './outcome';

/** Why something is kept. */
export const RULES = [
  'hold-on-investigation',
  'hold-on-item',
  'no-outcome',
  'investigation-open',
  'decision',
  'six-months',
  'custody',
  'appeal',
  'force-policy',
  'store-lock',
  'reviewed',
  'bundle',
  'items-of-link',
  'notice-owed',
  'link-ended',
] as const;
export type RuleId = (typeof RULES)[number];

/** Rules without an end that stop a disposal whatever else is decided. */
const HOLDS: readonly RuleId[] = ['hold-on-investigation', 'hold-on-item'];

export interface Rule {
  readonly id: RuleId;
  /** From this day on it no longer keeps anything. `null`: no end yet. */
  readonly until: Day | null;
}

/** Years from the outcome to the review, by group: the force's own policy. */
export type Policy = Readonly<Record<ReviewGroup, number>>;

/** What is known of one item, together with the stills that were taken from it. */
export interface Circumstances {
  /** The day on which it came. */
  readonly receivedOn: Day;
  /** Holds that are not lifted. */
  readonly holdsOnInvestigation: number;
  readonly holdsOnItem: number;
  /** Bundles with it that are asked for, or that somebody can still fetch. */
  readonly bundles: number;
  /** What reviewers said: keep it until. */
  readonly keepUntil: readonly Day[];
  /** Object Lock of each of its files. */
  readonly locks: readonly Date[];
}

/** What the Code of Practice under the Criminal Procedure and Investigations Act 1996 asks for (its section 5(b)). */
export function statutoryRules(outcome: Outcome | undefined): Rule[] {
  if (outcome === undefined) return [{ id: 'no-outcome', until: null }];
  const { decidedOn, sentence, releasedOn, appealPending } = outcome;
  if (outcome.outcome === 'open' || decidedOn === null) return [{ id: 'investigation-open', until: null }];
  if (outcome.outcome !== 'convicted') return [{ id: 'decision', until: decidedOn }];
  return [
    { id: 'six-months', until: addMonths(decidedOn, 6) },
    ...(sentence === 'other' ? [] : [{ id: 'custody', until: releasedOn } as const]),
    ...(appealPending ? [{ id: 'appeal', until: null } as const] : []),
  ];
}

/** Nothing that came after the decision, or of which an earlier day was typed, is due before its own years are over. */
const policyRules = (outcome: Outcome | undefined, policy: Policy, receivedOn?: Day): Rule[] =>
  outcome === undefined || outcome.decidedOn === null
    ? []
    : [
        {
          id: 'force-policy',
          until: addYears(later(outcome.decidedOn, receivedOn ?? outcome.decidedOn), policy[outcome.group]),
        },
      ];

/** The day after the last one on which the store still refuses. */
const unlocked = (locks: readonly Date[]): Day[] =>
  locks.length === 0
    ? []
    : [dayOf(new Date(Math.max(...locks.map((lock) => lock.getTime())) + 24 * 3_600_000 - 1))];

const unless = (none: boolean, id: RuleId): Rule[] => (none ? [] : [{ id, until: null }]);

/** All rules of the investigation that have a say, without those of one item; of an item, with the day on which it came. */
export const investigationRules = (
  outcome: Outcome | undefined,
  policy: Policy,
  receivedOn?: Day,
): Rule[] => [...statutoryRules(outcome), ...policyRules(outcome, policy, receivedOn)];

/** Every rule that has a say about an item. */
export const rulesFor = (outcome: Outcome | undefined, policy: Policy, of: Circumstances): Rule[] => [
  ...unless(of.holdsOnInvestigation === 0, 'hold-on-investigation'),
  ...unless(of.holdsOnItem === 0, 'hold-on-item'),
  ...unless(of.bundles === 0, 'bundle'),
  ...investigationRules(outcome, policy, of.receivedOn),
  ...unlocked(of.locks).map((until): Rule => ({ id: 'store-lock', until })),
  ...(of.keepUntil.length === 0
    ? []
    : [{ id: 'reviewed' as const, until: of.keepUntil.reduce((a, b) => later(a, b)) }]),
];

/** What keeps the details of another person than the victim, who was asked by a private link of their own. */
export interface PersonCircumstances {
  readonly holdsOnInvestigation: number;
  /** That came by the link and are still here: the details go with the last of them. */
  readonly items: number;
  /** The victim, or a parent of the child for whom the person agrees, is still to be told that the person was asked. */
  readonly noticeOwed: boolean;
  /** The day on which the link ended; `null` while it works. */
  readonly endedOn: Day | null;
}

/** A person who gave nothing is not named for as long as an item is kept: no review group has a say. `days` after the link's end. */
export const personRules = (outcome: Outcome | undefined, days: number, of: PersonCircumstances): Rule[] => [
  ...unless(of.holdsOnInvestigation === 0, 'hold-on-investigation'),
  ...unless(of.items === 0, 'items-of-link'),
  ...unless(!of.noticeOwed, 'notice-owed'),
  ...statutoryRules(outcome),
  { id: 'link-ended', until: of.endedOn === null ? null : addDays(of.endedOn, days) },
];

export interface Retention {
  /** The latest day of all; `null` while a rule has no end. */
  readonly until: Day | null;
  /** The longest first. */
  readonly rules: readonly Rule[];
}

const longestFirst = (a: Rule, b: Rule): number => {
  if (a.until === null || b.until === null) return Number(b.until === null) - Number(a.until === null);
  return a.until < b.until ? 1 : Number(a.until === b.until) - 1;
};

/** The longest rule wins. Without any rule nothing is known, and nothing may go. */
export function retentionOf(rules: readonly Rule[]): Retention {
  const sorted = [...rules].sort(longestFirst);
  return { until: sorted[0]?.until ?? null, rules: sorted };
}

export const isHeld = ({ rules }: Retention): boolean => rules.some(({ id }) => HOLDS.includes(id));

/** No rule keeps it any more: a person may now decide. Nothing is erased because of this alone. */
export const isDue = ({ until }: Retention, today: Day): boolean => until !== null && until <= today;
