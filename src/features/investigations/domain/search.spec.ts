import * as fc from 'fast-check';
import { wantedBy } from './search';

describe('what an officer types into the search', () => {
  it.each(['', '   ', '\t'])('is nothing when it is %j', (typed) => expect(wantedBy(typed)).toBeUndefined());

  it.each([
    ['ab/12', 'AB/12'],
    ['AB-12', 'AB/12'],
    ['AB/12/3', 'AB/12'],
    ['ABCDE/1', null],
    ['AB/0', null],
    ['13/abc/26', null],
    ['AB 12', null],
  ])('%j asks for the exhibit %j', (typed, exhibit) => expect(wantedBy(typed)?.exhibit).toBe(exhibit));

  it('may be the reference of a submission', () => {
    expect(wantedBy('7gkm-2pxq')?.submission).toBe('7GKM-2PXQ');
    expect(wantedBy('fear of violence')?.submission).toBeNull();
  });

  it('finds words by their beginning, in any order', () => {
    expect(wantedBy(' Stalking,  fear ')?.words).toBe('Stalking:* & fear:*');
    expect(wantedBy('--')?.words).toBeNull();
  });

  it('never becomes an operator of the query language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const words = wantedBy(typed)?.words ?? null;
        expect(words === null || /^[\p{L}\p{N}]+:\*( & [\p{L}\p{N}]+:\*)*$/u.test(words)).toBe(true);
      }),
    );
  });
});
