import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the authority answers. All but the first two are wrong in one way. */
export type TsaAnswer =
  | 'right'
  | 'ecdsa'
  | 'expired'
  | 'other-ca'
  | 'other-nonce'
  | 'other-hash'
  | 'other-token'
  | 'sha1-name'
  | 'rejection'
  | 'garbage'
  | 'huge'
  | 'error-page'
  | 'silence';

/** A time stamping authority that really signs, with `openssl ts`. */
export interface TestAuthority {
  readonly url: string;
  /** PEM of its root. */
  readonly caFile: string;
  /** How many requests came. */
  readonly asked: () => number;
  answer(as: TsaAnswer): void;
  /** Stops answering at all, and takes the port up again. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

const CONFIG = (folder: string, signer: string, ess: string): string => `
oid_section = oids
[oids]
[tsa]
default_tsa = authority
[authority]
dir = ${folder}
serial = ${folder}/serial
signer_cert = ${folder}/${signer}.pem
signer_key = ${folder}/${signer}.key
certs = ${folder}/${signer}-chain.pem
crypto_device = builtin
default_policy = 1.3.6.1.4.1.99999.1
other_policies = 1.3.6.1.4.1.99999.2
digests = sha256, sha512
signer_digest = sha256
accuracy = secs:1
ordering = no
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = ${ess}
`;

const EXTENSIONS = 'keyUsage = critical, digitalSignature\nextendedKeyUsage = critical, timeStamping\n';
const CA_EXTENSIONS = 'basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign\n';

class Files {
  constructor(readonly folder: string) {}

  at = (name: string): string => join(this.folder, name);

  openssl(...args: string[]): Promise<unknown> {
    return run('openssl', args, { cwd: this.folder });
  }

  async root(name: string): Promise<void> {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', `${name}.key`];
    await this.openssl(
      'req',
      '-x509',
      ...key,
      '-out',
      `${name}.pem`,
      '-subj',
      `/CN=Test root ${name}`,
      '-days',
      '30',
    );
  }

  async certificate(
    name: string,
    issuer: string,
    extensions: string,
    kind: string[],
    validity: string[],
  ): Promise<void> {
    await writeFile(this.at(`${name}.ext`), extensions);
    const key = ['-newkey', ...kind, '-nodes', '-keyout', `${name}.key`];
    await this.openssl('req', ...key, '-out', `${name}.csr`, '-subj', `/CN=Test ${name}`);
    const by = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial'];
    await this.openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      ...by,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.pem`,
      ...validity,
    );
  }

  async chain(name: string, ...of: string[]): Promise<void> {
    const parts = await Promise.all(of.map((each) => readFile(this.at(`${each}.pem`), 'utf8')));
    await writeFile(this.at(`${name}-chain.pem`), parts.join(''));
  }

  async reply(query: string, signer: string, ess = 'sha256'): Promise<Buffer> {
    await writeFile(this.at('tsa.cnf'), CONFIG(this.folder, signer, ess));
    await this.openssl('ts', '-reply', '-config', 'tsa.cnf', '-queryfile', query, '-out', 'reply.tsr');
    return readFile(this.at('reply.tsr'));
  }
}

const RSA = ['rsa:2048'];
const EC = ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
const MONTH = ['-days', '30'];

async function makeCertificates(files: Files): Promise<void> {
  await files.root('ca');
  await files.root('stranger');
  await files.certificate('between', 'ca', CA_EXTENSIONS, EC, MONTH);
  await files.certificate('rsa', 'between', EXTENSIONS, RSA, MONTH);
  await files.certificate('ecdsa', 'between', EXTENSIONS, EC, MONTH);
  await files.certificate('other', 'stranger', EXTENSIONS, EC, MONTH);
  const past = ['-not_before', '20200101000000Z', '-not_after', '20210101000000Z'];
  await files.certificate('expired', 'between', EXTENSIONS, EC, past);
  for (const name of ['rsa', 'ecdsa', 'expired']) await files.chain(name, 'between');
  await files.chain('other', 'stranger');
  await writeFile(files.at('serial'), '01\n');
}

async function body(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** PKIStatusInfo with status 2, rejection. */
const REJECTION = Buffer.from('30053003020102', 'hex');

async function answerOf(
  files: Files,
  as: TsaAnswer,
  query: Buffer,
  last: Buffer | undefined,
): Promise<Buffer> {
  await writeFile(files.at('query.tsq'), query);
  // The nonce stands just before `certReq TRUE`, at the very end.
  const changed = Buffer.from(query);
  switch (as) {
    case 'ecdsa':
      return files.reply('query.tsq', 'ecdsa');
    case 'expired':
      return files.reply('query.tsq', 'expired');
    case 'other-ca':
      return files.reply('query.tsq', 'other');
    case 'sha1-name':
      return files.reply('query.tsq', 'rsa', 'sha1');
    case 'other-nonce':
      changed.writeUInt8(changed.readUInt8(changed.length - 4) ^ 1, changed.length - 4);
      await writeFile(files.at('query.tsq'), changed);
      return files.reply('query.tsq', 'rsa');
    case 'other-hash':
      changed.writeUInt8(changed.readUInt8(30) ^ 1, 30);
      await writeFile(files.at('query.tsq'), changed);
      return files.reply('query.tsq', 'rsa');
    case 'other-token':
      return last ?? files.reply('query.tsq', 'rsa');
    case 'rejection':
      return REJECTION;
    case 'garbage':
      return Buffer.from('<html>Welcome to the captive portal</html>');
    case 'huge':
      return Buffer.alloc(2 * 1024 ** 2);
    default:
      return files.reply('query.tsq', 'rsa');
  }
}

export async function startAuthority(): Promise<TestAuthority> {
  const files = new Files(await mkdtemp(join(tmpdir(), 'lintel-tsa-')));
  await makeCertificates(files);
  let as: TsaAnswer = 'right';
  let asked = 0;
  let last: Buffer | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked += 1;
    const query = await body(request);
    if (as === 'silence') return;
    if (as === 'error-page') {
      response.writeHead(503, { 'Content-Type': 'text/html' }).end('busy');
      return;
    }
    const reply = await answerOf(files, as, query, last);
    last ??= reply;
    response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' }).end(reply);
  };
  const server = createServer((request, response) => {
    // One at a time: they share the files.
    turn = turn.then(() => serve(request, response)).catch(() => response.destroy());
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/tsa`,
    caFile: files.at('ca.pem'),
    asked: () => asked,
    answer: (next) => (as = next),
    down: stop,
    up: () => listen(port),
    close: async () => {
      if (server.listening) await stop();
      await rm(files.folder, { recursive: true, force: true });
    },
  };
}
