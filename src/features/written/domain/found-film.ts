import { formatDateTime } from '../../../platform/http';
import type { Compilation } from '../../redaction';
import { line } from './content';
import type { Found } from './found';

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
