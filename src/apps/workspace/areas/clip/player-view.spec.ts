import { overlayTimes } from './player-view';
import type { TimesView } from '../../shell/clips/time-view';

const line = {
  of: 'start of the clip',
  wall: null,
  confidence: 'high',
  plusMinusSeconds: null,
  notes: [],
  frame: null,
};
const utc = { value: '1|2026-07-14T21:03:05.000Z', instant: '2026-07-14T21:03:05.000Z', as: 'read as UTC' };
const london = {
  value: '1|2026-07-14T20:03:05.000Z',
  instant: '2026-07-14T20:03:05.000Z',
  as: 'read as UK time',
};
const TIMES: TimesView = {
  ofEvent: [
    { ...line, source: 'Inside the file', end: false, zone: 'no zone stated', readings: [utc, london] },
    { ...line, source: 'File name', end: true, zone: 'UTC', readings: [{ ...utc, value: '2|x' }] },
  ],
  others: [],
  choices: [],
  likely: undefined,
  learned: undefined,
  deletion: [],
  versions: [],
};

describe('the times that may be laid over the picture', () => {
  it('are all readings, with their source and zone', () => {
    expect(overlayTimes(TIMES).map(({ words, of }) => [words, of])).toEqual([
      ['Inside the file, no zone stated, read as UTC', 'start'],
      ['Inside the file, no zone stated, read as UK time', 'start'],
      ['File name, UTC, read as UTC', 'end'],
    ]);
  });

  it('begin with the reading that most sources share, until an officer has chosen', () => {
    const likely = { ...london, of: 'start of the clip', why: '' };
    const [first] = overlayTimes({ ...TIMES, likely });
    expect(first).toMatchObject({ instant: london.instant, chosen: false });
    const choice = { ...utc, id: 1, source: '', of: '', reason: 'r', chosenAt: new Date() };
    expect(overlayTimes({ ...TIMES, likely, choices: [choice] })[0]).toMatchObject({ instant: utc.instant });
  });

  it('begin with the officers’ choice', () => {
    const choice = { ...london, id: 1, source: '', of: '', reason: 'r', chosenAt: new Date() };
    const [first, ...rest] = overlayTimes({ ...TIMES, choices: [choice] });
    expect(first).toMatchObject({ instant: london.instant, chosen: true });
    expect(rest.some(({ chosen }) => chosen)).toBe(false);
  });
});
