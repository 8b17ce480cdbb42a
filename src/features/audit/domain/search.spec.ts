import { uuidV7, type EventId, type OfficerId } from '../../../kernel/ids';
import { idBounds, searchFacts, timeOfId } from './search';

const at = (time: string): EventId => uuidV7<EventId>(Date.parse(time));

describe('the days of a search', () => {
  const { since, before } = idBounds({ from: '2026-03-01', until: '2026-03-01' });
  const within = (time: string): boolean => at(time) >= (since ?? '') && at(time) < (before ?? '');

  it.each(['2026-03-01T00:00:00.000Z', '2026-03-01T23:59:59.999Z'])('hold %s', (time) =>
    expect(within(time)).toBe(true),
  );
  it.each(['2026-02-28T23:59:59.999Z', '2026-03-02T00:00:00.000Z'])('leave out %s', (time) =>
    expect(within(time)).toBe(false),
  );
  it('are open where nothing is said', () => expect(idBounds({})).toEqual({ since: null, before: null }));
});

it('reads the time of an event from its id', () =>
  expect(timeOfId(at('2026-03-01T10:11:12.345Z')).toISOString()).toBe('2026-03-01T10:11:12.345Z'));

it('keeps of a search what was looked for', () =>
  expect(searchFacts({ officer: 'o' as OfficerId, type: 'viewed', from: undefined })).toEqual({
    officer: 'o',
    type: 'viewed',
  }));
