import { execFile } from 'node:child_process';
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Holder {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
  readonly pem: string;
}

export interface Wish {
  readonly subject: string;
  /** Absent: it issues its own. */
  readonly by?: Holder;
  readonly extensions: string;
  /** As `openssl genpkey` takes it. */
  readonly keyKind?: readonly string[];
  readonly digest?: string;
  /** As `openssl x509` takes them: `YYYYMMDDHHMMSSZ`. */
  readonly from?: string;
  readonly until?: string;
  /** An existing key instead of a new one. */
  readonly key?: KeyObject;
}

export const CA =
  'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n';
export const SIGNER =
  'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=emailProtection\nauthorityKeyIdentifier=keyid\n';
const EC = ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;

/** A key and a certificate for it, made by openssl. */
export async function issue(wish: Wish): Promise<Holder> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-x509-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: folder });
  try {
    if (wish.key === undefined) await openssl('genpkey', ...(wish.keyKind ?? EC), '-out', 'key.pem');
    else await writeFile(at('key.pem'), wish.key.export({ type: 'pkcs8', format: 'pem' }));
    await openssl('req', '-new', '-key', 'key.pem', '-subj', wish.subject, '-out', 'request.pem');
    await writeFile(at('extensions'), wish.extensions);
    const issuer = ['-CA', 'issuer.pem', '-CAkey', 'issuer.key', '-CAcreateserial'];
    if (wish.by !== undefined) {
      await writeFile(at('issuer.pem'), wish.by.pem);
      await writeFile(at('issuer.key'), wish.by.key.export({ type: 'pkcs8', format: 'pem' }));
    }
    const dates =
      wish.until === undefined ? ['-days', '30'] : ['-not_before', wish.from ?? '', '-not_after', wish.until];
    await openssl(
      ...['x509', '-req', '-in', 'request.pem', '-extfile', 'extensions', '-out', 'certificate.pem'],
      ...(wish.by === undefined ? ['-key', 'key.pem'] : issuer),
      ...(wish.digest === undefined ? [] : [`-${wish.digest}`]),
      ...dates,
    );
    const pem = await readFile(at('certificate.pem'), 'utf8');
    const key = createPrivateKey(await readFile(at('key.pem'), 'utf8'));
    return { key, pem, certificate: new X509Certificate(pem) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A list (PEM) by which an issuer takes certificates back as of now. */
export async function revoke(issuer: Holder, ...revoked: readonly Holder[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-x509-'));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: folder });
  try {
    await writeFile(at('issuer.pem'), issuer.pem);
    await writeFile(at('issuer.key'), issuer.key.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(at('index.txt'), '');
    await writeFile(
      at('config'),
      '[ca]\ndefault_ca=it\n[it]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=7\n',
    );
    const by = ['-config', 'config', '-cert', 'issuer.pem', '-keyfile', 'issuer.key'];
    for (const { pem } of revoked) {
      await writeFile(at('revoked.pem'), pem);
      await openssl('ca', ...by, '-revoke', 'revoked.pem');
    }
    await openssl('ca', ...by, '-gencrl', '-out', 'list.pem');
    return await readFile(at('list.pem'), 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
