import type { Response } from 'express';
import { csv } from '../../../../platform/csv';
import { contentDisposition, onceClosed } from '../../../../platform/http';

type Cells = readonly string[];

const PAGE = 500;

/** All pages of a list, one after the other: `read` gives the first rows after one of them. */
export async function* everyPage<Row extends { readonly id: string }>(
  read: (limit: number, after: Row['id'] | undefined) => Promise<Row[]>,
): AsyncGenerator<Row[], void> {
  let after: Row['id'] | undefined;
  for (;;) {
    const rows = await read(PAGE, after);
    if (rows.length > 0) yield rows;
    after = rows.at(-1)?.id;
    if (rows.length < PAGE) return;
  }
}

/** Resolves when the system has taken what was written, or the connection is gone. */
async function taken(response: Response): Promise<void> {
  let stay: (() => void) | undefined;
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    stay = onceClosed(response, resolve);
  });
  stay?.();
}

/** Sends a list as a table for a spreadsheet, page by page: memory stays flat. What would run there as a formula is escaped. */
export async function sendCsv<Row>(
  response: Response,
  name: string,
  head: Cells,
  pages: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>,
  cells: (row: Row) => Cells,
): Promise<void> {
  const begin = (): void => {
    if (response.headersSent) return;
    response.setHeader('Content-Type', 'text/csv; charset=utf-8');
    response.setHeader('Content-Disposition', contentDisposition('attachment', name));
    response.write(csv([head]));
  };
  for await (const rows of pages) {
    // Only now is anything promised: until its first page is read, a list can be refused.
    begin();
    if (response.destroyed) return;
    if (!response.write(csv(rows.map(cells), false))) await taken(response);
  }
  begin();
  response.end();
}
