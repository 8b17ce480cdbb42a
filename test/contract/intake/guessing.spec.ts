import { randomBytes } from 'node:crypto';
import {
  EntryDelayed,
  EntryRefused,
  EntryService,
  InvitationsService,
  type IssuedInvitation,
} from '../../../src/features/invitations';
import { newToken, secretHash } from '../../../src/features/invitations/domain/secrets';
import { Database } from '../../../src/platform/database';
import { police, type Police } from '../../factories/people';
import { inPersonOnly } from '../../factories/safe-contact';
import { withAdmin } from '../../support/database';
import { startService, type Service } from '../../support/service';

/*
 * One million guesses (`npm run test:soak`; 100,000 in CI, with 500 through the whole entry and 400 codes), every one made against the
 * real PostgreSQL with the role of the public process.
 *
 * Measured here: 994,000 fresh random links at the very function that the entry asks (`link_parameters`, the cheap half
 * of a refused guess); 5,000 through the whole entry from one address; 1,000 codes through the whole entry with Argon2, most
 * of them at a link that the guesser holds. Nothing of this gets in, and honest visitors do meanwhile.
 *
 * Computed, not measured: a link has 256 random bits, so with a million live links a million guesses find one with a
 * chance of 10^12 / 2^256, about 10^-65. Whoever holds a link has 10 tries at 10^8 codes in a day, and then
 * one in a quarter of an hour from each address, 1,000 at most since the right code was last entered: 10^-5. A million guesses at a million *different stolen links* would find 0.01 on average.
 */
const GUESSES = Number(process.env['LINTEL_GUESSES'] ?? 100_000);
const DOOR = GUESSES / 200;
const CODES = Math.max(400, GUESSES / 1_000);
const LINKS = GUESSES - DOOR - CODES;
/** Of Argon2 at once: a burst that tries to overtake the lock. */
const BURST = 200;

let service: Service;
let them: Police;
let entry: EntryService;
let invitations: InvitationsService;
beforeAll(async () => {
  service = await startService();
  them = await police(service);
  entry = service.hers.get(EntryService);
  invitations = service.theirs.get(InvitationsService);
});
afterAll(() => service.stop());

const invite = (): Promise<IssuedInvitation> =>
  them.act(() =>
    invitations.create(them.officer.id, them.investigation, { days: 30 }, inPersonOnly(them.officer.id)),
  );
const tokenOf = ({ link }: IssuedInvitation): string => link.split('/').at(-1) ?? '';
const wrongCodes = (right: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    String((Number(right) + 1 + index * 7_919) % 100_000_000).padStart(8, '0'),
  );

/** `true` when it got in. */
async function guess(token: string, code: string, address: string): Promise<boolean> {
  try {
    await entry.enter(token, code, address);
    return true;
  } catch (error) {
    if (!(error instanceof EntryRefused || error instanceof EntryDelayed)) throw error;
    return false;
  }
}

/** At most `width` at once, as many as a guesser can usefully have. */
async function guessAll(guesses: readonly (() => Promise<boolean>)[], width = 16): Promise<number> {
  let next = 0;
  let inside = 0;
  const run = async (): Promise<void> => {
    for (let at = next++; at < guesses.length; at = next++) if (await guesses[at]?.()) inside += 1;
  };
  await Promise.all(Array.from({ length: width }, run));
  return inside;
}

const stateOf = async (id: IssuedInvitation['id']): Promise<string> =>
  (await them.act(() => invitations.get(them.officer.id, id))).state;

/** How many of these links the entry would find. */
async function found(tokens: readonly string[]): Promise<number> {
  const [row] = await service.hers
    .get(Database)
    .transaction((tx) =>
      tx.query<{ found: number }>(
        'SELECT count(lintel.link_parameters(h))::int AS found FROM unnest($1::bytea[]) h',
        [tokens.map(secretHash)],
      ),
    );
  return row?.found ?? -1;
}

