import fc from 'fast-check';
import type { MediaFacts } from '../../../platform/media';
import { bestTime } from './best-time';
import type { TimeCandidate } from './candidate';
import { compareClock, timeOfDay } from './clock-check';
import { timeCandidates } from './times';
import { londonInstants, londonOffset } from './wall-time';

const UPLOAD = new Date('2026-11-20T12:00:00Z');

/** What the container says, and nothing else. */
function container(raw: string | null, more: Partial<MediaFacts> = {}): MediaFacts {
  return {
    kind: 'media',
    container: 'mov,mp4,m4a,3gp,3g2,mj2',
    bytes: 1_000,
    streams: [],
    video: null,
    audio: null,
    duration: 20,
    creationTimeRaw: raw,
    timeTags: {},
    decodable: true,
    ...more,
  };
}

const of = (name: string, facts: MediaFacts | null = null, answers = {}): TimeCandidate[] =>
  timeCandidates(name, facts, UPLOAD, answers);
const only = (times: readonly TimeCandidate[], source: TimeCandidate['source']): TimeCandidate => {
  const [found] = times.filter((each) => each.source === source);
  if (found === undefined) throw new Error(`no time of ${source}`);
  return found;
};
const instants = ({ readings }: TimeCandidate): string[] =>
  readings.map(({ instant }) => instant.slice(0, 19));

describe('the time in a name', () => {
  it.each<[string, string, string[]]>([
    ['RingVideo_20260714_220305.MP4', 'unknown', ['2026-07-14T22:03:05', '2026-07-14T21:03:05']],
    ['RingVideo_20260114_220305.MP4', 'unknown', ['2026-01-14T22:03:05', '2026-01-14T22:03:05']],
    ['20260714_220305_tp00001.mp4', 'device-local', ['2026-07-14T21:03:05']],
    ['1784062985123.mp4', 'UTC', ['2026-07-14T21:03:05']],
    ['blink_backup_2026-07-14T21-03-05.mp4', 'UTC', ['2026-07-14T21:03:05']],
    ['Rec_20260714_210305_541_M.mp4', 'UTC', ['2026-07-14T21:03:05']],
    ['PXL_20260714_210305123.mp4', 'UTC', ['2026-07-14T21:03:05']],
    ['VID_20260714_220305.mp4', 'device-local', ['2026-07-14T21:03:05']],
    ['front door 2026-07-14 22.03.05.mp4', 'unknown', ['2026-07-14T22:03:05', '2026-07-14T21:03:05']],
  ])('%s is %s', (name, zone, expected) => {
    const time = only(of(name), 'file-name');
    expect(time).toMatchObject({ zone, ofEvent: true, of: 'start' });
    expect(instants(time)).toEqual(expected);
  });

  it('of WhatsApp is the day of sending, not the event', () => {
    const time = only(of('VID-20260714-WA0003.mp4'), 'file-name');
    expect(time).toMatchObject({
      ofEvent: false,
      of: 'sending',
      wall: '2026-07-14',
      readings: [],
      flags: ['day-only'],
    });
    expect(only(of('WhatsApp Video 2026-07-14 at 22.03.05.mp4'), 'file-name')).toMatchObject({
      of: 'sending',
    });
  });

  it.each([
    'RPReplay_Final1784062985.MP4',
    'Screen_Recording_20260714_220305_Ring.mp4',
    'ScreenRecording_07-14-2026 22-03-05_1.MP4',
    'screen-20260714-220305.mp4',
  ])('of a screen recording (%s) is that of the recording of the screen', (name) => {
    const time = only(of(name), 'file-name');
    expect(time).toMatchObject({ ofEvent: false, of: 'screen-recording' });
    expect(instants(time)).toEqual(['2026-07-14T21:03:05']);
  });

  it('of Ring’s 19 digits is a hint', () => {
    const time = only(of(`${(1_784_062_985n << 32n) + 77n}.mp4`), 'file-name');
    expect(time).toMatchObject({ confidence: 'low', flags: ['hint-only'] });
    expect(instants(time)).toEqual(['2026-07-14T21:03:05']);
  });

  it('of Nest may be up to an hour late', () => {
    expect(only(of('nest_20260714_220305.mp4'), 'file-name').flags).toContain('maybe-late');
    expect(only(of('nest.mp4', container('2026-07-14T21:03:05Z')), 'container').flags).toContain(
      'maybe-late',
    );
  });

  it.each(['RingVideo_20261399_256199.MP4', '20260230_220305_tp00001.mp4', 'VID-20261332-WA0001.mp4'])(
    'is left out when there is no such day: %s',
    (name) => {
      expect(of(name).map(({ source }) => source)).toEqual(['upload']);
    },
  );
});

