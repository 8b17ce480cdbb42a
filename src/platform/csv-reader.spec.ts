import fc from 'fast-check';
import { csv } from './csv';
import { readCsv } from './csv-reader';

describe('a list that a spreadsheet wrote', () => {
  it('is read as it was written, whatever stands in its cells', () => {
    const cell = fc.string({ maxLength: 12 }).filter((text) => !/^'|\r/.test(text));
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, (given) => {
        expect(readCsv(csv(given))).toEqual(given);
      }),
    );
  });

  it.each([
    [
      'semicolons',
      '1;D;fine\n2;I;',
      [
        ['1', 'D', 'fine'],
        ['2', 'I', ''],
      ],
    ],
    [
      'an old line end and none at the end',
      '1,D\r\n2,I',
      [
        ['1', 'D'],
        ['2', 'I'],
      ],
    ],
    ['nothing', '', []],
  ])('may have %s', (_what, text, rows) => {
    expect(readCsv(text)).toEqual(rows);
  });
});
