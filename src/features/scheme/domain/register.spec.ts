import fc from 'fast-check';
import { CHANGES, namesDevice, PERSON, personNumber, STATES, stateAfter } from './register';

describe('the number of a person', () => {
  it.each(['P-0042', 'DUR-1', '17', 'ab12'])('may be %s', (typed) =>
    expect(personNumber(typed)).toMatch(PERSON),
  );

  it.each(['Ann Bell', 'ann.bell@mail.example', '12 High Street', '13/24601/26', 'P-', 'SMITH'])(
    'cannot be %s',
    (typed) => expect(personNumber(typed)).not.toMatch(PERSON),
  );

  it('is one number however it is typed', () => expect(personNumber(' p - 0042 ')).toBe('P-0042'));
});

describe('a model', () => {
  it.each(['Video Doorbell (2nd Gen)', 'E340', 'Battery Doorbell Plus 2024'])('is named by %s', (text) =>
    expect(namesDevice(text)).toBe(false),
  );

  it.each(['B0A1123456789', 'a4:cf:12:9b', 'her@mail.example', 'https://ring.example/x'])(
    'is not named by %s, which leads to one device',
    (text) => expect(namesDevice(text)).toBe(true),
  );
});

describe('what may come of a doorbell', () => {
  it.each([
    ['out', 'lost', 'lost'],
    ['out', 'returned', 'returned'],
    ['out', 'replaced', 'replaced'],
    ['lost', 'found', 'out'],
    ['lost', 'corrected', 'lost'],
    ['lost', 'replaced', undefined],
    ['replaced', 'found', undefined],
    ['out', 'found', undefined],
    ['returned', 'withdrawn', 'withdrawn'],
  ] as const)('%s, then %s: %s', (state, change, after) => expect(stateAfter(state, change)).toBe(after));

  it('ends with being withdrawn', () => {
    const changes = CHANGES.filter((change) => change !== 'given');
    fc.assert(
      fc.property(fc.constantFrom(...changes), (change) => {
        expect(stateAfter('withdrawn', change)).toBeUndefined();
        for (const state of STATES) expect([...STATES, undefined]).toContain(stateAfter(state, change));
      }),
    );
  });
});
