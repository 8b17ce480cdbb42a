import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import type { Answers } from '../diary';
import { InvestigationsService, wantedBy, type Investigation } from '../investigations';
import { excerptOf } from './domain/excerpt';
import {
  SearchRepository,
  type Found,
  type FoundItem,
  type FoundNote,
  type FoundSending,
  type FoundTranscript,
  type IncidentRow,
  type Why,
} from './search.repository';

/** Of each way in which something may answer. */
export const MOST = 20;

export interface SearchFound {
  readonly investigations: readonly Investigation[];
  readonly sendings: readonly FoundSending[];
  readonly items: readonly (FoundItem & { readonly why: Why })[];
  readonly incidents: readonly (Omit<IncidentRow, 'answers'> & { readonly excerpt: string })[];
  readonly notes: readonly (Omit<FoundNote, 'text'> & { readonly excerpt: string })[];
  readonly transcripts: readonly (Omit<FoundTranscript, 'text'> & { readonly excerpt: string })[];
  /** There may be more than is given: more words find less. */
  readonly more: boolean;
}

export const NOTHING_FOUND: SearchFound = {
  investigations: [],
  sendings: [],
  items: [],
  incidents: [],
  notes: [],
  transcripts: [],
  more: false,
};

/** The beginning of a SHA-256: fewer digits than these are a number or a word. */
const HASH = /^[0-9a-f]{8,64}$/;

const writtenOf = ({ what, when, who, said, more, order }: Answers): string =>
  [
    what?.words,
    when?.words,
    who?.words,
    said?.words,
    more?.where,
    more?.seen,
    more?.effect,
    more?.before,
    order?.words,
  ]
    .filter((words) => words !== undefined && words !== '')
    .join(' … ');

/** In the order in which they were found, each once. */
function inOrder<Row extends { readonly id: string }>(
  found: readonly Found[],
  rows: readonly Row[],
): (Row & { readonly why: Why })[] {
  const byId = new Map<string, Row>(rows.map((row) => [row.id, row]));
  const given = new Map<string, Row & { readonly why: Why }>();
  for (const { id, why } of found) {
    const row = byId.get(id);
    if (row !== undefined && !given.has(id)) given.set(id, { ...row, why });
  }
  return [...given.values()];
}

/** One search over all that an officer may see. What that is, PostgreSQL decides. */
@Injectable()
export class SearchService {
  constructor(
    private readonly database: Database,
    private readonly search: SearchRepository,
    private readonly investigations: InvestigationsService,
  ) {}

  async find(typed: string): Promise<SearchFound> {
    const wanted = wantedBy(typed);
    if (wanted === undefined) return NOTHING_FOUND;
    // What an exhibit or a sending leads to is given as such.
    const ofCase = { ...wanted, exhibit: null, submission: null };
    const investigations = await this.investigations.mine({ wanted: ofCase, state: 'all' }, MOST + 1);
    const words = (wanted.words ?? '')
      .split(' & ')
      .map((word) => word.replace(/:\*$/, ''))
      .filter((word) => word !== '');
    return this.database.transaction(async (tx) => {
      const asked = {
        words: wanted.words ?? '',
        exhibit: wanted.exhibit ?? '',
        hash: HASH.test(wanted.text) ? wanted.text : '',
      };
      const found = await this.search.found(tx, asked, MOST + 1);
      const of = (kind: Found['kind']): Found[] => found.filter((one) => one.kind === kind);
      const ids = (kind: Found['kind']): string[] => of(kind).map(({ id }) => id);
      const items = inOrder(of('item'), await this.search.items(tx, ids('item')));
      const incidents = inOrder(of('incident'), await this.search.incidents(tx, ids('incident')));
      const notes = inOrder(of('note'), await this.search.notes(tx, ids('note')));
      const transcripts = await this.search.transcripts(tx, asked.words, MOST + 1);
      const sendings = wanted.submission === null ? [] : await this.search.sendings(tx, wanted.submission);
      return {
        investigations: investigations.slice(0, MOST),
        sendings,
        items: items.slice(0, MOST),
        incidents: incidents
          .slice(0, MOST)
          .map(({ answers, ...rest }) => ({ ...rest, excerpt: excerptOf(writtenOf(answers), words) })),
        notes: notes
          .slice(0, MOST)
          .map(({ text, ...rest }) => ({ ...rest, excerpt: excerptOf(text, words) })),
        transcripts: transcripts
          .slice(0, MOST)
          .map(({ text, ...rest }) => ({ ...rest, excerpt: excerptOf(text, words) })),
        more: [investigations, items, incidents, notes, transcripts].some(({ length }) => length > MOST),
      };
    });
  }
}
