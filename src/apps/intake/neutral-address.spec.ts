import { randomBytes } from 'node:crypto';
import { isOwnPath, NeutralAddresses } from './neutral-address';

const secret = (): string => randomBytes(32).toString('base64url');
const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const PATHS = [
  '/files',
  '/pressure',
  '/receipts/ABCD-EFGH.pdf',
  '/own-code?to=send',
  `/diary/${ID}/what?to=${ID}`,
  `/language?to=${encodeURIComponent(`/diary/${ID}/clips`)}`,
  '/x?words=\'"&<>',
];

describe('a neutral address', () => {
  const addresses = new NeutralAddresses(secret());

  it.each(PATHS)('hides %s and opens again', (path) => {
    const address = addresses.of(path);
    expect(address).toMatch(/^\/p\/[\w-]{166}$/);
    expect(addresses.open(address)).toBe(path);
  });

  it('is the same for the same page in one session, and another one for another page or in another session', () => {
    const again = secret();
    const [one, two] = [new NeutralAddresses(again), new NeutralAddresses(again)];
    expect(one.of('/diary')).toBe(two.of('/diary'));
    const others = [one.of('/files'), addresses.of('/diary')];
    expect(new Set([one.of('/diary'), ...others]).size).toBe(3);
  });

  it('shows no part that two pages have in common', () => {
    const [one, two] = [addresses.of('/diary/many'), addresses.of('/diary/days')].map((address) =>
      address.slice(3),
    );
    const shared = Array.from(one ?? '').filter((sign, at) => sign === two?.[at]).length;
    // 166 signs out of 64: two or three by chance.
    expect(shared).toBeLessThan(20);
  });

  it('opens nothing of another session', () => {
    expect(new NeutralAddresses(secret()).open(addresses.of('/diary'))).toBeUndefined();
  });

  it('opens nothing that is damaged, cut, spelled otherwise or empty', () => {
    const whole = addresses.of('/diary');
    for (let at = 3; at < whole.length; at += 1) {
      const other = whole[at] === 'A' ? 'B' : 'A';
      expect(addresses.open(whole.slice(0, at) + other + whole.slice(at + 1))).toBeUndefined();
      expect(addresses.open(whole.slice(0, at))).toBeUndefined();
    }
    const others = [
      `${whole}=`,
      `${whole}A`,
      `${whole}/`,
      '/p/',
      '/p/-',
      '/p/%00',
      `/p/${'A'.repeat(100_000)}`,
      '/diary',
      '',
    ];
    for (const other of others) expect(addresses.open(other)).toBeUndefined();
  });

  it('is one length longer for a path that is longer than any of ours', () => {
    const path = `/x?${'y'.repeat(200)}`;
    expect(addresses.open(addresses.of(path))).toBe(path);
    expect(addresses.of(path).length).toBe(addresses.of(`${path}${'y'.repeat(50)}`).length);
  });

  const FOREIGN = [
    '//evil.example/x',
    '/\\evil.example',
    'https://evil.example/',
    'diary',
    '',
    '?x',
    '#x',
    '/a b',
    '/a#b',
    '/\u00e9',
    '/a\nb',
  ];
  it.each(FOREIGN)('is made of no other address: %j', (address) => {
    expect(isOwnPath(address)).toBe(false);
    expect(() => addresses.of(address)).toThrow();
  });
});
