import { openSource, particularsOf, sourceOf } from './particulars';

const sentAt = new Date('2026-10-27T09:00:00Z');
const eventAt = new Date('2026-10-26T21:14:03Z');

it.each([
  [{ eventAt, eventBy: 'chosen' as const, seconds: 32.4 }, '26 October 2026 at 21:14:03 GMT; length 0:32'],
  [
    { eventAt, eventBy: 'likely' as const, seconds: 32.4 },
    'Probably 26 October 2026 at 21:14:03 GMT; length 0:32',
  ],
  [{ eventAt: null, eventBy: null, seconds: 5 }, 'Time not known; sent 27 October 2026; length 0:05'],
  [{ eventAt, eventBy: 'chosen' as const, seconds: null }, '26 October 2026 at 21:14:03 GMT'],
])('tells an item apart by what is known of it: %j', (known, words) => {
  expect(particularsOf({ ...known, sentAt })).toBe(words);
});

it.each([
  [{ written: { kind: 'incident' as const }, added: true }, 'sent'],
  [{ written: { kind: 'transcript' as const }, added: true }, 'made'],
  [{ written: { kind: 'film' as const }, added: true }, 'made'],
  [{ exhibit: { reference: 'AB/1/1' } }, 'made'],
  [{ exhibit: { reference: 'AB/1' } }, 'sent'],
  [{ exhibit: { reference: 'AB/1' }, added: true }, 'added'],
])('calls nothing sent that the police made or added: %j', (known, word) => {
  const unknown = { eventAt: null, eventBy: null, seconds: null, sentAt };
  expect(particularsOf({ ...unknown, ...known })).toBe(`Time not known; ${word} 27 October 2026`);
});

it.each([
  ['victim' as const, 'Given by the victim; doorbell: Ring', 'Given by the victim; doorbell: Ring'],
  ['neighbour' as const, 'Given by a third person (neighbour); doorbell: Ring', 'Given by a third person'],
  ['other' as const, 'Given by a third person; doorbell: Ring', 'Given by a third person'],
])('says how an item came, and to the defence no more of a third person: %s', (sentBy, source, open) => {
  const given = sourceOf({ kind: undefined, make: 'ring', added: false, sentBy });
  expect([given, openSource(given)]).toEqual([source, open]);
});
