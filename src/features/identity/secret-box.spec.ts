import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotOpen, SecretBox } from './secret-box';

const secret = Buffer.from('a secret of twenty b');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-box-'));
});
afterAll(() => rm(folder, { recursive: true }));
const file = (name: string): string => join(folder, name, 'secret.key');

it('opens what it sealed, in another process too', async () => {
  const sealed = await new SecretBox({ secretKey: undefined, secretKeyFile: file('a') }).seal(secret, 'ann');
  const again = new SecretBox({ secretKey: undefined, secretKeyFile: file('a') });
  expect(await again.open(sealed, 'ann')).toEqual(secret);
  expect(sealed.includes(secret)).toBe(false);
  expect((await stat(file('a'))).mode & 0o777).toBe(0o600);
});

it('opens nothing for another owner, under another key, or that was changed', async () => {
  const box = new SecretBox({ secretKey: 'ab'.repeat(32), secretKeyFile: file('never') });
  const sealed = await box.seal(secret, 'ann');
  const other = new SecretBox({ secretKey: 'ac'.repeat(32), secretKeyFile: file('never') });
  await expect(box.open(sealed, 'ben')).rejects.toThrow(CannotOpen);
  await expect(other.open(sealed, 'ann')).rejects.toThrow(CannotOpen);
  for (const place of [0, 1, 14, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(place) ^ 1, place);
    await expect(box.open(changed, 'ann')).rejects.toThrow(CannotOpen);
  }
  await expect(readFile(file('never'))).rejects.toThrow('ENOENT');
});

it('several processes that start at once make one key', async () => {
  const boxes = Array.from(
    { length: 8 },
    () => new SecretBox({ secretKey: undefined, secretKeyFile: file('b') }),
  );
  const macs = await Promise.all(boxes.map((box) => box.mac('code', 'ann')));
  expect(new Set(macs.map((mac) => mac.toString('hex'))).size).toBe(1);
});

it('opens what was sealed with the key of before, seals with the key of now, and needs that alone then', async () => {
  const [one, two] = ['ab'.repeat(32), 'cd'.repeat(32)];
  const box = (secretKey: string, formerSecretKey?: string): SecretBox =>
    new SecretBox({ secretKey, formerSecretKey, secretKeyFile: file('never') });
  const [before, between, after] = [box(one), box(two, one), box(two)];
  const sealed = await before.seal(secret, 'ann');
  expect(await between.open(sealed, 'ann')).toEqual(secret);
  await expect(after.open(sealed, 'ann')).rejects.toThrow(CannotOpen);
  const anew = (await between.reseal(sealed, 'ann')) ?? Buffer.of();
  expect(await after.open(anew, 'ann')).toEqual(secret);
  await expect(before.open(anew, 'ann')).rejects.toThrow(CannotOpen);
  expect(await between.reseal(anew, 'ann')).toBeUndefined();
  await expect(between.reseal(sealed, 'ben')).rejects.toThrow(CannotOpen);
  const macs = await Promise.all([after.mac('code', 'ann'), before.mac('code', 'ann')]);
  expect(await between.macs('code', 'ann')).toEqual(Buffer.concat(macs));
  expect(await after.macs('code', 'ann')).toEqual(macs[0]);
});
