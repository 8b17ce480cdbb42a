import fc from 'fast-check';
import { sha256Hex } from '../../../kernel/ids';
import { BadBagInfo, bagInfoFile, encodePath, manifestFile, payloadOxum } from './bag';

const sha256 = sha256Hex('ab'.repeat(32));
const file = (path: string, size = 1) => ({ path, size, sha256 });

describe('bag-info.txt', () => {
  it('keeps order and repetitions, and ends with the Payload-Oxum', () => {
    expect(
      bagInfoFile(
        [
          ['Source-Organization', 'Avon Constabulary'],
          ['External-Identifier', 'A'],
          ['External-Identifier', 'B'],
        ],
        [file('data/a', 3), file('data/b', 4)],
      ),
    ).toBe(
      'Source-Organization: Avon Constabulary\nExternal-Identifier: A\nExternal-Identifier: B\nPayload-Oxum: 7.2\n',
    );
  });

  it('folds long values at spaces into lines of at most 79 characters', () => {
    const label = fc.constantFrom('Contact-Name', 'A label with blanks', 'x'.repeat(90));
    const value = fc
      .array(fc.string({ unit: fc.constantFrom('a', 'é', ':', '🙂'), minLength: 1, maxLength: 40 }), {
        minLength: 1,
      })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(label, value, (name, text) => {
        const [, ...rest] =
          bagInfoFile([[name, text]], [])
            .split('\nPayload-Oxum')[0]
            ?.split('\n') ?? [];
        const [first = ''] = bagInfoFile([[name, text]], []).split('\n');
        expect(first.startsWith(`${name}: `)).toBe(true);
        expect([first.slice(name.length + 2), ...rest.map((line) => line.slice(1))].join(' ')).toBe(text);
        for (const line of rest) {
          expect(line).toMatch(/^ \S/);
          expect(line.length).toBeLessThanOrEqual(79);
        }
      }),
    );
  });

  it.each([
    ['a:b', 'x'],
    [' a', 'x'],
    ['a ', 'x'],
    ['', 'x'],
    ['a', ''],
    ['a', 'x\ny'],
    ['a\r', 'x'],
    ['payload-oxum', '1.1'],
  ])('refuses %j: %j', (label, value) => {
    expect(() => bagInfoFile([[label, value]], [])).toThrow(BadBagInfo);
  });
});

describe('a manifest', () => {
  it('is sorted by bytes, whatever the order of the files', () => {
    const files = ['data/é', 'data/b', 'data/B', 'data/a/b', 'data/a'].map((path) => file(path));
    const lines = ['data/B', 'data/a', 'data/a/b', 'data/b', 'data/é'].map((path) => `${sha256}  ${path}\n`);
    expect(manifestFile(files)).toBe(lines.join(''));
    expect(manifestFile([...files].reverse())).toBe(lines.join(''));
  });

  it('encodes CR, LF and %, and nothing else', () => {
    expect(encodePath('data/50%\r\n é\t"~.mp4')).toBe('data/50%25%0D%0A é\t"~.mp4');
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('%', '\r', '\n', '2', '5', 'A', '0', 'D') }), (path) => {
        const encoded = encodePath(path);
        expect(encoded).not.toMatch(/[\r\n]/);
        expect(decodeURIComponent(encoded)).toBe(path);
      }),
    );
  });
});

it('counts a payload beyond 2^53 bytes exactly', () => {
  expect(payloadOxum([{ size: 2 ** 53 - 1 }, { size: 2 ** 53 - 1 }, { size: 3 }])).toBe(
    '18014398509481985.3',
  );
});
