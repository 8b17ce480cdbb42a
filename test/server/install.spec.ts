import { commandsOf, Machine } from './machine';

const PROCESSES = ['intake', 'workspace', 'issuer', 'worker'];
const PORTS = [8080, 8081, 8083, 8082];
/** As `systemd-analyze security` counts, from 0 to 10. */
const MOST_EXPOSED = 3;

/** As the blocks of the document read the settings, for what is typed beside them. */
const SETTINGS =
  'set -a; . /etc/lintel/lintel.env; set +a; export NODE_ENV=production LINTEL_HOME=/var/lib/lintel;';

interface Taken {
  readonly id: string;
  readonly sha256: string;
}

jest.setTimeout(900_000);

/** What docs/server.md says, typed into a fresh Debian as it stands there. */
describe('a Debian server', () => {
  let machine: Machine;
  let password = '';
  let before: Taken;
  beforeAll(async () => {
    const packages = /--no-install-recommends (.*)/.exec(await commandsOf('packages'))?.[1] ?? '';
    machine = await Machine.boot(packages.split(' '));
  });
  afterAll(() => machine.stop());

  const type = async (...names: readonly string[]): Promise<string> => {
    const said = [];
    for (const name of names) said.push(await machine.sh(await commandsOf(name)));
    return said.join('');
  };

  const ready = async (): Promise<void> => {
    const asked = PORTS.map(
      (port) =>
        `curl --silent --fail --retry 120 --retry-delay 1 --retry-all-errors http://127.0.0.1:${port}/readyz`,
    );
    for (const ask of asked) await machine.sh(ask);
  };

  /** A clip of an investigation that is begun for it, by an officer who signs in for the first time. */
  const take = async (email: string, initial: string, urn: string): Promise<Taken> => {
    const found = await machine.onItsNetwork('npx', ['jest', '--selectProjects', 'server-inside'], {
      ...{ LINTEL_SERVER_EMAIL: email, LINTEL_SERVER_PASSWORD: initial, LINTEL_SERVER_URN: urn },
    });
    expect(found).toMatch(/Tests:\s+1 passed, 1 total/);
    const [, id = '', sha256 = ''] = /^taken: (\S+) ([0-9a-f]{64})$/m.exec(found) ?? [];
    expect(id).not.toBe('');
    return { id, sha256 };
  };

  /** One more, of another officer. */
  const takeAnother = async (urn: string): Promise<Taken> => {
    const email = `${urn.replace('/', '-').toLowerCase()}@force.example`;
    const made = await machine.sh(
      `${SETTINGS} node /opt/lintel/bin/lintel.mjs create-officer --email ${email} --name "Sample Officer" --role supervisor`,
    );
    return take(email, /shown only now: (\S+)/.exec(made)?.[1] ?? '', urn);
  };

  const clipsOfDatabase = async (): Promise<string[]> => {
    const said = await machine.sh("runuser -u postgres -- psql -At lintel -c 'SELECT id FROM lintel.clip'");
    return said.trim().split('\n');
  };

  const storedHash = async ({ id }: Taken): Promise<string> =>
    (await machine.sh(`sha256sum < /var/lib/lintel/objects/evidence/masters/${id}`)).slice(0, 64);

  /** No signature can be fetched here: one of our own stands for those that freshclam brings. */
  const haveSignatures = async (): Promise<void> => {
    const signature = `Lintel.Test:0:*:${Buffer.from('lintel-test-marker').toString('hex')}`;
    await machine.sh(`echo '${signature}' > /var/lib/clamav/lintel.ndb
      mkdir -p /etc/systemd/system/clamav-daemon.service.d /etc/systemd/system/clamav-daemon.socket.d
      for unit in service socket; do
        printf '[Unit]\nConditionPathExistsGlob=\n' > /etc/systemd/system/clamav-daemon.$unit.d/test.conf
      done
      systemctl daemon-reload`);
  };

  it('is installed by the commands of the document', async () => {
    await haveSignatures();
    await type(
      'settings',
      'malware',
      'malware-settings',
      'redis',
      'database',
      'units',
      'certificates',
      'nginx',
    );
    await ready();
    const said = await machine.sh(await commandsOf('first'));
    password = /shown only now: (\S+)/.exec(said)?.[1] ?? '';
    expect(password).not.toBe('');
    // The signatures that cannot be fetched here are what it misses, and nothing else.
    const found = await machine.sh(`( ${await commandsOf('doctor')} ) || true`);
    const lines = found.split('\n').filter((line) => /^PROBLEM +[^:]+: /.test(line));
    expect(lines).toEqual([expect.stringContaining('malware: ')]);
  });

  it.each(PROCESSES)('shuts %s in', async (name) => {
    const said = await machine.sh(`systemd-analyze security --no-pager lintel-${name}.service | tail -1`);
    const exposure = Number(/level for \S+: ([\d.]+)/.exec(said)?.[1]);
    expect(exposure).toBeGreaterThan(0);
    expect(exposure).toBeLessThan(MOST_EXPOSED);
  });

  it.each(PROCESSES)('gives %s a capability of none, and a secret of no other', async (name) => {
    const pid = (await machine.sh(`systemctl show -P MainPID lintel-${name}`)).trim();
    expect(await machine.sh(`grep -E '^Cap(Eff|Prm|Bnd)' /proc/${pid}/status`)).toMatch(
      /^(Cap\w+:\t0{16}\n){3}$/,
    );
    const sight = await machine.sh(
      `nsenter -t ${pid} -m setpriv --reuid lintel-${name} --regid lintel-${name} --init-groups find /var/lib/lintel /etc/lintel -name '*.json' -o -name '*.env' 2>/dev/null || true`,
    );
    expect(sight.trim().split('\n')).toEqual([`/var/lib/lintel/processes/${name}/settings.json`]);
  });

  it('lets the worker alone to the queue, by a password that no other process can read', async () => {
    const pid = (await machine.sh('systemctl show -P MainPID lintel-intake')).trim();
    const asIntake = (command: string): Promise<string> =>
      machine.sh(
        `nsenter -t ${pid} -m setpriv --reuid lintel-intake --regid lintel-intake --init-groups ${command} 2>&1 || true`,
      );
    for (const asked of ['ping', "keys '*'", 'flushall'])
      expect(await asIntake(`redis-cli -h 127.0.0.1 ${asked}`)).toMatch(/^NOAUTH /);
    expect(await asIntake('cat /etc/redis/lintel.conf')).toContain('Permission denied');
    const told = await machine.sh('grep -l REDIS_URL /var/lib/lintel/processes/*/settings.json');
    expect(told.trim()).toBe('/var/lib/lintel/processes/worker/settings.json');
    const length = await machine.sh(
      "sed -n 's/^requirepass //p' /etc/redis/lintel.conf | tr -d '\\n' | wc -c",
    );
    expect(Number(length)).toBe(48);
  });

  it('gets another password for the queue, as one from before it had any', async () => {
    const password = "sed -n 's/^requirepass //p' /etc/redis/lintel.conf";
    const before = await machine.sh(password);
    await machine.sh("sed -i 's|^REDIS_URL=.*|REDIS_URL=redis://127.0.0.1|' /etc/lintel/lintel.env");
    await expect(machine.sh(await commandsOf('redis'))).rejects.toThrow();
    for (const name of ['queue-password', 'redis']) await machine.sh(await commandsOf(name));
    await machine.sh('systemctl restart prepare-lintel');
    await ready();
    expect(await machine.sh(password)).not.toBe(before);
  });

  it('takes a clip in over TLS, from her link to the officer', async () => {
    before = await take('sample@force.example', password, 'SAMPLE/1');
  });

  it('writes down no path and no address in front', async () => {
    const log = await machine.sh('cat /var/log/nginx/*.log');
    expect(log).toMatch(/drop\.example POST 303/);
    expect(log).not.toMatch(/\/i\/|127\.0\.0\.1|password|code/);
  });

  it('leads pages from http:// to https://, and refuses what is sent in the clear', async () => {
    const ask = (how: string, path: string): Promise<string> =>
      machine.sh(
        `curl --silent --output /dev/null --write-out '%{http_code} %{redirect_url}' ${how} --header 'Host: drop.example' http://127.0.0.1${path}`,
      );
    expect(await ask("--header 'Accept: text/html'", '/i/link')).toBe('308 https://drop.example/i/link');
    for (const how of ["--data code=123456 --header 'Accept: text/html'", '--request PATCH --data film', ''])
      expect((await ask(how, '/i/link')).trim()).toBe('403');
    expect((await ask("--header 'Accept: text/html'", '/api/v1/session')).trim()).toBe('403');
  });

  it.each([
    ['ECDHE-RSA-AES256-GCM-SHA384', 0],
    ['ECDHE-RSA-AES128-SHA256', 1],
    ['AES256-GCM-SHA384', 1],
  ])('offered %s alone, the front ends the handshake with %i', async (suite, status) => {
    const ask = `openssl s_client -connect 127.0.0.1:443 -servername drop.example -tls1_2 -cipher ${suite}@SECLEVEL=0`;
    const said = await machine.sh(`(${ask} < /dev/null 2>&1; echo "ended with $?") || true`);
    expect(said).toContain(`ended with ${status}`);
    if (status !== 0) expect(said).toContain('handshake failure');
  });

  it('shows a kind page while intake is away', async () => {
    await machine.sh('systemctl stop lintel-intake');
    const ask = 'curl --silent --insecure --resolve drop.example:443:127.0.0.1 https://drop.example/';
    const page = await machine.sh(ask);
    expect(page).toContain('Nothing that you have sent is lost.');
    expect(page).not.toMatch(/nginx|Bad Gateway|police|evidence/i);
    await machine.sh('systemctl start lintel-intake');
    await ready();
  });

  it('comes back after every process was killed, and after an upgrade', async () => {
    await machine.sh(`for p in ${PROCESSES.join(' ')}; do systemctl kill -s KILL lintel-$p; done`);
    await ready();
    await machine.sh(await commandsOf('upgrade'));
    await ready();
    const said = await machine.sh(`${SETTINGS} node /opt/lintel/bin/lintel.mjs verify --live`);
    expect(said).toContain('Proven');
  });

  it('is brought back from a backup by the commands of the document, where everything else is lost', async () => {
    await type('backup', 'backup-keys');
    const later = await takeAnother('SAMPLE/2');
    // As a fresh Debian: nothing of Lintel but the backup, and the next system user gets another number.
    await machine.sh(`systemctl stop lintel.target redis-server
      runuser -u postgres -- psql -q -c 'DROP DATABASE lintel'
      for p in owner intake workspace worker; do runuser -u postgres -- psql -q -c "DROP ROLE lintel_$p"; done
      for p in ${PROCESSES.join(' ')}; do userdel lintel-$p; done
      groupdel lintel-evidence
      useradd --system somebody-else
      rm -rf /var/lib/lintel /etc/lintel /var/lib/redis/* /etc/redis/lintel.conf /etc/systemd/system/*lintel*`);
    await type('restore-keys', 'redis', 'database', 'restore', 'database', 'units');
    await ready();
    const said = await type('compare');
    expect(said).toContain('Every checkpoint in the store is one of this log');
    expect(said).toContain('0 locked original(s) without a row');
    expect(said).toContain('Proven');
    expect(await clipsOfDatabase()).toEqual([before.id]);
    expect(await storedHash(before)).toBe(before.sha256);
    await expect(storedHash(later)).rejects.toThrow();
  });

  it('erases nothing where the database that comes back is older than the stored files', async () => {
    await type('backup');
    const later = await takeAnother('SAMPLE/3');
    await machine.sh(`systemctl stop lintel.target
      runuser -u postgres -- psql -q -c 'DROP DATABASE lintel'`);
    await type('database', 'restore', 'database', 'units');
    await ready();
    expect(await clipsOfDatabase()).toEqual([before.id]);
    const said = await machine.sh(`${SETTINGS} node /opt/lintel/bin/lintel.mjs restore`);
    expect(said).toContain('The database is older than the store');
    expect(said).toContain('1 locked original(s) without a row');
    expect(said).toContain(`masters/${later.id}`);
    expect(await storedHash(later)).toBe(later.sha256);
  });
});
