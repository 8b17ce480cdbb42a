import { stringify } from 'csv-stringify/sync';

/**
 * RFC 4180 with a byte order mark, which spreadsheets need to see UTF-8; what goes on with a table has none. A cell that a spreadsheet would take for a
 * formula is escaped: what somebody wrote must not run on the reader's machine.
 */
export const csv = (rows: readonly (readonly string[])[], bom = true): string =>
  stringify(
    rows.map((row) => [...row]),
    { bom, record_delimiter: '\r\n', escape_formulas: true },
  );
