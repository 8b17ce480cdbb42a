import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readRoots, TimeStampAuthority } from '../../../src/features/disclosure/timestamps/authority';
import { checkToken } from '../../../src/platform/time-stamps';
import { systemClock } from '../../../src/kernel/clock';
import { startAuthority, type TestAuthority, type TsaAnswer } from '../../support/tsa';

const run = promisify(execFile);
const DATA = Buffer.from('lintel.example/custody\n7\nroot\n');

let tsa: TestAuthority;
let folder: string;

beforeAll(async () => {
  tsa = await startAuthority();
  folder = await mkdtemp(join(tmpdir(), 'lintel-token-'));
});
afterAll(async () => {
  await tsa.close();
  await rm(folder, { recursive: true, force: true });
});

const authority = async (choices: { trusted?: boolean; now?: Date; timeoutMs?: number } = {}) =>
  new TimeStampAuthority(
    tsa.url,
    choices.trusted === false ? [] : await readRoots(tsa.caFile),
    choices.timeoutMs ?? 20_000,
    choices.now === undefined ? systemClock : { now: () => choices.now as Date },
  );

async function opensslVerifies(token: Buffer, data: Buffer): Promise<boolean> {
  await writeFile(join(folder, 'token.tsr'), token);
  await writeFile(join(folder, 'data'), data);
  const args = ['ts', '-verify', '-token_in', '-in', 'token.tsr', '-data', 'data', '-CAfile', tsa.caFile];
  return run('openssl', args, { cwd: folder }).then(
    ({ stdout }) => stdout.includes('Verification: OK'),
    () => false,
  );
}

describe('a time stamp of a real authority', () => {
  it.each<TsaAnswer>(['right', 'ecdsa'])('is taken, and openssl verifies it too (%s)', async (answer) => {
    tsa.answer(answer);
    const stamp = await (await authority()).stamp(DATA);
    expect(stamp).toMatchObject({ anchored: true, policy: '1.3.6.1.4.1.99999.1' });
    expect(Math.abs(stamp.at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(await opensslVerifies(stamp.token, DATA)).toBe(true);
    expect(await opensslVerifies(stamp.token, Buffer.from('other data'))).toBe(false);
  });

  it('is checked again from what was stored, without the nonce and at any later time', async () => {
    tsa.answer('right');
    const stamp = await (await authority()).stamp(DATA);
    const imprint = Buffer.from(stamp.imprint, 'hex');
    expect(checkToken(stamp.token, { imprint, roots: await readRoots(tsa.caFile) })).toEqual(stamp);
  });

  it('says that nothing vouches for the signer when no root is configured', async () => {
    tsa.answer('other-ca');
    expect(await (await authority({ trusted: false })).stamp(DATA)).toMatchObject({ anchored: false });
  });
});

describe('what is no time stamp for what was sent', () => {
  it.each<[TsaAnswer, string]>([
    ['other-nonce', 'another nonce'],
    ['other-hash', 'another hash'],
    ['other-token', 'another nonce'],
    ['expired', 'the certificate was not valid then'],
    ['other-ca', 'the certificate leads to no known root'],
    ['sha1-name', 'the signer is not named by its certificate'],
    ['rejection', 'refused by the authority'],
    ['garbage', 'not a time stamp reply'],
    ['huge', 'not a time stamp reply'],
    ['error-page', 'not a time stamp reply'],
  ])('%s is refused: %s', async (answer, fault) => {
    tsa.answer('right');
    await (await authority()).stamp(DATA);
    tsa.answer(answer);
    await expect((await authority()).stamp(DATA)).rejects.toMatchObject({ fault });
  });

  it('a time ten minutes and more from ours is refused', async () => {
    tsa.answer('right');
    const late = await authority({ now: new Date(Date.now() + 11 * 60_000) });
    await expect(late.stamp(DATA)).rejects.toMatchObject({ fault: 'a time far from ours' });
  });

  it('an authority that stays silent is given up', async () => {
    tsa.answer('silence');
    const patient = await authority({ timeoutMs: 300 });
    await expect(patient.stamp(DATA)).rejects.toMatchObject({ fault: 'no answer' });
  });

  it('any byte of the token that is changed is noticed, or changes nothing that is believed', async () => {
    tsa.answer('right');
    const stamp = await (await authority()).stamp(DATA);
    const expected = { imprint: Buffer.from(stamp.imprint, 'hex'), roots: await readRoots(tsa.caFile) };
    let refused = 0;
    for (let place = 0; place < stamp.token.length; place += 7) {
      const changed = Buffer.from(stamp.token);
      changed.writeUInt8(changed.readUInt8(place) ^ 0x55, place);
      try {
        expect(checkToken(changed, expected)).toEqual({ ...stamp, token: changed });
      } catch (error) {
        expect(error).toHaveProperty('fault');
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(stamp.token.length / 7 / 2);
  });
});
