import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalise } from '../../../src/custody';
import type { JsonObject } from '../../../src/kernel/json';
import { signedIn } from './client';
import { openWorld, seedCase, seedClip, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

interface Entry {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly index: number | null;
  readonly event: JsonObject & { readonly id: string; readonly commit: Readonly<Record<string, string>> };
  readonly openings: Readonly<Record<string, { readonly salt: string; readonly value: string }>>;
}

const hash = (...parts: readonly (Buffer | string)[]): Buffer => {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part);
  return sum.digest();
};

/** RFC 9162, section 2.1.3.2: the root that a leaf and its path lead to. */
function root(leaf: string, index: number, size: number, path: readonly Buffer[]): string {
  let [fn, sn, node] = [index, size - 1, hash(Buffer.of(0), leaf)];
  for (const step of path) {
    if (fn % 2 === 1 || fn === sn) {
      node = hash(Buffer.of(1), step, node);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else node = hash(Buffer.of(1), node, step);
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  expect(sn).toBe(0);
  return node.toString('base64');
}

/** C2SP signed-note: whether one of the keys has signed the text, by Ed25519 (RFC 8032). */
function isSigned(note: string, keys: readonly string[]): boolean {
  const [text = '', signatures = ''] = note.split('\n\n');
  const signed = Buffer.from(signatures.split(' ').at(-1) ?? '', 'base64').subarray(4);
  return keys.some((key) => {
    const x = Buffer.from(key.slice(key.lastIndexOf('+', key.length - 44) + 1), 'base64').subarray(1);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') };
    return verify(null, Buffer.from(`${text}\n`), createPublicKey({ key: jwk, format: 'jwk' }), signed);
  });
}

it('a member can check an event offline from what the API answers, with no code of ours', async () => {
  const officer = await world.officer();
  const client = await signedIn(world, officer);
  const clip = await seedClip(world, await seedCase(world, officer.id));
  const reason = 'For the file';
  await client.call('POST', `/api/v1/clips/${clip.id}/downloads`, { content: 'original', reason });
  await world.sign();

  const answer = await client.call('GET', `/api/v1/clips/${clip.id}/custody`);
  const history = JSON.parse(answer.text) as { subject: string; items: Entry[] };
  const answered = JSON.parse((await client.call('GET', '/api/v1/custody/keys')).text) as { items: string[] };
  const keys = answered.items;
  let prev = '0'.repeat(64);
  for (const { seq, event, hash: stated, ...entry } of history.items) {
    expect(entry.prev).toBe(prev);
    const text = `lintel-event/v1\n${history.subject}\n${seq}\n${prev}\n${canonicalise(event)}\n`;
    prev = hash(text).toString('hex');
    expect(stated).toBe(prev);

    const proof = (await client.call('GET', `/api/v1/custody/events/${event.id}/proof`)).text;
    const [head = '', note = ''] = proof.split('\n\n');
    expect(isSigned(proof.slice(head.length + 2), keys)).toBe(true);
    const [version, place, ...path] = head.split('\n').filter((line) => !line.startsWith('extra '));
    expect([version, place]).toEqual(['c2sp.org/tlog-proof@v1', `index ${entry.index}`]);
    const [, size, stood] = note.split('\n');
    const steps = path.map((step) => Buffer.from(step, 'base64'));
    expect(root(text, Number(entry.index), Number(size), steps)).toBe(stood);
  }

  const opened = history.items.at(-1);
  const { salt = '', value } = opened?.openings['reason'] ?? {};
  expect(value).toBe(reason);
  const commitment = hash(Buffer.from(salt, 'hex'), canonicalise(value ?? '')).toString('hex');
  expect(opened?.event.commit['reason']).toBe(commitment);
});
