import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundleGateway } from '../../../src/apps/intake/recipient/gateway';
import { WorkspaceAway } from '../../../src/apps/intake/recipient/recipient.errors';
import { createIssuer } from '../../../src/apps/issuer/server';
import { WorkspaceClient } from '../../../src/apps/issuer/workspace-client';
import { loadConfig } from '../../../src/config';
import { openEvidenceReader } from '../../../src/platform/object-store';
import { readTls, type TlsFiles } from '../../../src/platform/services/mutual-tls';

const SECRET = 'what intake shows the issuer, long enough';
const folder = mkdtempSync(join(tmpdir(), 'lintel-mutual-'));
const at = (name: string): string => join(folder, name);
const openssl = (...args: string[]): unknown =>
  execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
const P256 = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

function authority(name: string): void {
  openssl(
    ...['req', '-x509', ...P256, '-subj', `/CN=${name}`],
    ...['-keyout', `${name}.key`, '-out', `${name}.pem`],
  );
}

/** A certificate of `by` for `host`, and trust in `trusted`. */
function certified(name: string, by: string, host: string, trusted: string): TlsFiles {
  writeFileSync(at(`${name}.ext`), `subjectAltName=DNS:${host}\n`);
  openssl('req', ...P256, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  openssl(
    ...['x509', '-req', '-days', '2', '-in', `${name}.csr`, '-extfile', `${name}.ext`, '-out', `${name}.pem`],
    ...['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'],
  );
  return { certFile: at(`${name}.pem`), keyFile: at(`${name}.key`), caFile: at(`${trusted}.pem`) };
}

const side: Record<'issuer' | 'intake' | 'foreign' | 'fooled', TlsFiles> = Object.create(null) as never;
let workspace: Server;
let issuer: Server;
let port: number;
let answered = 0;

beforeAll(async () => {
  for (const name of ['ours', 'others']) authority(name);
  side.issuer = certified('issuer', 'ours', 'localhost', 'ours');
  side.intake = certified('intake', 'ours', 'intake.example', 'ours');
  side.foreign = certified('foreign', 'others', 'intake.example', 'ours');
  side.fooled = { ...side.intake, caFile: at('others.pem') };
  workspace = createServer((_asked, answer) => {
    answered += 1;
    answer.writeHead(201, { 'Content-Type': 'application/json' });
    answer.end(JSON.stringify({ session: 'a'.repeat(43) }));
  }).listen(at('workspace.sock'));
  issuer = createIssuer({
    workspace: new WorkspaceClient(at('workspace.sock')),
    evidence: await openEvidenceReader(loadConfig({ LINTEL_HOME: folder }).objects),
    secret: SECRET,
    tls: readTls(side.issuer),
    report: () => undefined,
  }).listen(0, '127.0.0.1');
  await once(issuer, 'listening');
  ({ port } = issuer.address() as AddressInfo);
});
beforeEach(() => {
  answered = 0;
});
afterAll(() => {
  for (const server of [issuer, workspace]) server.closeAllConnections();
  for (const server of [issuer, workspace]) server.close();
  rmSync(folder, { recursive: true });
});

/** Intake, as it is set up with what is given. */
const intake = (settings: Record<string, string>): BundleGateway =>
  new BundleGateway(loadConfig({ LINTEL_HOME: folder, INTERNAL_SECRET: SECRET, ...settings }));
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
