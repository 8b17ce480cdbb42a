import { OfficerClient, secretOf } from './client';
import { openWorld, type World } from './world';

const SIGN_INS = 64;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('a session id has 192 bits, each of which takes both values, and none is given twice', async () => {
  const { email } = await world.officer();
  const given: string[] = [];
  for (let n = 0; n < SIGN_INS; n += 1) {
    const client = new OfficerClient(world.base);
    await client.signIn(email);
    given.push(secretOf(client));
    await client.confirm();
    given.push(secretOf(client));
  }
  const ids = given.map((id) => Buffer.from(id, 'base64url'));
  expect(new Set(ids.map((id) => id.toString('hex'))).size).toBe(2 * SIGN_INS);
  expect(new Set(ids.map(({ length }) => length * 8))).toEqual(new Set([192]));
  // Of 128 fair bits all are the same once in 2^127 times.
  const ones = Array.from({ length: 192 }, (_, bit) =>
    ids.reduce((sum, id) => sum + ((id.readUInt8(bit >> 3) >> (bit & 7)) & 1), 0),
  );
  expect(ones.filter((count) => count > 0 && count < 2 * SIGN_INS)).toHaveLength(192);
  // About half of all bits: a fair one is farther off than this once in a billion times.
  const share = ones.reduce((sum, count) => sum + count, 0) / (192 * 2 * SIGN_INS);
  expect(Math.abs(share - 0.5)).toBeLessThan(0.02);
});
