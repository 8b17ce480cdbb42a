import { deletionOf, KNOWN_RETENTION } from './deletion';
import { timeCandidates } from './times';

const times = (name: string, uploadedAt = '2026-08-01T00:00:00Z') =>
  timeCandidates(name, null, new Date(uploadedAt));
const at = (text: string): Date => new Date(text);

describe('the countdown to deletion', () => {
  const ring = times('RingVideo_20260714_220305.MP4');

  it.each([
    ['2026-07-15T00:00:00Z', 29, 'kept'],
    ['2026-08-12T21:00:00Z', 1, 'kept'],
    ['2026-08-13T20:00:00Z', 0, 'kept'],
    ['2026-08-13T21:03:05Z', 0, 'maybe-gone'],
    ['2026-12-01T00:00:00Z', 0, 'maybe-gone'],
    ['2027-01-20T00:00:00Z', 0, 'gone'],
  ])('of Ring at %s: %i days, %s', (now, daysLeft, state) => {
    expect(deletionOf('ring', ring, KNOWN_RETENTION, at(now))).toMatchObject({
      kind: 'counted',
      daysLeft,
      state,
    });
  });

  it('counts from the earliest reading and ends with the latest', () => {
    expect(deletionOf('ring', ring, KNOWN_RETENTION, at('2026-07-15'))).toMatchObject({
      from: '2026-08-13T21:03:05.000Z',
      until: '2027-01-10T22:03:05.000Z',
      days: 30,
      longestDays: 180,
    });
  });

  it('of Blink in the UK ends after 30 days, for good', () => {
    const blink = times('blink_backup_2026-07-14T21-03-05.mp4');
    expect(deletionOf('blink', blink, KNOWN_RETENTION, at('2026-08-14'))).toMatchObject({ state: 'gone' });
  });

  it('is unknown rather than guessed', () => {
    const now = at('2026-07-20');
    expect(deletionOf(null, ring, KNOWN_RETENTION, now)).toEqual({ kind: 'unknown', because: 'make' });
    expect(deletionOf('tapo', ring, KNOWN_RETENTION, now)).toEqual({ kind: 'unknown', because: 'retention' });
    // Only the time of upload is known, and that is not the time of the event.
    expect(deletionOf('ring', times('Ring clip.mp4'), KNOWN_RETENTION, now)).toEqual({
      kind: 'unknown',
      because: 'time',
    });
  });

  it('uses what the operator knows of other makes', () => {
    const known = { ...KNOWN_RETENTION, tapo: { days: 7, longestDays: 30 } };
    const tapo = times('20260714_220305_tp00001.mp4');
    expect(deletionOf('tapo', tapo, known, at('2026-07-15T21:03:05Z'))).toMatchObject({ daysLeft: 6 });
  });
});
