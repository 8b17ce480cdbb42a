import { once } from 'node:events';
import { appendFileSync, copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import { certificateFinding, certificates } from '../../../src/apps/cli/doctor/certificates';
import { issuer as doctorOfIssuer } from '../../../src/apps/cli/doctor/issuer';
import { untilReady } from '../../../src/apps/cli/start/ready';
import { BundleGateway } from '../../../src/apps/intake/recipient/gateway';
import { WorkspaceAway } from '../../../src/apps/intake/recipient/recipient.errors';
import { createIssuer } from '../../../src/apps/issuer/server';
import { WorkspaceClient } from '../../../src/apps/issuer/workspace-client';
import { loadConfig } from '../../../src/config';
import { openEvidenceReader } from '../../../src/platform/object-store';
import { askIssuer } from '../../../src/platform/services/ask-issuer';
import { readTls, type TlsFiles } from '../../../src/platform/services/mutual-tls';
import { RenewedTls } from '../../../src/platform/services/renewed-tls';
import { until } from '../../support/until';
import { at, authority, certified, folder } from './certified';

const SECRET = 'what intake shows the issuer, long enough';
const side: Record<'issuer' | 'intake' | 'foreign' | 'fooled', TlsFiles> = Object.create(null) as never;
let workspace: Server;
let issuer: Server;
let port: number;
let answered = 0;
/** Of the workspace when it is asked whether it can serve. */
let readiness = 200;
const reported: string[] = [];
let renewed: RenewedTls;

beforeAll(async () => {
  for (const name of ['ours', 'others']) authority(name);
  side.issuer = certified('issuer', 'ours', 'localhost', 'ours');
  side.intake = certified('intake', 'ours', 'intake.example', 'ours');
  side.foreign = certified('foreign', 'others', 'intake.example', 'ours');
  side.fooled = { ...side.intake, caFile: at('others.pem') };
  workspace = createServer((asked, answer) => {
    if (asked.url === '/readyz') {
      answer.writeHead(readiness).end();
      return;
    }
    answered += 1;
    answer.writeHead(201, { 'Content-Type': 'application/json' });
    answer.end(JSON.stringify({ session: 'a'.repeat(43) }));
  }).listen(at('workspace.sock'));
  renewed = new RenewedTls(side.issuer, {
    everyMs: 20,
    report: (error) => reported.push((error as { code?: string }).code ?? ''),
  });
  issuer = createIssuer({
    workspace: new WorkspaceClient(at('workspace.sock')),
    evidence: await openEvidenceReader(loadConfig({ LINTEL_HOME: folder }).objects),
    secret: SECRET,
    tls: renewed,
    report: () => undefined,
  }).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  ({ port } = issuer.address() as AddressInfo);
});
beforeEach(() => {
  answered = 0;
  readiness = 200;
});
afterAll(() => {
  renewed.close();
  for (const server of [issuer, workspace]) server.closeAllConnections();
  for (const server of [issuer, workspace]) server.close();
  rmSync(folder, { recursive: true });
});

/** Intake, as it is set up with what is given. */
const intake = (settings: Record<string, string>): BundleGateway =>
  new BundleGateway(loadConfig({ LINTEL_HOME: folder, INTERNAL_SECRET: SECRET, ...settings }), {
    error: () => undefined,
  });
const withFiles = (files: TlsFiles, host = 'localhost'): BundleGateway =>
  intake({
    WORKSPACE_INTERNAL_URL: `https://${host}:${port}`,
    INTERNAL_TLS_CERT_FILE: files.certFile,
    INTERNAL_TLS_KEY_FILE: files.keyFile,
    INTERNAL_TLS_CA_FILE: files.caFile,
  });
const enter = (gateway: BundleGateway): Promise<string> => gateway.enter('token', 'code', '192.0.2.1');

it('intake asks the issuer over TLS, and each knows the other by its certificate', async () => {
  expect(await enter(withFiles(side.intake))).toBe('a'.repeat(43));
  expect(answered).toBe(1);
});

it.each([
  ['whose certificate is of another authority', () => withFiles(side.foreign)],
  ['without TLS', () => intake({ WORKSPACE_INTERNAL_URL: `http://localhost:${port}` })],
])('nobody %s is heard, though they know the secret', async (_who, made) => {
  await expect(enter(made())).rejects.toThrow(WorkspaceAway);
  expect(answered).toBe(0);
});

it.each([
  ['of another authority', () => withFiles(side.fooled)],
  ['made for another name', () => withFiles(side.intake, '127.0.0.1')],
])('intake tells nothing to a server with a certificate %s', async (_what, made) => {
  await expect(enter(made())).rejects.toThrow(WorkspaceAway);
  expect(answered).toBe(0);
});

it('intake comes up without a certificate that serves, asks nobody, and asks once there is one', async () => {
  const files = { certFile: at('late.pem'), keyFile: at('late.key'), caFile: at('ours.pem') };
  const gateway = intake({ ...settingsOf(files), INTERNAL_TLS_LOOK_SECONDS: '1' });
  await expect(enter(gateway)).rejects.toThrow(WorkspaceAway);
  expect(await gateway.state()).toMatchObject({
    kind: 'unwell',
    sentence: expect.stringMatching(/between intake and issuer cannot serve/) as string,
  });
  expect(answered).toBe(0);
  certified('late', 'ours', 'intake.example', 'ours');
  await until('the certificate is taken', async () => (await gateway.state()).kind === 'well');
  expect(await enter(gateway)).toBe('a'.repeat(43));
  gateway.onApplicationShutdown();
});

it.each([
  [
    'an older TLS',
    () => ({ ...readTls(side.intake), minVersion: 'TLSv1.2' as const, maxVersion: 'TLSv1.2' as const }),
    /protocol version/,
  ],
  ['who shows no certificate', () => ({ ca: readTls(side.intake).ca }), /certificate required/],
])('%s is refused, even to ask whether all is well', async (_who, how, said) => {
  const asked = request({ host: 'localhost', port, path: '/healthz', agent: false, ...how() });
  const [error] = (await once(asked.end(), 'error')) as [Error];
  expect(error.message).toMatch(said);
  expect(answered).toBe(0);
});

const settingsOf = (files: TlsFiles, host = 'localhost'): Record<string, string> => ({
  INTERNAL_PORT: String(port),
  WORKSPACE_INTERNAL_URL: `https://${host}:${port}`,
  INTERNAL_TLS_CERT_FILE: files.certFile,
  INTERNAL_TLS_KEY_FILE: files.keyFile,
  INTERNAL_TLS_CA_FILE: files.caFile,
});
/** What the doctor says first of the issuer. */
async function diagnosis(settings: Record<string, string>): Promise<string> {
  const [finding] = await doctorOfIssuer(loadConfig(settings));
  return `${finding?.mend === undefined ? 'ok' : 'PROBLEM'} ${finding?.found ?? ''}`;
}

describe('a start', () => {
  const ready = async (files: TlsFiles, name = 'issuer'): Promise<string | undefined> => {
    const server = createTlsServer({ ...readTls(side.foreign), requestCert: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const listener = { name, setting: 'INTERNAL_PORT', host: '127.0.0.1', tls: files };
    const { port: found } = server.address() as AddressInfo;
    const { signal } = new AbortController();
    try {
      return await untilReady({ name, deaths: 0 }, { ...listener, port: found }, 'issuer.log', signal);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  it('does not wait for an issuer that nobody believes, and says so', async () => {
    expect(await ready(side.intake)).toMatch(/cannot be asked over TLS/);
    const mixed = { ...side.intake, keyFile: side.issuer.keyFile };
    expect(await ready(mixed)).toMatch(/certificate between intake and issuer cannot serve/);
  });
});

describe('whether the issuer is well', () => {
  it('is asked over the same TLS, and answered by the workspace behind it, not by a port that is open', async () => {
    expect(await diagnosis(settingsOf(side.intake))).toMatch(/^ok it can serve/);
    expect(await withFiles(side.intake).state()).toMatchObject({ kind: 'well' });
    readiness = 503;
    const sentence = /cannot serve now \(503\), for the workspace that it asks is away/;
    expect(await diagnosis(settingsOf(side.intake))).toMatch(sentence);
    expect(await withFiles(side.intake).state()).toMatchObject({
      kind: 'unwell',
      sentence: expect.stringMatching(sentence) as string,
    });
  });

  it('is no secret where certificates or names do not fit', async () => {
    expect(await diagnosis(settingsOf(side.foreign))).toMatch(/^PROBLEM .* cannot be asked over TLS/);
    expect(await diagnosis(settingsOf(side.fooled))).toMatch(/^PROBLEM .* cannot be asked over TLS/);
    expect(await diagnosis(settingsOf(side.intake, '127.0.0.1'))).toMatch(/ERR_TLS_CERT_ALTNAME_INVALID/);
    const byPlace = { url: `https://127.0.0.1:${port}`, tls: readTls(side.intake), byPlace: true };
    expect(await askIssuer(byPlace)).toMatchObject({ kind: 'well' });
  });

  it('is a problem in production when nobody listens there', async () => {
    const nowhere = { ...settingsOf(side.intake), WORKSPACE_INTERNAL_URL: 'https://localhost:1' };
    expect(await diagnosis(nowhere)).toMatch(/^ok no issuer listens/);
    const { internal } = loadConfig(nowhere);
    const [finding] = await doctorOfIssuer({ internal, production: true });
    expect(finding?.mend).toBeDefined();
  });
});

describe('the end of a certificate', () => {
  const marks = async (days: number, warningDays: number): Promise<string[]> => {
    const files = certified('ending', 'ours', 'localhost', 'ours', days);
    const env = { ...settingsOf(files), INTERNAL_TLS_WARNING_DAYS: String(warningDays) };
    const found = await certificates(loadConfig(env));
    return found.map(({ mend, isWarning }) =>
      mend === undefined ? 'ok' : isWarning ? 'warning' : 'PROBLEM',
    );
  };

  it('is said by the doctor as many days before as the settings say, and of the one that is shown', async () => {
    expect(await marks(30, 21)).toEqual(['ok', 'ok']);
    expect(await marks(30, 40)).toEqual(['warning', 'ok']);
    const [, shown] = await doctorOfIssuer(loadConfig(settingsOf(side.intake)));
    expect(shown).toMatchObject({
      isWarning: true,
      found: expect.stringContaining('day(s) are left') as string,
    });
  });

  it('is a problem once it is past, and so is a key of another certificate', async () => {
    const past = certificateFinding('it', new Date(Date.now() - 86_400_000), 21, 'renew it');
    expect(past).toEqual({
      what: 'it',
      found: expect.stringContaining('ended on') as string,
      mend: 'renew it',
    });
    const mixed = { ...side.intake, keyFile: side.issuer.keyFile };
    expect((await certificates(loadConfig(settingsOf(mixed)))).at(-1)?.found).toMatch(/does not fit/);
  });
});

describe('a certificate that is renewed on the disk', () => {
  const serialOf = async (): Promise<string> => {
    const asked = request({
      host: 'localhost',
      port,
      path: '/healthz',
      agent: false,
      ...readTls(side.intake),
    });
    const [answer] = (await once(asked.end(), 'response')) as [IncomingMessage];
    const { socket } = answer;
    answer.resume();
    if (!(socket instanceof TLSSocket)) throw new Error('it was asked in the clear');
    return socket.getPeerCertificate().serialNumber;
  };

  it('is tried again though its files stay as they are, is told of once, and is not taken with an authority that nobody can read', async () => {
    const files = certified('retried', 'ours', 'localhost', 'ours');
    const told: string[] = [];
    const taken: string[] = [];
    let fails = true;
    const caFile = at('retried-ca.pem');
    copyFileSync(at('ours.pem'), caFile);
    const look = new RenewedTls(
      { ...files, caFile },
      { everyMs: 5, report: (error) => told.push((error as Error).message) },
    );
    look.onRenewed(({ ca }) => {
      taken.push(ca.toString());
      if (fails) throw new Error('too many open files');
    });
    appendFileSync(caFile, readFileSync(at('others.pem')));
    await until('it was tried again', () => Promise.resolve(taken.length > 2));
    expect(told).toEqual(['too many open files']);
    fails = false;
    const both = readFileSync(caFile, 'utf8');
    await until('it is taken', () => Promise.resolve(look.current.ca.toString() === both));

    writeFileSync(caFile, '');
    await until('an empty authority is told of', () => Promise.resolve(told.length > 1));
    expect(look.current.ca.toString()).toBe(both);
    writeFileSync(caFile, both.slice(0, -200));
    await until('half an authority is told of', () => Promise.resolve(told.length > 2));
    expect(look.current.ca.toString()).toBe(both);
    look.close();
  });

  it('is shown without a restart, and nobody is refused meanwhile; half of a renewal is not taken', async () => {
    const before = await serialOf();
    const made = certified('renewal', 'ours', 'localhost', 'ours');
    renameSync(made.certFile, side.issuer.certFile);
    await until('the report of a key of another certificate', () =>
      Promise.resolve(reported.includes('ERR_OSSL_X509_KEY_VALUES_MISMATCH')),
    );
    expect(await serialOf()).toBe(before);
    renameSync(made.keyFile, side.issuer.keyFile);
    await until('the renewed certificate', async () => (await serialOf()) !== before);
    expect(await enter(withFiles(side.intake))).toBe('a'.repeat(43));
  });
});
