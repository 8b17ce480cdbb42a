import type { ClipId } from '../../../../kernel/ids';
import {
  RULE_WORDS,
  type DisposalState,
  type Kept,
  type KeptPerson,
  type OutcomeKind,
  type RecordedOutcome,
  type ReviewGroup,
  type Rule,
  type Sentence,
} from '../../../../features/retention';

export const OUTCOME_WORDS: Readonly<Record<OutcomeKind, string>> = {
  open: 'Open: the investigation or its proceedings go on',
  'no-further-action': 'No further action: nobody is prosecuted',
  ended: 'Ended without a conviction: acquitted, or not proceeded with',
  convicted: 'Convicted',
};

export const SENTENCE_WORDS: Readonly<Record<Sentence, string>> = {
  custody: 'Custody',
  hospital: 'Hospital order',
  other: 'Another sentence',
};

/** As the Authorised Professional Practice has them. */
export const GROUP_WORDS: Readonly<Record<ReviewGroup, string>> = {
  '1': 'Group 1: certain public protection matters',
  '2': 'Group 2: other sexual, violent or serious offences',
  '3': 'Group 3: all other offences',
};

export const STATE_WORDS: Readonly<Record<DisposalState, readonly [string, string]>> = {
  proposed: ['Disposal proposed', 'govuk-tag--yellow'],
  approved: ['Disposal agreed', 'govuk-tag--orange'],
  refused: ['Disposal refused', 'govuk-tag--grey'],
  stopped: ['Disposal stopped', 'govuk-tag--grey'],
  erasing: ['Being erased', 'govuk-tag--red'],
  erased: ['Erased', 'govuk-tag--grey'],
};

/** A day as the pages' date filter takes it: noon, so that no zone moves it. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

export const ruleView = ({ id, until }: Rule) => ({
  ...RULE_WORDS[id],
  until: until === null ? null : noon(until),
});

export const outcomeView = (row: RecordedOutcome) => ({
  ...row,
  text: OUTCOME_WORDS[row.outcome],
  sentenceText: row.sentence === null ? null : SENTENCE_WORDS[row.sentence],
  groupText: GROUP_WORDS[row.group],
  decidedOn: row.decidedOn === null ? null : noon(row.decidedOn),
  releasedOn: row.releasedOn === null ? null : noon(row.releasedOn),
});

/** An item with its longest rule in front. */
export const keptView = ({ item, retention, due }: Kept) => ({
  ...item,
  label: item.exhibit ?? item.name,
  due,
  until: retention.until === null ? null : noon(retention.until),
  rules: retention.rules.map(ruleView),
  tag: item.disposal === null ? null : STATE_WORDS[item.disposal.state],
});

/** Another person who was asked, with the longest rule in front. */
export const personView = ({ retention, ...row }: KeptPerson) => ({
  ...row,
  until: retention.until === null ? null : noon(retention.until),
  rules: retention.rules.map(ruleView),
});

/** As a list goes on by ids. */
export interface KeptRow extends Kept {
  readonly id: ClipId;
}

export const KEPT_HEAD = [
  'Exhibit',
  'File',
  'Kept until',
  'Rules, the longest first',
  'To review',
  'Disposal',
  'Erased (UTC)',
  'Id',
];

/** A row of the table that is taken away: a day is empty where a rule has no end. */
export const keptCells = ({ item, retention, due }: KeptRow): string[] => [
  ...[item.exhibit ?? '', item.name, retention.until ?? ''],
  retention.rules
    .map(({ id, until }) => RULE_WORDS[id].text + (until === null ? '' : `: ${until}`))
    .join('; '),
  ...[due ? 'yes' : 'no', item.disposal === null ? '' : STATE_WORDS[item.disposal.state][0]],
  ...[item.erasedAt?.toISOString() ?? '', item.clipId],
];

const options = <Value extends string>(words: Readonly<Record<Value, string>>) =>
  Object.entries<string>(words).map(([value, text]) => ({ value, text }));

export const OUTCOME_CHOICES = {
  outcomeKinds: options(OUTCOME_WORDS),
  sentences: [{ value: '', text: 'Not a conviction' }, ...options(SENTENCE_WORDS)],
  groups: options(GROUP_WORDS),
};
