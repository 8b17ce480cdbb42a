import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { at, authority, certified, folder } from './certified';
import { Stranger, type Speech } from './stranger';

const run = promisify(execFile);
const CACHE = join(__dirname, '../../../node_modules/.cache/lintel-services');
const CHILD = join(CACHE, `outside-${process.pid}.cjs`);

/** Whatever Lintel speaks TLS with, how it comes to it, and the address that a setting would give. */
const SERVICES: Readonly<Record<string, readonly [Speech, (place: string) => string]>> = {
  database: ['postgres', (place) => `postgres://worker:secret@${place}/lintel?sslmode=verify-full`],
  'database, sslmode=require': ['postgres', (place) => `postgres://w:secret@${place}/l?sslmode=require`],
  'queue in PostgreSQL': ['postgres', (place) => `postgres://w:secret@${place}/l?sslmode=verify-full`],
  'queue in Redis': ['tls', (place) => `rediss://:secret@${place}`],
  store: ['tls', (place) => `https://${place}`],
  'mail by STARTTLS': ['starttls', (place) => `smtp://files:secret@${place}`],
  'mail in TLS': ['smtps', (place) => `smtps://files:secret@${place}`],
  'GOV.UK Notify': ['tls', (place) => `https://${place}`],
  'OpenID provider': ['tls', (place) => `https://${place}`],
  'time stamping authority': ['tls', (place) => `https://${place}/tsa`],
  witness: ['tls', (place) => `https://${place}`],
  'collector of traces': ['tls', (place) => `https://${place}`],
};
const NAMES = Object.keys(SERVICES);

/** What each server was told, and what the product said of it. */
interface Outcome {
  readonly told: Readonly<Record<string, number>>;
  readonly said: Readonly<Record<string, string>>;
}

async function outcomeWith(files: ReturnType<typeof certified>): Promise<Outcome> {
  const strangers = new Map<string, Stranger>();
  for (const [name, [speech]] of Object.entries(SERVICES))
    strangers.set(name, await Stranger.listen(speech, files));
  const urls = Object.entries(SERVICES).map(([name, [, urlOf]]) => [
    name,
    urlOf(`localhost:${strangers.get(name)?.port ?? 0}`),
  ]);
  try {
    const { stdout } = await run(process.execPath, [CHILD, JSON.stringify(Object.fromEntries(urls))], {
      env: { PATH: process.env['PATH'], LINTEL_HOME: folder, NODE_EXTRA_CA_CERTS: at('ours.pem') },
    });
    return {
      told: Object.fromEntries([...strangers].map(([name, { told }]) => [name, told])),
      said: JSON.parse(stdout) as Outcome['said'],
    };
  } finally {
    for (const stranger of strangers.values()) stranger.close();
  }
}

let right: Outcome;
let unknown: Outcome;
let misnamed: Outcome;
beforeAll(async () => {
  for (const name of ['ours', 'others']) authority(name);
  await mkdir(CACHE, { recursive: true });
  const entryPoints = [join(__dirname, 'child.ts')];
  await build({ entryPoints, outfile: CHILD, bundle: true, platform: 'node', packages: 'external' });
  right = await outcomeWith(certified('right', 'ours', 'localhost', 'ours'));
  unknown = await outcomeWith(certified('unknown', 'others', 'localhost', 'ours'));
  misnamed = await outcomeWith(certified('misnamed', 'ours', 'elsewhere.example', 'ours'));
});
afterAll(async () => {
  await rm(CHILD, { force: true });
  await rm(folder, { recursive: true, force: true });
});

/** Of the collector nothing is said: nothing hangs on it. */
const SPEAKING = NAMES.filter((name) => name !== 'collector of traces');

describe('a server that shows a certificate', () => {
  it.each(NAMES)('of its name, by the authority that NODE_EXTRA_CA_CERTS names, is spoken to: %s', (name) => {
    expect(right.told[name]).toBeGreaterThan(0);
    expect(right.said[name]).not.toMatch(/certificate/i);
  });

  it.each(NAMES)('of an authority that nobody knows is told nothing, not even a password: %s', (name) => {
    expect(unknown.told[name]).toBe(0);
  });

  it.each(NAMES)('of another name is told nothing, not even a password: %s', (name) => {
    expect(misnamed.told[name]).toBe(0);
  });

  it.each(SPEAKING)('that is not believed is said to be so: %s', (name) => {
    const [ofNobody, ofAnother] = [unknown.said[name], misnamed.said[name]];
    expect(ofNobody).toMatch(
      /unable to verify the first certificate|of no authority that this machine trusts/,
    );
    expect(ofAnother).toMatch(/does not match certificate's altnames|shows a certificate of another name/);
  });
});