describe('the names of Reolink', () => {
  const name = (mark: string, day: string, from = '220305', to = '220342'): string =>
    `RecM01_${mark}${day}_${from}_${to}_6D28808_1A468F9.mp4`;

  it('say start and end by the camera’s clock', () => {
    const [start, end] = of(name('DST', '20260714'));
    expect(start).toMatchObject({ of: 'start', zone: 'device-local', flags: ['device-clock'] });
    expect(end).toMatchObject({ of: 'end' });
    expect([start, end].flatMap((each) => instants(each as TimeCandidate))).toEqual([
      '2026-07-14T21:03:05',
      '2026-07-14T21:03:42',
    ]);
  });

  it('put an end after midnight on the next day, and leave out an end that is not there yet', () => {
    const [, end] = of(name('DST', '20260714', '235950', '000020'));
    expect(instants(end as TimeCandidate)).toEqual(['2026-07-14T23:00:20']);
    expect(of(name('DST', '20260714', '220305', '000000')).map((each) => each.of)).toEqual([
      'start',
      'upload',
    ]);
  });

  it('give both readings when the mark of summer time does not fit the date', () => {
    const summer = only(of(name('', '20260714')), 'file-name');
    expect(summer.flags).toContain('summer-mark-differs');
    expect(instants(summer)).toEqual(['2026-07-14T21:03:05', '2026-07-14T22:03:05']);
    const winter = only(of(name('DST', '20260114')), 'file-name');
    expect(winter.flags).toContain('summer-mark-differs');
    expect(instants(winter)).toEqual(['2026-01-14T22:03:05', '2026-01-14T21:03:05']);
  });

  it('tell the two hours of October apart by the mark', () => {
    expect(instants(only(of(name('DST', '20261025', '013000', '013030')), 'file-name'))).toEqual([
      '2026-10-25T00:30:00',
    ]);
    expect(instants(only(of(name('', '20261025', '013000', '013030')), 'file-name'))).toEqual([
      '2026-10-25T01:30:00',
    ]);
  });
});

