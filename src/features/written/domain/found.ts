import { DateTime } from 'luxon';
import type { JsonObject } from '../../../kernel/json';
import { formatDateTime, formatDuration } from '../../../platform/http';
import { DIARY_WORDS, linesOf, readWhen, type Answers } from '../../diary';
import {
  PARENT_TOLD_WORDS,
  RELATION_WORDS,
  TOLD_WORDS,
  WARD_WORDS,
  type AgreesFor,
  type Holder,
  type PersonRequest,
} from '../../invitations';
import type { NoteKind } from '../../notes';
import type { Compilation } from '../../redaction';
import { shownTime, typedBy, type Line, type Typed } from '../../transcripts';
import { line, type WrittenContent, type WrittenKind, type WrittenLine } from './content';

/** Something that is written in an investigation, as it stands now. */
export interface Found {
  readonly kind: WrittenKind;
  readonly source: string;
  readonly title: string;
  readonly sentAt: Date;
  /** Only where a day and a time are known. */
  readonly eventAt?: Date | undefined;
  /** When the victim last added to it. */
  readonly addedAt?: Date | undefined;
  readonly content: WrittenContent;
}

export interface FoundIncident {
  readonly id: string;
  readonly number: number;
  readonly reference: string;
  readonly sentAt: Date;
  readonly answers: Answers;
  /** The number of the entry that this one adds to. */
  readonly follows: number | null;
  readonly addedAt: Date | null;
}

export interface FoundMessage {
  readonly id: string;
  readonly channel: string;
  readonly requestedAt: Date;
  readonly subject: string | null;
  readonly body: string;
}

export interface FoundNote {
  readonly id: string;
  readonly kind: NoteKind;
  readonly make: string | null;
  readonly leftAt: Date;
  /** On whose pages it stands. */
  readonly holder: Holder;
}

export interface FoundRemark {
  readonly at: string;
  readonly author: string;
  readonly seconds: number | null;
  readonly text: string;
  readonly struck: { readonly by: string; readonly why: string } | null;
}

export interface FoundRemarks {
  /** Of the clip. */
  readonly id: string;
  readonly reference: string | null;
  readonly sentAt: Date;
  readonly newestAt: Date;
  readonly remarks: readonly FoundRemark[];
}

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

/** One version of a transcript, a draft as well. */
export interface FoundTranscript extends Typed {
  readonly id: string;
  readonly number: number;
  readonly begunAt: Date;
  readonly lines: readonly Line[];
  /** Of a finished one. */
  readonly captions: string | null;
  readonly sha256: string | null;
  readonly checker: string | null;
  readonly checkedAt: Date | null;
  /** Of its recording. */
  readonly reference: string | null;
  readonly sentAt: Date;
  readonly recording: string;
}

/** A film of several exhibits that was approved. */
export interface FoundFilm {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly author: string;
  readonly askedAt: Date;
  readonly sha256: string;
  readonly recipe: Compilation;
  readonly recipeSha256: string;
}

const ZONE = 'Europe/London';

function instantOf(answers: Answers, sentAt: Date): Date | undefined {
  const { kind, date, time } = readWhen(answers.when, sentAt);
  if (kind !== 'exact' || date?.length !== 10 || time === undefined) return undefined;
  return DateTime.fromISO(`${date}T${time}`, { zone: ZONE }).toJSDate();
}

export const incidentFound = ({ id, sentAt, answers, ...row }: FoundIncident): Found => ({
  ...{ kind: 'incident', source: id, sentAt, addedAt: row.addedAt ?? undefined },
  title: `Diary entry ${row.number} of ${row.reference}`,
  eventAt: instantOf(answers, sentAt),
  content: {
    lines: [
      line('Sent by the victim', formatDateTime(sentAt)),
      ...(row.follows === null ? [] : [line('Adds to an earlier entry', 'yes')]),
      ...linesOf(answers, sentAt, DIARY_WORDS).map(({ question, answer }) => line(question, answer)),
    ],
    answers: answers as unknown as JsonObject,
  },
});

/** Where it was sent is not part of it: an address tells how to reach somebody. */
export const messageFound = ({ id, channel, requestedAt, subject, body }: FoundMessage): Found => ({
  ...{ kind: 'message', source: id, sentAt: requestedAt },
  title: `Message of ${formatDateTime(requestedAt)}`,
  content: {
    lines: [
      line('Asked for', formatDateTime(requestedAt)),
      line('Sent as', channel === 'text' ? 'text message' : 'email'),
      ...(subject === null ? [] : [line('Subject', subject)]),
      line('Text', body),
    ],
  },
});

const NOTE_WORDS: Readonly<Record<NoteKind, (who: string) => string>> = {
  'not-needed': () => 'This recording is not needed.',
  'have-it': () => 'This recording is held already.',
  'cannot-use': () => 'This recording cannot be used.',
  'ask-original': (who) => `The original file would help, if ${who} still has it.`,
};

