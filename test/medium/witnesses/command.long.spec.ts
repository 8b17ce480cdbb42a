import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signCheckpoint } from '../../../src/custody/pure/checkpoint';
import { cosignedAt, parseWitnessKey } from '../../../src/custody/pure/cosignature';
import { leafHash, nodeHash } from '../../../src/custody/pure/merkle';
import { noteSigner, parseNote, verifierKeyText } from '../../../src/custody/pure/signed-note';
import { formatWitnessRequest } from '../../../src/custody/pure/witness-request';
import { Lintel, until } from '../start/lintel';

const log = noteSigner('log.test/custody', generateKeyPairSync('ed25519').privateKey);
const [first, second, third] = [leafHash('one'), leafHash('two'), leafHash('three')];
const two = { size: 2, root: nodeHash(first, second) };
const heads = {
  two: signCheckpoint(log.name, two, [log]),
  three: signCheckpoint(log.name, { size: 3, root: nodeHash(two.root, third) }, [log]),
  otherThree: signCheckpoint(log.name, { size: 3, root: nodeHash(nodeHash(second, first), third) }, [log]),
};

let folder: string;
const running: Lintel[] = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel witness '));
  writeFileSync(join(folder, 'log.keys'), `${verifierKeyText(log)}\n`);
});
afterAll(async () => {
  await Promise.all(running.map((one) => one.kill('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

const command = (home = 'witness'): Lintel => {
  const files = ['--log', join(folder, 'log.keys'), '--folder', join(folder, home)];
  const started = new Lintel(['witness', '--name', 'witness.test/one', ...files, '--port', '0'], {});
  running.push(started);
  return started;
};

/** One that listens. */
async function open(): Promise<{ lintel: Lintel; url: string; key: string }> {
  const lintel = command();
  const url = await until(() => /Listening on (\S+)/.exec(lintel.output)?.[1]);
  return { lintel, url, key: /Witness key: (\S+)/.exec(lintel.output)?.[1] ?? '' };
}

async function ask(url: string, oldSize: number, proof: Buffer[], checkpoint: string) {
  const body = formatWitnessRequest({ oldSize, proof, checkpoint });
  const answer = await fetch(`${url}add-checkpoint`, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
}

describe('lintel witness', () => {
  it('remembers what it cosigned when it is killed, and keeps its key', async () => {
    const before = await open();
    const signed = await ask(before.url, 0, [], heads.two);
    expect(signed.status).toBe(200);
    const note = parseNote(`${heads.two}${signed.text}`);
    const key = parseWitnessKey(before.key);
    expect(note && key && cosignedAt(note, key)).toBeInstanceOf(Date);
    await before.lintel.kill('SIGKILL');

    const after = await open();
    expect(after.key).toBe(before.key);
    expect(await ask(after.url, 0, [], heads.three)).toEqual({ status: 409, text: '2\n' });
    expect(await ask(after.url, 2, [third], heads.otherThree)).toMatchObject({ status: 422 });
    expect(await ask(after.url, 2, [third], heads.three)).toMatchObject({ status: 200 });
    await until(() => after.lintel.output.includes('ALARM: log.test/custody'));
    const about = await (await fetch(after.url)).text();
    expect(about).toContain(after.key);
    expect(about).toContain(heads.three);
    expect(await after.lintel.kill('SIGTERM')).toBe(0);
  });

  it('never runs twice from the same folder', async () => {
    const { lintel } = await open();
    const twice = command();
    expect(await twice.end()).toBe(1);
    expect(twice.output).toContain('one must never do so twice');
    await lintel.kill('SIGTERM');
  });

  it('refuses what is too long, and whatever is no request', async () => {
    const { lintel, url } = await open();
    expect(await ask(url, 0, [], 'x'.repeat(70_000))).toMatchObject({ status: 413 });
    expect(await ask(url, 0, [], 'hello\n')).toMatchObject({ status: 400 });
    expect((await fetch(`${url}add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${url}secret`)).status).toBe(404);
    await lintel.kill('SIGTERM');
  });
});
