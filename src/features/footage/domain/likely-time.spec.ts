import fc from 'fast-check';
import type { MediaFacts } from '../../../platform/media';
import type { TimeCandidate } from './candidate';
import { compareClock } from './clock-check';
import { likelyTime } from './likely-time';
import { overlayTime } from './overlay';
import { pictureTime } from './picture-time';
import { timeCandidates } from './times';

const UPLOAD = new Date('2026-06-20T12:00:00Z');
const facts = (creationTimeRaw: string | null, timeTags: Record<string, string> = {}): MediaFacts => ({
  ...{
    kind: 'media',
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    bytes: 1_000,
    streams: [],
    video: null,
    audio: null,
  },
  ...{ duration: 30, creationTimeRaw, timeTags, decodable: true },
});
const of = (name: string, created: string | null, answers = {}): TimeCandidate[] =>
  timeCandidates(name, created === null ? null : facts(created), UPLOAD, answers);
const likely = (times: readonly TimeCandidate[]) => {
  const found = likelyTime(times, 30);
  return (
    found && [found.candidate.source, found.reading.as, found.reading.instant.slice(0, 19), found.sources]
  );
};

describe('the time to begin with', () => {
  it('is the one reading on which name and container agree, on its day and at its hour', () => {
    const times = of('RingVideo_20260614_234107.mp4', '2026-06-14T22:41:07.000000Z');
    expect(likely(times)).toEqual([
      'file-name',
      'Europe/London',
      '2026-06-14T22:41:07',
      ['file-name', 'container'],
    ]);
    expect(likelyTime(times, 30)?.reading.london).toBe('2026-06-14T23:41:07.000+01:00');
  });

  it('is UTC where the name was written in UTC and the container in UK time', () =>
    expect(likely(of('RingVideo_20260614_224107.mp4', '2026-06-14T23:41:20Z'))).toEqual([
      ...['file-name', 'UTC', '2026-06-14T22:41:07'],
      ['file-name', 'container'],
    ]));

  it('holds where the container was written when the clip ended', () =>
    expect(likely(of('RingVideo_20260614_234107.mp4', '2026-06-14T22:41:37Z'))?.[3]).toEqual([
      'file-name',
      'container',
    ]));

  it('is UK time where the name alone tells and no zone', () =>
    expect(likely(of('RingVideo_20260614_234107.mp4', null))).toEqual([
      ...['file-name', 'Europe/London', '2026-06-14T22:41:07'],
      ['file-name'],
    ]));

  it('counts a file that repeats itself once', () => {
    const apple = { 'format: com.apple.quicktime.creationdate': '2026-06-13T10:00:00+0100' };
    const times = timeCandidates('20260614_234107_tp00001.mp4', facts('2026-06-13T09:00:00Z', apple), UPLOAD);
    const overlay = overlayTime({ wall: '2026-06-14T23:41:09', zone: 'Europe/London', frame: 1, seconds: 0 });
    expect(likely([...times, overlay])?.[3]).toEqual(['overlay', 'file-name']);
  });

  it('takes what somebody read in the picture, her or an officer, for one witness', () => {
    const overlay = overlayTime({ wall: '2026-06-01T08:00:00', zone: 'Europe/London', frame: 1, seconds: 0 });
    const read = pictureTime('2026-06-01T08:00:00');
    const times = of('RingVideo_20260614_234107.mp4', '2026-06-14T22:41:07Z');
    expect(likely([...times, overlay, read])?.[0]).toBe('file-name');
  });

  it('gives a tie to what was compared, then to the name, then to the container', () => {
    const clockCheck = compareClock('12:20', new Date('2026-06-20T11:00:30Z'));
    expect(likely(of('20260614_234107_tp00001.mp4', '2026-06-10T08:00:00Z', { clockCheck }))?.[0]).toBe(
      'clock-check',
    );
    expect(likely(of('20260614_234107_tp00001.mp4', '2026-06-10T08:00:00Z'))?.[0]).toBe('file-name');
  });

  it('lets no two times of the saving outvote the name', () => {
    const fileDate = new Date('2026-06-20T11:58:00Z');
    expect(likely(of('RingVideo_20260614_234107.mp4', '2026-06-20T11:58:00Z', { fileDate }))?.[0]).toBe(
      'file-name',
    );
  });

  it('is nothing where nothing can be read, and never the upload', () => {
    expect(likelyTime(of('clip.mp4', '1904-01-01T00:00:00Z'), 30)).toBeUndefined();
    expect(likelyTime(of('clip.mp4', null), 30)).toBeUndefined();
  });

  it('does not depend on the order of the candidates', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: -90, max: 90 }),
        (seed, minutes) => {
          const created = new Date(Date.UTC(2026, 5, 14, 22, 41, 7) + minutes * 60_000).toISOString();
          const times = of('RingVideo_20260614_234107.mp4', created, { clockRight: 'yes' });
          const shuffled = [...times].sort(
            (one, other) => ((one.source.length * seed) % 7) - ((other.source.length * seed) % 7),
          );
          expect(likely(shuffled)).toEqual(likely(times));
        },
      ),
    ));
});
