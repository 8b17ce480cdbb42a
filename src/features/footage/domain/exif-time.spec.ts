import type { PictureFacts, Taken } from '../../../platform/media';
import { exifTime } from './exif-time';
import { recogniseSource } from './source';
import { timeCandidates } from './times';

const facts = (taken: Taken | null): PictureFacts => ({
  ...{ kind: 'picture', mime: 'image/jpeg', bytes: 1, width: 640, height: 480, orientation: 1, frames: 1 },
  taken,
});
const of = (taken: Taken | null, name = 'IMG_0042.JPG') =>
  exifTime(facts(taken), recogniseSource(name, facts(taken)));

describe('the time that a camera wrote into a photograph', () => {
  it('is one instant where the camera says how its clock stands to UTC', () =>
    expect(of({ wall: '2026-07-14T22:03:05', offset: '+01:00' })).toMatchObject([
      {
        ...{ source: 'exif', ofEvent: true, zone: 'stated', confidence: 'medium', flags: ['device-clock'] },
        readings: [{ as: 'stated', instant: '2026-07-14T21:03:05.000Z' }],
      },
    ]));

  it('is what clocks in the UK showed where it does not', () =>
    expect(of({ wall: '2026-07-14T22:03:05', offset: null })).toMatchObject([
      { zone: 'device-local', readings: [{ as: 'Europe/London', instant: '2026-07-14T21:03:05.000Z' }] },
    ]));

  it('has both readings in the hour that comes twice', () => {
    const [twice] = of({ wall: '2026-10-25T01:30:00', offset: null });
    expect(twice?.readings).toHaveLength(2);
    expect(twice?.flags).toEqual(['hour-twice', 'device-clock']);
  });

  it('is none where it was written when the file was made again', () =>
    expect(of({ wall: '2026-07-14T22:03:05', offset: null }, 'IMG-20260714-WA0007.jpg')).toMatchObject([
      { ofEvent: false, of: 'encoding', confidence: 'none' },
    ]));

  it.each([null, { wall: '2026-02-31T22:03:05', offset: null }])('is none in %j', (taken) =>
    expect(of(taken)).toEqual([]),
  );

  it('stands among all times of a photograph, and is doubted when it is later than the upload', () => {
    const taken = { wall: '2026-07-14T22:03:05', offset: '+01:00' };
    const all = timeCandidates('IMG_0042.JPG', facts(taken), new Date('2026-07-01T10:00:00Z'));
    expect(all.map(({ source }) => source)).toEqual(['exif', 'upload']);
    expect(all[0]).toMatchObject({ confidence: 'low', flags: ['device-clock', 'future'] });
  });
});
