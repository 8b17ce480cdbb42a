import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../../src/platform/database';
import { startCluster, type Cluster } from '../../faults/support/cluster';
import { until } from '../../support/until';

let cluster: Cluster;
let folder: string;

/** A certificate for this machine that is its own authority. */
function certify(name: string): { key: string; certificate: string } {
  const [key, certificate] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const how = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names];
  execFileSync('openssl', [...how, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return { key, certificate };
}

const verified = (authority: string): string => {
  const url = new URL(cluster.urls.worker);
  url.hostname = 'localhost';
  url.searchParams.set('sslmode', 'verify-full');
  url.searchParams.set('sslrootcert', authority);
  return url.href;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-tls-'));
  chmodSync(folder, 0o755);
  cluster = await startCluster();
  const { key, certificate } = certify('server');
  const admin = new Client({ connectionString: cluster.urls.admin });
  await admin.connect();
  const { rows } = await admin.query<{ data: string }>(`SELECT current_setting('data_directory') AS data`);
  const { uid, gid } = statSync(rows[0]?.data ?? '');
  chownSync(key, uid, gid);
  await admin.query(`ALTER SYSTEM SET ssl_key_file = '${key}'`);
  await admin.query(`ALTER SYSTEM SET ssl_cert_file = '${certificate}'`);
  await admin.query(`ALTER SYSTEM SET ssl = on`);
  await admin.query('SELECT pg_reload_conf()');
  await admin.end();
  await until('PostgreSQL has read its settings', async () => {
    const late = new Client({ connectionString: cluster.urls.admin });
    await late.connect();
    try {
      const { rows } = await late.query<{ ssl: string }>('SHOW ssl');
      return rows[0]?.ssl === 'on';
    } finally {
      await late.end();
    }
  });
});
afterAll(async () => {
  await cluster.drop();
  rmSync(folder, { recursive: true });
});

it('PostgreSQL is reached over TLS as production asks for it', async () => {
  const database = await openDatabase(verified(join(folder, 'server.pem')), 1);
  try {
    const [row] = await database.transaction((tx) =>
      tx.query<{ ssl: boolean }>('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'),
    );
    expect(row).toEqual({ ssl: true });
  } finally {
    await database.close();
  }
});

it('a server with the certificate of somebody else gets no password', async () => {
  const { certificate } = certify('other');
  await expect(openDatabase(verified(certificate), 1)).rejects.toThrow(/certificate/);
});
