import fc from 'fast-check';
import { CHANNELS, mayContact, type SafeContact } from './safe-contact';

const record: SafeContact = {
  doNotContact: false,
  channel: 'phone',
  address: '01632 960000',
  days: [2],
  from: '10:00',
  until: '12:00',
  never: '',
  ask: '',
};

describe('whether a message may leave', () => {
  it('it may not when nothing is recorded', () => expect(mayContact(undefined, new Date())).toBe(false));

  it.each([
    ['2026-11-24T09:59:00Z', false],
    ['2026-11-24T10:00:00Z', true],
    ['2026-11-24T11:59:59Z', true],
    ['2026-11-24T12:00:00Z', false],
    ['2026-11-25T10:30:00Z', false],
    // In summer ten o'clock comes an hour earlier in UTC.
    ['2026-07-07T09:00:00Z', true],
    ['2026-07-07T11:00:00Z', false],
  ])('only in safe hours: %s', (at, may) => expect(mayContact(record, new Date(at))).toBe(may));

  it.each(['2026-11-24T00:00:00Z', '2026-11-24T23:59:59.999Z', '2026-11-25T12:00:00Z'])(
    'at any hour when every hour of every day is safe: %s',
    (at) => {
      const always = { ...record, days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '24:00' };
      expect(mayContact(always, new Date(at))).toBe(true);
    },
  );

  it('never when there must be no contact or there is no safe way, at no hour and by no way', () => {
    const any = fc.record({
      channel: fc.constantFrom(...CHANNELS),
      days: fc.constant([1, 2, 3, 4, 5, 6, 7]),
      at: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(any, ({ channel, days, at }) => {
        const always = { ...record, channel, days, from: '00:00', until: '24:00' };
        expect(mayContact({ ...always, doNotContact: true }, at)).toBe(false);
        expect(mayContact({ ...always, channel: 'none' }, at)).toBe(false);
      }),
    );
  });
});
