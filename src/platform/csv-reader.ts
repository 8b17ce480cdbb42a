/**
 * Lines of cells (RFC 4180), of a file that a spreadsheet wrote: with or without a byte order mark, with commas or, as
 * spreadsheets of some languages write it, semicolons. An apostrophe before what looks like a formula is taken off again.
 */
export function readCsv(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, '');
  const separator = (/^[^\r\n]*/.exec(body)?.[0] ?? '').includes(';') && !/^[^\r\n]*,/.test(body) ? ';' : ',';
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    cells.push(cell.replace(/^'(?=[=+\-@\t\r])/, ''));
    cell = '';
  };
  const endLine = (): void => {
    endCell();
    lines.push(cells);
    cells = [];
  };
  for (let place = 0; place < body.length; place += 1) {
    const sign = body[place] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (body[place + 1] === '"') {
        cell += '"';
        place += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) endCell();
    else if (sign === '\n') endLine();
    else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || cells.length > 0) endLine();
  return lines;
}
