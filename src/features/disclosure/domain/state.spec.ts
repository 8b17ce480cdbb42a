import { BUNDLE_STATES, isDownloadable, mayBecome } from './state';

describe('a bundle’s life', () => {
  it('moves on and never back', () => {
    const moves = BUNDLE_STATES.flatMap((from) =>
      BUNDLE_STATES.filter((to) => mayBecome(from, to)).map((to) => `${from} ${to}`),
    );
    expect(moves).toEqual([
      'requested sealed',
      'requested refused',
      'sealed superseded',
      'sealed revoked',
      'superseded revoked',
    ]);
  });

  it('gives copies only once sealed and until revoked', () => {
    expect(BUNDLE_STATES.filter(isDownloadable)).toEqual(['sealed', 'superseded']);
  });
});