export function noteFound({ id, kind, make, leftAt, holder }: FoundNote): Found {
  const [to, who] =
    holder === 'victim' ? ['the victim', 'the victim'] : ['the person who sent it,', 'the person'];
  return {
    ...{ kind: 'note', source: id, sentAt: leftAt },
    title: `Note to ${to} of ${formatDateTime(leftAt)}`,
    content: {
      lines: [
        line('Left', formatDateTime(leftAt)),
        line('What it says', NOTE_WORDS[kind](who)),
        ...(make === null ? [] : [line('With steps to save the original of', make)]),
      ],
    },
  };
}

const place = (seconds: number | null): string =>
  seconds === null ? '' : `, at ${formatDuration(seconds)} of the recording`;

function remarkLine({ at, author, seconds, text, struck }: FoundRemark) {
  const out = struck === null ? '' : ` [struck out by ${struck.by}: ${struck.why}]`;
  return line(`${formatDateTime(new Date(at))}, ${author}${place(seconds)}`, `${text}${out}`);
}

export const remarksFound = ({ id, reference, sentAt, newestAt, remarks }: FoundRemarks): Found => ({
  ...{ kind: 'clip-notes', source: id, sentAt: newestAt },
  title: `Notes on ${reference ?? `the item sent on ${formatDateTime(sentAt)}`}`,
  content: { lines: remarks.map(remarkLine) },
});

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

function saidLine({ start, end, speaker, language, words, translation }: Line) {
  const when = [start, end].map((ms) => (ms === null ? 'time not typed' : shownTime(ms))).join(' to ');
  const tongue = language === '' ? '' : ` (${language})`;
  return line(
    `${when}${speaker === '' ? '' : `, ${speaker}`}${tongue}`,
    translation === '' ? words : `${words}\nTranslation: ${translation}`,
  );
}

const checkedBy = (checker: string | null, at: Date | null): string =>
  checker === null || at === null ? 'by nobody' : `by ${checker}, ${formatDateTime(at)}`;

/** No number of the version, as of all that is written: its title has that for officers. */
export const transcriptFound = (row: FoundTranscript): Found => ({
  ...{ kind: 'transcript', source: row.id, sentAt: row.begunAt },
  title: `Transcript of ${row.reference ?? `the item sent on ${formatDateTime(row.sentAt)}`}, version ${row.number}`,
  content: {
    lines: [
      line(
        'What was said in',
        row.reference === null ? 'a recording that is no exhibit' : `exhibit ${row.reference}`,
      ),
      line('SHA-256 of the recording', row.recording),
      line('Who typed it', typedBy(row)),
      line(
        'State',
        row.finishedAt === null ? 'A draft, not finished' : `Finished ${formatDateTime(row.finishedAt)}`,
      ),
      line('Checked against the sound', checkedBy(row.checker, row.checkedAt)),
      line('Times', 'from the start of the recording'),
      ...row.lines.map(saidLine),
    ],
    recording: row.recording,
    ...(row.captions === null ? {} : { captions: row.captions }),
    ...(row.sha256 === null || row.checkedAt === null ? {} : { checked: row.sha256 }),
  },
});

const ORDERS = { events: 'of events', chosen: 'as its maker chose' } as const;

function partLine({ exhibit, master, copy, trim, card }: Compilation['parts'][number], place: number) {
  const shown =
    copy === null
      ? 'as it came'
      : `as an approved copy, made by the recipe with the SHA-256 ${copy.recipeSha256}`;
  return line(
    `Part ${place + 1}`,
    [
      `Exhibit ${exhibit}, frames ${trim.from} to ${trim.to}, ${shown}`,
      `On its card: ${card.join('; ')}`,
      `SHA-256 of its original: ${master}`,
    ].join('\n'),
  );
}

/** Who looked through it is not part of it: another look makes no other film. */
export const filmFound = (row: FoundFilm): Found => ({
  ...{ kind: 'film', source: row.id, sentAt: row.askedAt },
  title: `Compilation ${row.reference}`,
  content: {
    lines: [
      line(
        'What it is',
        'Parts of several exhibits, put together as one film, each after a card. It is not an original: the originals are the exhibits that it names.',
      ),
      line('Reference', row.reference),
      line('Title', row.title),
      line('Who put it together', `${row.author}, ${formatDateTime(row.askedAt)}`),
      line('Order of its parts', ORDERS[row.recipe.order]),
      line('SHA-256 of the film', row.sha256),
      line('SHA-256 of its recipe', row.recipeSha256),
      ...row.recipe.parts.map(partLine),
    ],
    ...{ film: row.sha256, recipe: row.recipeSha256, title: row.title, reference: row.reference },
  },
});
