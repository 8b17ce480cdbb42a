import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { askIssuer } from '../../../src/platform/services/ask-issuer';
import { readServing, type TlsFiles } from '../../../src/platform/services/mutual-tls';
import { at, authority, certified, folder } from '../../contract/services/certified';
import { buildProgram } from '../../e2e/intake/support/program';
import { inPlaceOf, runIn, settingsOf } from './compartment';
import { Home, until, type Lintel } from './lintel';

const isRoot = process.getuid?.() === 0;
const [cert, key] = [at('served.pem'), at('served.key')];

beforeAll(() => {
  buildProgram();
  authority('ours');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Puts a new certificate and key in the place of the old ones, as programs do that renew them. */
function renew(name: string): TlsFiles {
  const made = certified(name, 'ours', '127.0.0.1', 'ours');
  // What most of them leave: a key for root alone.
  chmodSync(made.keyFile, 0o600);
  renameSync(made.keyFile, key);
  renameSync(made.certFile, cert);
  return { certFile: cert, keyFile: key, caFile: made.caFile };
}

describe('files that settings name, under lintel start', () => {
  const home = new Home();
  let lintel: Lintel;
  const missing = join(home.folder, 'anchors.pem');
  const pidOf = (name: string): number => home.children().get(name) ?? 0;
  const port = (): string => settingsOf(home, 'issuer')['INTERNAL_PORT'] ?? '';
  const shown = async (): Promise<string> => {
    const tls = readServing({ certFile: cert, keyFile: key, caFile: at('ours.pem') });
    const state = await askIssuer({ url: `https://127.0.0.1:${port()}`, tls, byPlace: true }, '/healthz');
    return state.kind;
  };
  /** Of a process, as it has it. */
  const handed = (name: string, file: string): string =>
    readFileSync(join(home.env.LINTEL_HOME, 'processes', name, 'handed', file), 'utf8');

  beforeAll(async () => {
    lintel = await home
      .start({
        INTERNAL_TLS_CERT_FILE: cert,
        INTERNAL_TLS_KEY_FILE: key,
        INTERNAL_TLS_CA_FILE: at('ours.pem'),
        INTERNAL_TLS_LOOK_SECONDS: '1',
        C2PA_TRUST_ANCHORS: missing,
      })
      .running();
  });
  afterAll(async () => {
    await lintel.kill('SIGTERM');
    home.remove();
  });

  it('cost no compartment where they are missing, and are named', async () => {
    expect(lintel.output).not.toContain('not kept apart');
    expect(lintel.output).toContain(`INTERNAL_TLS_KEY_FILE: ${key} cannot be read (ENOENT).`);
    expect(lintel.output).toContain(`${missing} cannot be read by worker`);
    const { output } = await home.run(['doctor']);
    expect(output).toContain(`${missing} cannot be read by worker`);
  });

  it('are taken when they come, by an issuer that waited for its certificate', async () => {
    const before = pidOf('issuer');
    renew('first');
    await until(async () => (await shown().catch(() => 'away')) === 'well');
    expect(pidOf('issuer')).toBe(before);
  });

  it('are taken when others are put in their place, with a key that is for root alone', async () => {
    renew('second');
    const files = [
      ['certificate.pem', cert],
      ['key.pem', key],
    ] as const;
    for (const name of ['intake', 'issuer'])
      for (const [file, from] of files) await until(() => handed(name, file) === readFileSync(from, 'utf8'));
    await until(async () => (await shown().catch(() => 'away')) === 'well');
    expect(lintel.output).not.toContain('one that was handed on before serves on');
  });

  (isRoot ? it : it.skip)('are each in sight of the processes that show them alone', async () => {
    const at = (name: string): string => join(home.env.LINTEL_HOME, 'processes', name, 'handed/key.pem');
    for (const name of ['intake', 'issuer']) {
      expect(await runIn(inPlaceOf(pidOf(name)), ['cat', at(name)], '')).toBe(readFileSync(key, 'utf8'));
      expect(statSync(at(name)).mode & 0o777).toBe(0o400);
    }
    for (const name of ['intake', 'worker', 'workspace'])
      await expect(runIn(inPlaceOf(pidOf(name)), ['cat', at('issuer')], '')).rejects.toThrow();
  });

  it('serve on as they were while one of them cannot be read', async () => {
    const before = handed('issuer', 'key.pem');
    rmSync(key);
    await until(() => lintel.output.includes('one that was handed on before serves on'));
    expect(handed('issuer', 'key.pem')).toBe(before);
    writeFileSync(key, before, { mode: 0o600 });
    await until(async () => (await shown().catch(() => 'away')) === 'well');
  });

  it('leave no copy behind when it stops', async () => {
    expect(await lintel.kill('SIGTERM')).toBe(0);
    for (const name of ['intake', 'issuer'])
      expect(existsSync(join(home.env.LINTEL_HOME, 'processes', name, 'handed'))).toBe(false);
  });
});

/* Of a folder that only root may enter, as programs make that renew certificates. */
(isRoot ? it : it.skip)('cost no compartment where whoever starts Lintel may not look', () => {
  const shut = join(folder, 'shut');
  mkdirSync(shut, { mode: 0o700 });
  const tls = { certFile: join(shut, 'a.pem'), keyFile: join(shut, 'a.key'), caFile: join(shut, 'ca.pem') };
  const home = mkdtempSync('/tmp/lintel-handed-');
  const script = `
    const { Handed } = require(${JSON.stringify(join(__dirname, '../../../dist/src/apps/cli/start/compartments/handed.js'))});
    process.setgid(65534); process.setuid(65534);
    new Handed(process.argv[1], JSON.parse(process.argv[2]), undefined).begin().then((said) => console.log(JSON.stringify(said)));`;
  chownSync(home, 65_534, 65_534);
  try {
    const said = execFileSync(process.execPath, ['-e', script, home, JSON.stringify(tls)], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual([
      `INTERNAL_TLS_CERT_FILE: ${tls.certFile} cannot be read (EACCES)`,
      `INTERNAL_TLS_KEY_FILE: ${tls.keyFile} cannot be read (EACCES)`,
      `INTERNAL_TLS_CA_FILE: ${tls.caFile} cannot be read (EACCES)`,
    ]);
  } finally {
    rmSync(home, { recursive: true });
  }
});
