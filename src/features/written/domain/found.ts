import type { JsonObject } from '../../../kernel/json';
import { londonInstant } from '../../../kernel/london-time';
import { formatDateTime, formatDuration } from '../../../platform/http';
import { DIARY_WORDS, linesOf, readWhen, type Answers } from '../../diary';
import type { Holder } from '../../invitations';
import type { NoteKind } from '../../notes';
import { begunFrom, shownTime, typedBy, type Line, type Typed } from '../../transcripts';
import { line, type WrittenContent, type WrittenKind } from './content';

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

function instantOf(answers: Answers, sentAt: Date): Date | undefined {
  const { kind, date, time } = readWhen(answers.when, sentAt);
  if (kind !== 'exact' || date?.length !== 10 || time === undefined) return undefined;
  return londonInstant(`${date}T${time}`);
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
      ...(row.proposedBy.length === 0 ? [] : [line('How it began', begunFrom(row.proposedBy))]),
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
