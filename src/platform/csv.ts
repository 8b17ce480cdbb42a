import { stringify } from 'csv-stringify/sync';

/**
 * RFC 4180 with a byte order mark, which spreadsheets need to see UTF-8. A cell that a spreadsheet would take for a
 * formula is escaped: what somebody wrote must not run on the reader's machine.
 */
export const csv = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { bom: true, record_delimiter: '\r\n', escape_formulas: true },
  );
