import { appendFile, chown, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { putAside, type LogLimits } from '../../old-logs';
import type { Binaries } from './binaries';
import { EmbeddedDatabaseUnavailable } from './errors';
import type { Place } from './place';
import { run } from './run';

export const ADMIN = 'lintel_admin';

const quoted = (text: string): string => text.replaceAll("'", "''");

/** Local, password-only and durable. Statements and values of failed statements stay out of the log: they are personal. */
const settings = ({ port, log }: Place): string => `# Written at every start.
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
fsync = on
synchronous_commit = on
full_page_writes = on
timezone = 'UTC'
log_timezone = 'UTC'
log_error_verbosity = terse
log_min_error_statement = panic
logging_collector = on
log_directory = '${quoted(dirname(log))}'
log_filename = '${quoted(basename(log))}'
log_rotation_size = 0
log_rotation_age = 0
`;

async function give(path: string, place: Place): Promise<void> {
  if (place.account !== undefined) await chown(path, place.account.uid, place.account.gid);
}

async function initialise(place: Place, binaries: Binaries, adminPassword: string): Promise<void> {
  await give(place.folder, place);
  const work = await mkdtemp(join(place.folder, 'new-'));
  const passwordFile = join(work, 'password');
  const data = join(work, 'data');
  try {
    await writeFile(passwordFile, adminPassword, { mode: 0o600 });
    await Promise.all([give(work, place), give(passwordFile, place)]);
    const made = await run(
      binaries.initdb,
      [
        `--pgdata=${data}`,
        `--username=${ADMIN}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        '--no-instructions',
      ],
      place.account,
    );
    if (made.code !== 0) {
      throw new EmbeddedDatabaseUnavailable(
        `PostgreSQL could not make its files in ${place.folder}: ${made.output.trim().split('\n').at(-1) ?? ''}`,
      );
    }
    await appendFile(join(data, 'postgresql.conf'), "\ninclude = 'lintel.conf'\n");
    // The cluster gets its name only when it is whole: a kill before this line leaves nothing half-made behind.
    await rename(data, place.data);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** First line of `postmaster.pid`; undefined when no server runs on this data. */
export async function postmasterPid(place: Place): Promise<number | undefined> {
  const text = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  if (process.platform === 'linux') return name.trim() === 'postgres' ? pid : undefined;
  return pid;
}

/** Waits until PostgreSQL has ended its sessions, written everything and gone. */
export async function stopCluster(place: Place, binaries: Binaries): Promise<void> {
  if ((await postmasterPid(place)) === undefined) return;
  const stopped = await run(
    binaries.pgCtl,
    ['stop', '--pgdata', place.data, '--mode=fast', '--wait', '--timeout=120'],
    place.account,
  );
  if (stopped.code !== 0 && (await postmasterPid(place)) !== undefined) {
    throw new EmbeddedDatabaseUnavailable(`PostgreSQL did not stop within two minutes; see ${place.log}.`);
  }
}

/** The collector goes on in the file that was put aside until it is told to open its file again. */
export async function rotateLog(place: Place, binaries: Binaries, limits: LogLimits): Promise<void> {
  const log = await stat(place.log).catch(() => undefined);
  if (log === undefined || log.size <= limits.maxBytes) return;
  putAside(place.log, limits.kept);
  await run(binaries.pgCtl, ['logrotate', '--pgdata', place.data, '--silent'], place.account);
}

/** Makes the cluster if there is none, and starts it on `place.port`. Gives false if PostgreSQL would not start. */
export async function startCluster(
  place: Place,
  binaries: Binaries,
  adminPassword: string,
): Promise<boolean> {
  const found = await stat(join(place.data, 'PG_VERSION')).catch(() => undefined);
  if (found === undefined) await initialise(place, binaries, adminPassword);
  const conf = join(place.data, 'lintel.conf');
  await writeFile(conf, settings(place), { mode: 0o600 });
  await give(conf, place);
  // Left by a server that was killed, and naming a number that by now may be anybody's.
  if ((await postmasterPid(place)) === undefined)
    await rm(join(place.data, 'postmaster.pid'), { force: true });
  const started = await run(
    binaries.pgCtl,
    ['start', '--pgdata', place.data, `--log=${place.log}`, '--wait', '--timeout=120', '--silent'],
    place.account,
  );
  return started.code === 0;
}
