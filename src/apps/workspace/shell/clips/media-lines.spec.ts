import type { JsonObject } from '../../../../kernel/json';
import { archiveLines, mediaLines } from './media-lines';

const VIDEO = {
  width: 1920,
  height: 1080,
  codec: 'hevc',
  profile: 'Main',
  tag: 'hev1',
  frameCount: 45,
  averageRate: { num: 1498, den: 100 },
  nominalRate: { num: 30, den: 1 },
  rotation: 90,
  sar: { num: 4, den: 3 },
  hdr: 'pq',
};
const AUDIO = { codec: 'aac', profile: 'LC', sampleRate: 16_000, channels: 1 };
const of = (media: JsonObject): Record<string, string> =>
  Object.fromEntries(mediaLines(media).map(({ name, value }) => [name, value]));

describe('what the original says of itself', () => {
  it('begins with what is missing of it', () => {
    const words = 'The file ends before its recording does: the rest is not in it. Ask for the original.';
    expect(mediaLines({ container: 'matroska,webm', cutShort: true })[0]).toEqual({
      name: 'Cut short',
      value: words,
    });
    expect(of({ kind: 'picture', cutShort: true })['Cut short']).toContain('before its picture does');
    expect(of({ container: 'matroska,webm' })).not.toHaveProperty('Cut short');
  });

  it('is told line by line', () =>
    expect(of({ container: 'mov,mp4', duration: 3.004, video: VIDEO, audio: AUDIO })).toEqual({
      Length: '3.00 seconds',
      Picture: '1920 × 1080, hevc, Main, tag hev1',
      Frames: '45',
      'Frame rate': '14.98 a second on average, 30 nominal: frames are not evenly spaced',
      'Turned for display': '90° clockwise',
      'Shape of a pixel': '1.33 : 1',
      'Wide brightness range': 'PQ',
      Sound: 'aac, LC, 16000 Hz, one channel',
      Container: 'mov,mp4',
    }));

  it('says nothing of what is ordinary or unknown', () => {
    const rate = { num: 15, den: 1 };
    const video = {
      width: 320,
      height: 180,
      codec: 'h264',
      averageRate: rate,
      nominalRate: rate,
      rotation: 0,
    };
    expect(of({ video: { ...video, sar: { num: 1, den: 1 } }, audio: null })).toEqual({
      Picture: '320 × 180, h264',
      'Frame rate': '15 a second on average',
      Sound: 'none',
    });
  });

  it('is of a photograph its size, its kind and when the camera says that it was taken', () => {
    const photo = { kind: 'picture', width: 4032, height: 3024, mime: 'image/jpeg', frames: 1 };
    const taken = { wall: '2026-07-14T22:03:05', offset: '+01:00' };
    expect(of({ ...photo, orientation: 6, taken })).toEqual({
      Picture: '4032 × 3024, image/jpeg',
      Orientation: '6 of Exif’s eight',
      Taken: '2026-07-14 22:03:05 +01:00, as the camera wrote it',
    });
    expect(of({ ...photo, orientation: 1, taken: null })).toEqual({ Picture: '4032 × 3024, image/jpeg' });
  });

  it('is of an archive that it is one, which its kind alone tells few people', () => {
    expect(archiveLines('clips.zip', 'application/zip')).toMatchObject([{ name: 'Archive' }]);
    expect(archiveLines('clip.mp4', 'video/mp4')).toEqual([]);
    expect(archiveLines('clips.zip', null)).toEqual([]);
  });

  it('is nothing before it was looked into', () => expect(mediaLines(null)).toEqual([]));
});
