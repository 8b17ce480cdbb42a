import { formatDateTime } from '../../../platform/http';
import {
  PARENT_TOLD_WORDS,
  RELATION_WORDS,
  TOLD_WORDS,
  WARD_WORDS,
  type AgreesFor,
  type PersonRequest,
} from '../../invitations';
import { line, type WrittenLine } from './content';
import type { Found } from './found';

interface FoundTelling {
  readonly givenOn: string | null;
  readonly words: string;
}

/** A record of what another person than the victim was asked. */
export interface FoundRequest extends Pick<PersonRequest, 'asked' | 'reason' | 'test' | 'agreesFor'> {
  readonly id: string;
  readonly madeAt: Date;
  /** Why the record before it did not hold; of the first one empty. */
  readonly correction: string;
  /** Where the victim was to be told later: what was recorded of it, in order. */
  readonly tellings: readonly FoundTelling[];
  /** The same of a parent of the child for whom another adult agrees. */
  readonly parentTellings: readonly FoundTelling[];
}

const tellingLine = ({ givenOn, words }: FoundTelling) =>
  line(
    'Recorded of the notice',
    `${givenOn === null ? 'Not given after all' : `Given on ${givenOn}`}: ${words}`,
  );

const parentLine = ({ givenOn, words }: FoundTelling) =>
  line(
    'Recorded of the parent',
    `${givenOn === null ? 'Not told after all' : `Told on ${givenOn}`}: ${words}`,
  );

/** Nothing of who decides for themselves. */
function agreementLines(given: AgreesFor | null): WrittenLine[] {
  if (given === null) return [];
  const { whom, relation, nobodyCloser, ownViews, ownViewsWords, parent, parentWords } = given;
  return [
    line('Agrees for', `${WARD_WORDS[whom]} (Police, Crime, Sentencing and Courts Act 2022, section 38)`),
    line('As', RELATION_WORDS[relation]),
    ...(nobodyCloser === null ? [] : [line('Why nobody closer was available', nobodyCloser)]),
    ...(ownViews === null
      ? []
      : [
          line(
            'The child’s own views',
            `${ownViews === 'sought' ? 'Asked' : 'Not asked'}: ${ownViewsWords ?? ''}`,
          ),
        ]),
    ...(parent === null
      ? []
      : [line('A parent or guardian', `${PARENT_TOLD_WORDS[parent]}: ${parentWords ?? ''}`)]),
  ];
}

/** Who was asked, for which organisation and who they are to the case is not part of it: it may name a house. The log commits to it. */
export const requestFound = ({
  id,
  madeAt,
  asked,
  reason,
  test,
  correction,
  tellings,
  agreesFor,
  parentTellings,
}: FoundRequest): Found => ({
  ...{ kind: 'request', source: id, sentAt: madeAt },
  title: `Request to another person of ${formatDateTime(madeAt)}`,
  content: {
    lines: [
      line('Recorded', formatDateTime(madeAt)),
      line('What was asked for', asked),
      line('Why', reason),
      ...(test === null
        ? [line('Under which law', 'Their own footage, given freely')]
        : [
            line(
              'Under which law',
              'Information about the victim: Chapter 3A of the Police, Crime, Sentencing and Courts Act 2022',
            ),
            line('Line of enquiry', test.enquiry),
            line('Necessary and proportionate', test.necessity),
            line('Less intrusive means', test.alternatives),
            line(
              'The victim’s views',
              `${test.views === 'sought' ? 'Asked' : 'Not asked'}: ${test.viewsWords}`,
            ),
            line('Notice to the victim', `${TOLD_WORDS[test.told]}: ${test.toldWords}`),
          ]),
      ...tellings.map(tellingLine),
      ...agreementLines(agreesFor),
      ...parentTellings.map(parentLine),
      ...(correction === '' ? [] : [line('Corrected because', correction)]),
    ],
  },
});
