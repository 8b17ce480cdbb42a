import { oneLine } from './one-line';

describe('a name in one line', () => {
  it.each([
    'Ann\nBell',
    'Ann\r\n Bell',
    ' Ann\tBell ',
    'Ann\u2028Bell',
    'Ann\u2029Bell',
    'Ann\u0000Bell',
    'Ann\u00A0Bell',
  ])('is the same name, however its parts stood: %j', (typed) => expect(oneLine(typed)).toBe('Ann Bell'));

  it('is the same name, however its letters were put together', () => {
    expect(oneLine('Zoe\u0308')).toBe('Zo\u00EB');
  });
});