describe('the time of a container', () => {
  it('has no zone, so in summer its two readings are an hour apart', () => {
    const time = only(of('door.mp4', container('2026-07-14T21:03:05.000000Z')), 'container');
    expect(time).toMatchObject({ zone: 'unknown', ofEvent: true, wall: '2026-07-14T21:03:05' });
    expect(time.readings.map(({ as, london }) => [as, london.slice(11)])).toEqual([
      ['UTC', '22:03:05.000+01:00'],
      ['Europe/London', '21:03:05.000+01:00'],
    ]);
  });

  it('is UTC in Matroska, whose specification says so', () => {
    const facts = container('2026-07-14T21:03:05.000000Z', { container: 'matroska,webm' });
    expect(only(of('door.mkv', facts), 'container')).toMatchObject({ zone: 'UTC' });
    expect(instants(only(of('door.mkv', facts), 'container'))).toEqual(['2026-07-14T21:03:05']);
  });

  it('has two local readings in the hour that comes twice, and none in the one that is left out', () => {
    const twice = only(of('door.mp4', container('2026-10-25T01:30:00Z')), 'container');
    expect(twice.flags).toContain('hour-twice');
    expect(instants(twice)).toEqual(['2026-10-25T01:30:00', '2026-10-25T00:30:00', '2026-10-25T01:30:00']);
    const missing = only(of('door.mp4', container('2026-03-29T01:30:00Z')), 'container');
    expect(missing.flags).toContain('hour-missing');
    expect(instants(missing)).toEqual(['2026-03-29T01:30:00']);
  });

  it.each(['1904-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '0000-00-00T00:00:00Z'])(
    '%s is no time',
    (raw) => {
      expect(only(of('door.mp4', container(raw)), 'container')).toMatchObject({
        ofEvent: false,
        of: 'nothing',
        flags: ['zero'],
        readings: [],
      });
    },
  );

  it('is marked when it lies in the future, or only just before the upload', () => {
    expect(only(of('door.mp4', container('2027-01-01T00:00:00Z')), 'container').flags).toContain('future');
    const late = only(of('door.mp4', container('2026-11-20T11:50:00Z')), 'container');
    expect(late).toMatchObject({ confidence: 'low', flags: ['near-upload'] });
  });

  it('is marked when it is later than the name says', () => {
    const times = of('20260714_220305_tp00001.mp4', container('2026-07-16T09:00:00Z'));
    expect(only(times, 'container')).toMatchObject({ confidence: 'low', flags: ['later-than-name'] });
    const same = of('20260714_220305_tp00001.mp4', container('2026-07-14T22:03:25Z'));
    expect(only(same, 'container').flags).not.toContain('later-than-name');
  });

  it('of a copy is the time of encoding', () => {
    expect(only(of('VID-20260714-WA0003.mp4', container('2026-07-15T08:00:00Z')), 'container')).toMatchObject(
      {
        ofEvent: false,
        of: 'encoding',
        flags: ['encoding-time'],
      },
    );
  });
});

describe('other times', () => {
  it('Apple’s tag states its offset', () => {
    const facts = container(null, {
      timeTags: { 'format: com.apple.quicktime.creationdate': '2026-07-14T22:03:05+0100' },
    });
    const time = only(of('IMG_4321.MOV', facts), 'apple-creationdate');
    expect(time).toMatchObject({ zone: 'stated', ofEvent: true });
    expect(instants(time)).toEqual(['2026-07-14T21:03:05']);
  });

  it('the file’s date may be that of saving', () => {
    const fileDate = new Date('2026-07-20T10:00:00Z');
    expect(only(of('door.mp4', null, { fileDate }), 'file-date')).toMatchObject({
      confidence: 'low',
      flags: ['maybe-saving-time'],
    });
  });

  it('the time of upload is kept, and never the event’s', () => {
    const times = of('door.mp4');
    expect(times).toEqual([
      expect.objectContaining({ source: 'upload', ofEvent: false, confidence: 'none' }),
    ]);
    expect(bestTime(times)).toBeUndefined();
  });
});

describe('her answers', () => {
  it('“yes, the clock was right” reads the doorbell’s clock as UK time', () => {
    const times = of('RingVideo_20260714_220305.MP4', null, { clockRight: 'yes' });
    expect(instants(only(times, 'her-answer'))).toEqual(['2026-07-14T21:03:05']);
    expect(of('RingVideo_20260714_220305.MP4', null, { clockRight: 'no' })).toHaveLength(2);
    expect(of('RingVideo_20260714_220305.MP4', null, { clockRight: 'unknown' })).toHaveLength(2);
  });

  it('a clock that is seven minutes ahead moves the event seven minutes back', () => {
    const clockCheck = compareClock('12:07', new Date('2026-11-20T12:00:30Z'));
    expect(clockCheck).toMatchObject({ offsetSeconds: 420, plusMinusSeconds: 90 });
    const times = of('20260714_220305_tp00001.mp4', null, { clockCheck });
    expect(only(times, 'clock-check')).toMatchObject({ plusMinusSeconds: 90, zone: 'device-local' });
    expect(instants(only(times, 'clock-check'))).toEqual(['2026-07-14T20:56:05']);
    expect(bestTime(times)?.candidate.source).toBe('clock-check');
  });

  it('add nothing where the file shows no clock of the doorbell', () => {
    const answers = { clockRight: 'yes', clockCheck: compareClock('12:00', UPLOAD) };
    expect(of('door.mp4', null, answers).map(({ source }) => source)).toEqual(['upload']);
  });
});

describe('the comparison of clocks', () => {
  it.each([
    ['21:05', '21:05'],
    [' 9:05 ', '09:05'],
    ['2105', '21:05'],
    ['21.05', '21:05'],
    ['9:05 pm', '21:05'],
    ['12.05am', '00:05'],
    ['12:05 p.m.', '12:05'],
    ['۲۱:۰۵', '21:05'],
    ['21:05 pm', undefined],
    ['0:05 am', undefined],
    ['24:00', undefined],
    ['21:60', undefined],
    ['five', undefined],
    ['', undefined],
  ])('reads %p as %p', (typed, expected) => {
    expect(timeOfDay(typed)).toBe(expected);
  });

  it.each([
    ['23:58', '2026-11-20T00:03:30Z', -300],
    ['00:03', '2026-11-19T23:58:30Z', 300],
    ['13:00', '2026-07-14T12:00:30Z', 0],
    ['12:00', '2026-07-14T12:00:30Z', -3_600],
  ])('%s at %s is off by %i seconds', (shown, at, offset) => {
    expect(compareClock(shown, new Date(at)).offsetSeconds).toBe(offset);
  });

  it('never finds a clock wrong by more than half a day and the summer hour', () => {
    const minutes = fc.integer({ min: 0, max: 1_439 });
    const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(minutes, at, (minute, now) => {
        const shown = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const { offsetSeconds } = compareClock(shown, now);
        expect(Math.abs(offsetSeconds)).toBeLessThanOrEqual(13 * 3_600);
      }),
    );
  });
});

describe('for every wall time', () => {
  const wall = fc
    .date({ min: new Date('1996-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 19));

  it('the two readings of a time without a zone differ by exactly London’s offset', () => {
    fc.assert(
      fc.property(wall, (text) => {
        const { readings } = only(of('door.mp4', container(`${text}.000000Z`)), 'container');
        const [utc, ...local] = readings.map(({ instant }) => new Date(instant));
        for (const each of local) {
          expect((utc as Date).getTime() - each.getTime()).toBe(londonOffset(each) * 60_000);
        }
      }),
    );
  });

  it('there are as many instants as clocks in the UK showed it', () => {
    fc.assert(fc.property(wall, (text) => expect(londonInstants(text).length).toBeLessThanOrEqual(2)));
  });

  it('no name makes it throw, and no time of upload is the event’s', () => {
    const digits = fc.stringMatching(
      /^(RingVideo_|VID-|RecM01_(DST)?|RPReplay_Final|PXL_)?\d{8,19}(_\d{6}){0,3}(-WA\d{4})?\.mp4$/,
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), digits), (name) => {
        const upload = only(of(name, container('2026-07-14T21:03:05Z')), 'upload');
        expect(upload.ofEvent).toBe(false);
      }),
    );
  });
});
