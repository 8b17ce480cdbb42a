import fc from 'fast-check';
import { CHANNELS } from '../../consent';
import { addressOf, refusalOf, type Situation } from './gate';

const record = {
  id: '7',
  doNotContact: false,
  channel: 'text',
  address: '07700 900123',
  days: [2],
  from: '10:00',
  until: '12:00',
  never: '',
  ask: '',
} as const;
const open: Situation = { record, lookedAt: '7', invitation: 'open', openConcern: false };
/** A Tuesday in winter. */
const NOW = new Date('2026-11-24T10:30:00Z');
const BOTH = ['text', 'email'] as const;

describe('the gate for messages', () => {
  it('is open when she said so: this way, now', () => expect(refusalOf(open, BOTH, NOW)).toBeUndefined());

  it.each([
    ['off', open, [], NOW],
    ['nothing-recorded', { ...open, record: undefined }, BOTH, NOW],
    ['do-not-contact', { ...open, record: { ...record, doNotContact: true } }, BOTH, NOW],
    ['changed', { ...open, lookedAt: '6' }, BOTH, NOW],
    ['concern', { ...open, openConcern: true }, BOTH, NOW],
    ['ended', { ...open, invitation: 'revoked' }, BOTH, NOW],
    ['ended', { ...open, invitation: 'locked' }, BOTH, NOW],
    ['other-way', { ...open, record: { ...record, channel: 'phone' } }, BOTH, NOW],
    ['no-channel', open, ['email'], NOW],
    ['address', { ...open, record: { ...record, address: 'her sister' } }, BOTH, NOW],
    ['hours', open, BOTH, new Date('2026-11-24T12:00:00Z')],
    ['hours', open, BOTH, new Date('2026-11-25T10:30:00Z')],
  ] as const)('says %s', (refusal, situation, channels, now) =>
    expect(refusalOf(situation, channels, now)).toBe(refusal),
  );

  it('is never open where she must not be contacted, whatever else is so', () => {
    const any = fc.record({
      channel: fc.constantFrom(...CHANNELS),
      lookedAt: fc.constantFrom('7', '6', undefined),
      invitation: fc.constantFrom('open', 'locked', 'expired', 'revoked' as const),
      openConcern: fc.boolean(),
    });
    fc.assert(
      fc.property(any, ({ channel, ...rest }) => {
        const always = { ...record, channel, doNotContact: true, days: [1, 2, 3, 4, 5, 6, 7] };
        expect(refusalOf({ ...rest, record: always }, BOTH, NOW)).toBeDefined();
      }),
    );
  });

  it.each([
    ['text', '+44 (0)7700', undefined],
    ['text', '07700 900-123', '07700900123'],
    ['text', '+447700900123', '+447700900123'],
    ['email', ' a@mail.example ', 'a@mail.example'],
    ['email', 'a@mail.example, b@mail.example', undefined],
    ['email', 'A <a@mail.example>', undefined],
    ['email', 'a@mail.example\r\nBcc: b@mail.example', undefined],
  ] as const)('reads an address for %s: %j', (channel, written, address) =>
    expect(addressOf(channel, written)).toBe(address),
  );
});
