import { z } from 'zod';
import { incidentName } from '../../../../features/diary';
import type { SearchFound } from '../../../../features/search';
import { id, moment } from '../../shell/inputs/common';
import { viewOf, type Shown } from '../../shell/inputs/view';

/** Characters that are looked for. */
const LONGEST = 200;

export const searchQuery = z.strictObject({
  q: z
    .string()
    .max(LONGEST)
    .default('')
    .describe('words or their beginnings, a reference, or at least 8 digits of a SHA-256'),
});

const KINDS = ['investigation', 'sending', 'item', 'incident', 'note', 'transcript'] as const;
type Kind = (typeof KINDS)[number];

const foundLine = z.strictObject({
  kind: z.enum(KINDS),
  id,
  title: z.string(),
  detail: z.string().describe('what it is or says, in a line or two'),
  why: z
    .enum(['reference', 'exhibit', 'name', 'hash', 'copy', 'words'])
    .describe('where it was found; `copy`: the hash is that of a working copy'),
  at: moment.describe('of the event, as far as it is known; of what was written: when it was sent or noted'),
  investigationId: id,
  urn: z.string(),
  page: z.string().describe('path of the page on which it stands'),
});

export const searchAnswer = z.strictObject({
  items: z.array(foundLine),
  more: z.boolean().describe('whether there may be more than is given; more words find less'),
});

const answerView = viewOf(searchAnswer);
type Line = Shown<z.infer<typeof foundLine>>;

/** Its `parts` are written each in its own direction: a file's name may run the other way than what stands beside it. */
type FoundLine = Omit<Line, 'detail'> & { readonly parts: readonly string[] };

const said = (...parts: readonly (string | null)[]): string[] =>
  parts.filter((part): part is string => part !== null && part !== '');

const incidentPage = (investigation: string, incident: string, before: string | null): string =>
  `/investigations/${investigation}/incidents${before === null ? '' : `?after=${before}`}#incident-${incident}`;

function linesOf({
  investigations,
  sendings,
  items,
  incidents,
  notes,
  transcripts,
}: SearchFound): FoundLine[] {
  return [
    ...investigations.map((row): FoundLine => {
      const { id: investigationId, urn, offence, team, oicName, createdAt, closedAt } = row;
      return {
        ...{ kind: 'investigation', id: investigationId, investigationId, urn, title: urn, why: 'reference' },
        parts: said(offence, team, oicName, closedAt === null ? null : 'closed'),
        at: createdAt,
        page: `/investigations/${investigationId}`,
      };
    }),
    ...sendings.map(({ reference, sentAt, ...row }): FoundLine => ({
      ...row,
      ...{ kind: 'sending', title: reference, parts: ['Sending'], why: 'reference', at: sentAt },
      page: `/submissions/${row.id}`,
    })),
    ...items.map(({ name, exhibit, description, producer, sha256, why, ...row }): FoundLine => ({
      ...row,
      ...{ kind: 'item', title: exhibit ?? name, why: why === 'words' ? 'name' : why },
      parts: said(
        exhibit === null ? null : name,
        description,
        producer,
        why === 'hash' ? `SHA-256 ${sha256 ?? ''}` : null,
      ),
      page: `/clips/${row.id}`,
    })),
    ...incidents.map(({ number, reference, excerpt, sentAt, before, ...row }): FoundLine => ({
      ...row,
      ...{
        kind: 'incident',
        title: incidentName(number, reference),
        parts: said(excerpt),
        why: 'words',
        at: sentAt,
      },
      page: incidentPage(row.investigationId, row.id, before),
    })),
    ...notes.map(({ name, excerpt, struck, clipId, ...row }): FoundLine => ({
      ...row,
      ...{
        kind: 'note',
        title: `${struck ? 'Struck-out note' : 'Note'} on ${name}`,
        parts: said(excerpt),
        why: 'words',
      },
      page: `/clips/${clipId}`,
    })),
    ...transcripts.map(({ name, excerpt, finished, number, clipId, ...row }): FoundLine => ({
      ...row,
      ...{ kind: 'transcript', title: `${finished ? 'Transcript' : 'Draft of a transcript'} of ${name}` },
      ...{ parts: said(excerpt), why: 'words' },
      page: `/clips/${clipId}/transcript${finished ? `#version-${number}` : '#draft'}`,
    })),
  ];
}

export type SearchAnswer = z.infer<typeof searchAnswer>;

/** What the palette and the API show of what was found. */
export const searchView = (found: SearchFound): SearchAnswer =>
  answerView({
    items: linesOf(found).map(({ parts, ...line }) => ({ ...line, detail: parts.join(', ') })),
    more: found.more,
  });

/** What the page shows of it. */
export const searchLines = linesOf;

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  investigation: 'Investigations',
  sending: 'Sendings',
  item: 'Footage and exhibits',
  incident: 'Incidents',
  note: 'Notes of officers',
  transcript: 'Transcripts',
};

/** What its moment is of, unless it is the event's. */
export const MOMENT_WORDS: Readonly<Record<Kind, string>> = {
  investigation: 'opened',
  sending: 'sent',
  item: '',
  incident: 'sent',
  note: 'noted',
  transcript: 'saved',
};
export { KINDS };
export type { FoundLine };