describe(`${GUESSES} guesses`, () => {
  it(`find none of the live links at ${LINKS} tries; a true link among them is found`, async () => {
    const live = await Promise.all(Array.from({ length: 20 }, invite));
    expect(await found([newToken(), ...live.map(tokenOf), newToken()])).toBe(live.length);
    const batch = 14_200;
    let tried = 0;
    let hits = 0;
    while (tried < LINKS) {
      const tokens = Array.from({ length: Math.min(batch, LINKS - tried) }, newToken);
      hits += await found(tokens);
      tried += tokens.length;
    }
    expect({ tried, hits }).toEqual({ tried: LINKS, hits: 0 });
  });

  it('do not come near by bending a true link, with its own code', async () => {
    const invitation = await invite();
    const token = tokenOf(invitation);
    const bent = [
      token.slice(0, -1),
      `${token}A`,
      `${token} `,
      `${token}%00`,
      token.toLowerCase(),
      token.toUpperCase(),
      Array.from(token).reverse().join(''),
      Buffer.from(token, 'base64url').toString('hex'),
      secretHash(token).toString('hex'),
      '',
      '%',
      '_'.repeat(43),
    ].filter((one) => one !== token);
    expect(await guessAll(bent.map((one) => () => guess(one, invitation.code, '198.51.100.7')))).toBe(0);
    expect(await guess(token, invitation.code, '198.51.100.7')).toBe(true);
  });

  it(`fail ${DOOR} times at the whole door from one address, and honest visitors at that address get in meanwhile`, async () => {
    const address = '203.0.113.9';
    const honest = await Promise.all(Array.from({ length: 10 }, invite));
    const attack = Array.from({ length: DOOR }, () => () => guess(newToken(), '12345678', address));
    const attacked = guessAll(attack, 8);
    const admitted = guessAll(
      honest.map((one) => () => guess(tokenOf(one), one.code, address)),
      1,
    );
    expect([await attacked, await admitted]).toEqual([0, honest.length]);
    // A code mistyped at the very address of the attack neither locks its victim out nor makes them wait.
    const [her] = honest;
    if (her === undefined) throw new Error('nobody is honest');
    expect(await guess(tokenOf(her), wrongCodes(her.code, 1)[0] ?? '', address)).toBe(false);
    expect(await guess(tokenOf(her), her.code, address)).toBe(true);
    expect(await stateOf(her.id)).toBe('open');
  });

  it('have to wait after ten codes at a link that the guesser holds, however many come at once from however many addresses', async () => {
    const target = await invite();
    const [codes, other] = [wrongCodes(target.code, BURST), await invite()];
    // Where its victim came in before.
    expect(await guess(tokenOf(target), target.code, '198.51.100.20')).toBe(true);
    const addresses = codes.map(() => randomBytes(4).join('.'));
    const burst = codes.map((code, at) => () => guess(tokenOf(target), code, addresses[at] ?? ''));
    // A burst as wide as itself, and the right code after it: both wait.
    const [inside, honest] = await Promise.all([
      guessAll(burst, BURST),
      guess(tokenOf(other), other.code, addresses[0] ?? ''),
    ]);
    expect({ inside, honest }).toEqual({ inside: 0, honest: true });
    expect(await guess(tokenOf(target), target.code, '192.0.2.77')).toBe(false);
    expect(await guess(tokenOf(target), target.code, '198.51.100.20')).toBe(true);
    expect(await stateOf(target.id)).toBe('open');
    expect(await stateOf(other.id)).toBe('open');
    const logged = await withAdmin(
      (admin) =>
        admin.query<{ attempts: number }>(
          `SELECT (event::jsonb->'detail'->>'attempts')::int AS attempts FROM custody.record
            WHERE event::jsonb->>'type' = 'invitation-guessed' AND event::jsonb->'detail'->>'invitation' = $1`,
          [target.id],
        ),
      service.database.name,
    );
    expect(logged.rows).toEqual([{ attempts: 10 }]);
    // The officer sees it, gives a new code on the same link, and the guesser's codes stay wrong.
    const { code } = await them.act(() => invitations.renew(them.officer.id, target.id, 30));
    expect(await guess(tokenOf(target), target.code, '192.0.2.78')).toBe(code === target.code);
    expect(await guess(tokenOf(target), code, '192.0.2.1')).toBe(true);
  });

  it(`fail with ${CODES - BURST} codes without a link or at dead ones, each from an address of its own`, async () => {
    const [revoked, guessed, honest] = [await invite(), await invite(), await invite()];
    await them.act(() => invitations.revoke(them.officer.id, revoked.id));
    await guessAll(
      wrongCodes(guessed.code, 10).map(
        (code, at) => () => guess(tokenOf(guessed), code, `192.0.2.${at + 10}`),
      ),
    );
    const targets = [
      () => guess(newToken(), honest.code, randomBytes(4).join('.')),
      () => guess(tokenOf(revoked), revoked.code, randomBytes(4).join('.')),
      () => guess(tokenOf(guessed), guessed.code, randomBytes(4).join('.')),
      () => guess('', honest.code, randomBytes(4).join('.')),
    ];
    const attack = Array.from({ length: CODES - BURST }, (_, at) => targets.slice(at % targets.length)[0]);
    const [inside, admitted] = await Promise.all([
      guessAll(attack.flatMap((one) => one ?? [])),
      guess(tokenOf(honest), honest.code, '192.0.2.6'),
    ]);
    expect({ inside, admitted }).toEqual({ inside: 0, admitted: true });
    expect(await stateOf(honest.id)).toBe('open');
  });
});
