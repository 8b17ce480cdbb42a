import { canonicalise } from './canonical-json';
import { NO_RECORD, type LogRecord } from './record';
import { readRepudiation, repudiatedBy } from './repudiation';

const stated = (id: string, seq: number, ...events: string[]) => ({ id, seq, events });

const record = (change: object = {}, subject = 'service:lintel'): LogRecord => ({
  ...{ subject, seq: 3, prev: NO_RECORD },
  event: canonicalise({
    ...{ id: 'r', type: 'repudiated', actor: { kind: 'service', id: 'operator' }, detail: { events: ['a'] } },
    ...change,
  }),
});

describe('a repudiation', () => {
  it('is what the operator says in the chain of the service', () => {
    expect(readRepudiation(record())).toEqual(stated('r', 3, 'a'));
  });

  it.each([
    ['another speaker', record({ actor: { kind: 'service', id: 'worker' } })],
    ['an officer of that name', record({ actor: { kind: 'officer', id: 'operator' } })],
    ['another type that speaks of it', record({ type: 'viewed', detail: { is: { type: 'repudiated' } } })],
    ['another chain', record({}, 'clip:1')],
    ['no list of events', record({ detail: { events: 'a' } })],
    ['no JSON', { ...record(), event: '"type":"repudiated"' }],
  ])('is not what comes by %s', (_, other) => {
    expect(readRepudiation(other)).toBeUndefined();
  });

  it('is void once a later one names it, in whatever order they are read', () => {
    const [wrong, undone] = [stated('r1', 1, 'a', 'b'), stated('r2', 2, 'r1')];
    for (const all of [
      [wrong, undone],
      [undone, wrong],
    ])
      expect([...repudiatedBy(all)]).toEqual(['r1']);
    expect([...repudiatedBy([wrong, undone, stated('r3', 3, 'r2')])].sort()).toEqual(['a', 'b', 'r2']);
  });

  it('cannot make an earlier one void that is not named', () => {
    expect([...repudiatedBy([stated('r1', 1, 'a'), stated('r2', 2, 'b')])].sort()).toEqual(['a', 'b']);
  });
});
