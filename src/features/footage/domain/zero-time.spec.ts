import type { FileFacts, MediaFacts, PictureFacts } from '../../../platform/media';
import { bestTime } from './best-time';
import type { TimeCandidate } from './candidate';
import { deletionOf, KNOWN_RETENTION } from './deletion';
import { likelyTime } from './likely-time';
import { timeCandidates } from './times';

const UPLOAD = new Date('2026-11-20T12:00:00Z');
const NOT_SET = 'RingVideo_19700101_000000.mp4';
const FILM = {
  kind: 'media',
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  streams: [],
  video: null,
  audio: null,
  duration: 20,
  creationTimeRaw: '2026-07-14T21:03:05Z',
  timeTags: {},
} as unknown as MediaFacts;
const PHOTO = {
  kind: 'picture',
  taken: { wall: '1970-01-01T00:00:00', offset: null },
} as unknown as PictureFacts;

const of = (name: string, facts: FileFacts | null = null, answers = {}): TimeCandidate[] =>
  timeCandidates(name, facts, UPLOAD, answers);
const from = (times: readonly TimeCandidate[], source: TimeCandidate['source']): TimeCandidate | undefined =>
  times.find((each) => each.source === source);
const NO_TIME = { ofEvent: false, of: 'nothing', confidence: 'none', flags: ['zero'], readings: [] };

describe('a clock that was never set', () => {
  it.each([NOT_SET, '19800101_001203_tp00001.mp4'])('%s: what it wrote is kept, and is no time', (name) => {
    const named = from(of(name), 'file-name');
    expect(named).toMatchObject(NO_TIME);
    expect(named?.wall).toMatch(/^19[78]0-01-01T/);
    expect(likelyTime(of(name), 20)).toBeUndefined();
  });

  it('takes nothing from a time that the file tells', () => {
    const times = of(NOT_SET, FILM);
    expect(from(times, 'container')?.flags).toEqual([]);
    expect(bestTime(times)?.candidate.source).toBe('container');
  });

  it('dates no deletion, nor does the lost date of a file', () => {
    const times = of(NOT_SET, null, { fileDate: new Date(0) });
    expect(from(times, 'file-date')).toMatchObject(NO_TIME);
    expect(deletionOf('ring', times, KNOWN_RETENTION, UPLOAD)).toEqual({ kind: 'unknown', because: 'time' });
  });

  it('is none in a photograph either', () =>
    expect(from(of('photo.jpg', PHOTO), 'exif')).toMatchObject(NO_TIME));
});
