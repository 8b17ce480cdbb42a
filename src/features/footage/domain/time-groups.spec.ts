import type { ClipId, InvitationId } from '../../../kernel/ids';
import type { KeptTime } from './candidate';
import { timeGroups, type TimedClip } from './time-groups';
import { timeCandidates } from './times';

const link = 'link-of-the-victim' as InvitationId;

function clip(id: string, fileName: string, more: Partial<TimedClip> = {}): TimedClip {
  const times = timeCandidates(fileName, null, new Date('2026-12-20T12:00:00Z'), {}).map(
    (time, place): KeptTime => ({ ...time, id: place + 1 }),
  );
  return {
    ...{ id: id as ClipId, fileName, times, learned: undefined, duration: 20, link, sentBy: 'victim' },
    source: { kind: 'ring', make: 'ring', confidence: 'high', because: [], original: 'original' },
    ...{ saidMake: null, newestChoice: null, written: false, erased: false },
    ...more,
  };
}
const idsOf = (clips: readonly TimedClip[]): string[][] =>
  timeGroups(clips).groups.map((group) => group.clips.map((each) => each.clip.id));

describe('clips whose times are chosen together', () => {
  it('keep the hour that comes twice apart: each of its two readings has a name', () => {
    const twice = clip('twice', 'RingVideo_20261025_013000.mp4');
    const plain = clip('plain', 'RingVideo_20261024_013000.mp4');
    const { groups } = timeGroups([plain, twice]);
    expect(idsOf([plain, twice])).toEqual([['plain'], ['twice']]);
    expect(groups[1]?.readings.map(({ key }) => key).sort()).toEqual([
      ...['file-name.start.Europe/London', 'file-name.start.Europe/London.2', 'file-name.start.UTC'],
    ]);
  });

  it('are compared by when they began, also where one reading is of the end', () => {
    const plain = clip('plain', 'RingVideo_20260714_220305.mp4', { duration: 70 });
    const [start] = plain.times.filter(({ ofEvent }) => ofEvent);
    if (start === undefined || !start.ofEvent) throw new Error('no time');
    const instant = new Date(Date.parse(start.readings[0]?.instant ?? '') + 75_000).toISOString();
    const end = { ...start, id: 99, source: 'file-date', of: 'end', confidence: 'low' } as const;
    const times = [...plain.times, { ...end, readings: [{ as: 'UTC', instant, london: '' } as const] }];
    const { readings = [] } = timeGroups([{ ...plain, times }]).groups[0] ?? {};
    expect(readings.find(({ key }) => key.startsWith('file-date.end'))?.apart).toEqual({ least: 5, most: 5 });
  });

  it.each([
    ['another make', { source: null, saidMake: 'eufy' }],
    ['another person’s link', { link: 'of a neighbour' as InvitationId, sentBy: 'neighbour' }],
    ['an officer', { link: null, sentBy: null }],
    ['a choice made before', { newestChoice: 7 }],
  ] as const)('are not of one group with those of %s', (_of, more) => {
    const [one, other] = [
      clip('one', 'RingVideo_20260714_220305.mp4'),
      clip('other', 'RingVideo_20260715_220305.mp4', more),
    ];
    expect(idsOf([one, other])).toEqual([['one'], ['other']]);
  });

  it('are of one group whichever link of the victim they came by', () => {
    const one = clip('one', 'RingVideo_20260714_220305.mp4');
    const other = clip('other', 'RingVideo_20260715_220305.mp4', { link: 'a new one' as InvitationId });
    expect(idsOf([one, other])).toEqual([['one', 'other']]);
  });

  it('have another state once a time is found or chosen, and the same as long as nothing happens', () => {
    const one = clip('one', 'RingVideo_20260714_220305.mp4');
    const stateOf = (of: TimedClip): string | undefined => timeGroups([of]).groups[0]?.clips[0]?.state;
    expect(stateOf({ ...one })).toBe(stateOf(one));
    const found = one.times.map((time) => ({ ...time, id: time.id + 10 }));
    const states = [
      one,
      { ...one, newestChoice: 3 },
      { ...one, newestChoice: 4 },
      { ...one, times: [...one.times, ...found] },
    ];
    expect(new Set(states.map(stateOf)).size).toBe(states.length);
  });
});
