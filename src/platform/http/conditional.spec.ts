import { evaluatePreconditions, rangeStillApplies } from './conditional';

const modified = new Date('2026-11-24T14:26:51.400Z');
const at = 'Tue, 24 Nov 2026 14:26:51 GMT';
const before = 'Tue, 24 Nov 2026 14:26:50 GMT';

describe('conditional fields on the representation "abc"', () => {
  it.each([
    [{}, 'proceed'],
    [{ 'if-none-match': '"abc"' }, 'not-modified'],
    [{ 'if-none-match': 'W/"abc"' }, 'not-modified'],
    [{ 'if-none-match': '"x", W/"y" , "abc"' }, 'not-modified'],
    [{ 'if-none-match': '*' }, 'not-modified'],
    [{ 'if-none-match': '"ab"' }, 'proceed'],
    [{ 'if-none-match': 'abc' }, 'proceed'],
    [{ 'if-match': '"abc"' }, 'proceed'],
    [{ 'if-match': '*' }, 'proceed'],
    [{ 'if-match': 'W/"abc"' }, 'failed'],
    [{ 'if-match': '"x"' }, 'failed'],
    [{ 'if-match': '"x"', 'if-none-match': '"abc"' }, 'failed'],
    [{ 'if-match': '"abc"', 'if-none-match': '"abc"' }, 'not-modified'],
    [{ 'if-modified-since': at }, 'not-modified'],
    [{ 'if-modified-since': before }, 'proceed'],
    [{ 'if-modified-since': 'yesterday-ish' }, 'proceed'],
    [{ 'if-unmodified-since': at }, 'proceed'],
    [{ 'if-unmodified-since': before }, 'failed'],
    [{ 'if-match': '"abc"', 'if-unmodified-since': before }, 'proceed'],
    [{ 'if-none-match': '"other"', 'if-modified-since': at }, 'proceed'],
  ])('%j: %s', (headers, expected) => {
    expect(evaluatePreconditions(headers, 'abc', modified)).toBe(expected);
  });

  it('lets a range go on only for the very same bytes', () => {
    expect(rangeStillApplies(undefined, 'abc')).toBe(true);
    expect(rangeStillApplies('"abc"', 'abc')).toBe(true);
    expect(rangeStillApplies('W/"abc"', 'abc')).toBe(false);
    expect(rangeStillApplies('"abd"', 'abc')).toBe(false);
    expect(rangeStillApplies(at, 'abc')).toBe(false);
  });
});
