import { vocabulary, type VocabularyRow } from './vocabulary';
import { WORDS_OF } from './index';

const TABLE_BEGINS = '<!-- events: written by npm run docs:events from src/custody/events -->';
const TABLE_ENDS = '<!-- end of events -->';

const HEAD = ['event', 'in words', 'in a bundle', 'category', 'of', 'said by', 'detail', 'committed to'];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const codes = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');

const LINKS = { victim: 'a victim’s link', other: 'another person’s link' } as const;

function speakersOf({ speakers, officer_rights: rights, holder }: VocabularyRow): string {
  return speakers
    .map((speaker) => {
      if (speaker === 'officer') return `officer (${rights.join(' or ')})`;
      return holder !== null && speaker === 'victim' ? `victim (${LINKS[holder]})` : speaker;
    })
    .join(', ');
}

const rowOf = (row: VocabularyRow): string =>
  line([
    `\`${row.type}\``,
    WORDS_OF[row.type].officers,
    WORDS_OF[row.type].court,
    row.category,
    row.subjects.join(', '),
    speakersOf(row),
    codes(row.detail_keys),
    codes(row.secret_keys),
  ]);

/** Every event as a table in Markdown. */
const eventTable = (): string =>
  [line(HEAD), line(HEAD.map(() => '---')), ...vocabulary().map(rowOf)].join('\n');

/** The same document with the table of now. @throws RangeError where the document has no place for it */
export function withEventTable(document: string): string {
  const [before, rest] = document.split(TABLE_BEGINS);
  const after = rest?.split(TABLE_ENDS)[1];
  if (before === undefined || after === undefined) throw new RangeError('no place for the table of events');
  const table = `<!-- prettier-ignore-start -->\n\n${eventTable()}\n\n<!-- prettier-ignore-end -->`;
  return `${before}${TABLE_BEGINS}\n${table}\n${TABLE_ENDS}${after}`;
}
