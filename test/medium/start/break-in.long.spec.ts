import { existsSync, chownSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { Chance } from '../../faults/support/chance';
import { Officer } from '../../faults/support/cast';
import { Visitor } from '../../faults/support/people';
import {
  breakIn,
  inPlaceOf,
  inUserSpaceOf,
  runIn,
  settingsOf,
  userOf,
  type Found,
  type Mark,
} from './compartment';
import { Home, readProc, until, type Lintel } from './lintel';

const NAMES = ['intake', 'issuer', 'worker', 'workspace'];
const SCRATCH = /^scratch\/worker-\w+$/;
const isRoot = process.getuid?.() === 0;

/** Everything that one of the processes must not learn of another. */
function secretsOf(home: Home): Mark[] {
  const file = join(home.env.LINTEL_HOME, 'secrets.json');
  const all = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  const key = readdirSync(join(home.env.LINTEL_HOME, 'keys')).map((name) =>
    join(home.env.LINTEL_HOME, 'keys', name),
  );
  const proof = settingsOf(home, 'intake')['INTERNAL_SECRET'] ?? '';
  return [
    ...all.map(([name, secret]) => ({ name: `secret of ${name}`, bytes: Buffer.from(secret) })),
    ...key.map((path) => ({ name: 'key of the log', bytes: readFileSync(path) })),
    { name: 'proof of intake', bytes: Buffer.from(proof) },
  ];
}

/* As root, which is how a plain server starts it. As an ordinary user the last part of this file. */
(isRoot ? describe : describe.skip)('somebody who breaks into a process that lintel start runs', () => {
  const home = new Home();
  const chance = new Chance();
  const bytes = { sent: chance.bytes(50_000), draft: chance.bytes(50_000), half: chance.bytes(50_000) };
  let lintel: Lintel;
  let marks: Mark[];
  const ids: Record<string, string> = {};
  const [film, captions] = [join(home.folder, 'film.mp4'), join(home.folder, 'film.vtt')];
  const pidOf = (name: string): number => home.children().get(name) ?? 0;
  const into = (name: string): Promise<Found> => breakIn(home, inPlaceOf(pidOf(name)), marks);

  beforeAll(async () => {
    writeFileSync(film, 'film');
    writeFileSync(captions, 'WEBVTT\n');
    lintel = await home.start({ LIMIT_FREE_BYTES: '1', INTAKE_BSL_VIDEO: film }).running();
    const workspace = lintel.told('Workspace, for officers');
    const officer = await Officer.signIn(
      workspace,
      lintel.told('Sign in as'),
      lintel.told('with the one-time password'),
    );
    const visitor = await Visitor.in(await officer.invite());
    ids['sent'] = (await visitor.add('sent.bin', bytes.sent)).id;
    await visitor.sendAll();
    await officer.accept(ids['sent']);
    ids['draft'] = (await visitor.add('draft.bin', bytes.draft)).id;
    const half = await visitor.begin('half.bin', bytes.half.length);
    await visitor.patch(half, 0, bytes.half.subarray(0, 30_000));
    ids['half'] = half.split('/').at(-1) ?? '';
    const arrived = join(home.env.LINTEL_HOME, 'objects/arrived');
    await until(() => readdirSync(arrived).includes(ids['draft'] ?? ''));
    // What was sent lies where it is locked, and nowhere else.
    for (const folder of [arrived, join(home.env.LINTEL_HOME, 'objects/incoming')])
      await until(() => !readdirSync(folder).some((name) => name.startsWith(ids['sent'] ?? '-')));
    await until(() => existsSync(join(home.env.LINTEL_HOME, 'heads/worker.checkpoint')));
    marks = [
      ...secretsOf(home),
      ...Object.entries(bytes).map(([name, all]) => ({
        name: `clip ${name}`,
        bytes: all.subarray(1_000, 1_100),
      })),
    ];
  });

  afterAll(async () => {
    await lintel.kill('SIGTERM');
    home.remove();
  });

  it('is a system user that no other process is', () => {
    expect(NAMES.map((name) => userOf(pidOf(name)))).toEqual(NAMES.map((name) => `lintel-${name}`));
  });

  it('finds at intake what is still arriving, its own password, and nothing that has arrived', async () => {
    expect(await into('intake')).toEqual({
      files: [
        ...[film, captions],
        `objects/incoming/${ids['draft']}.json`,
        `objects/incoming/${ids['half']}`,
        `objects/incoming/${ids['half']}.json`,
        'processes/intake/settings.json',
      ].sort(),
      named: [],
      writable: [
        ...['/tmp', 'objects/incoming'],
        ...[
          `objects/incoming/${ids['draft']}.json`,
          `objects/incoming/${ids['half']}`,
          `objects/incoming/${ids['half']}.json`,
        ].sort(),
      ],
      marks: ['clip half', 'proof of intake', 'secret of intake'],
      namedMarks: [],
      processes: ['bwrap', 'node'],
    });
  });

  it('finds the film for the public pages at intake alone', async () => {
    const seen = (name: string): Promise<string> => runIn(inPlaceOf(pidOf(name)), ['cat', film], '');
    expect(await seen('intake')).toBe('film');
    for (const name of ['issuer', 'worker', 'workspace'])
      await expect(seen(name)).rejects.toThrow('No such file');
  });

  it('finds at workspace its own secrets, and of the stored files only those whose names it is told', async () => {
    const found = await into('workspace');
    expect(found).toMatchObject({
      files: ['processes/workspace/settings.json'],
      writable: ['/tmp', 'internal', 'objects/incoming/officers', 'workspace'],
      marks: ['secret of session', 'secret of workspace'],
      namedMarks: ['clip sent'],
      processes: ['bwrap', 'node'],
    });
    expect(found.named.filter((path) => !path.startsWith('objects/evidence/'))).toEqual([]);
    expect(found.named).toContain(`objects/evidence/masters/${ids['sent']}`);
  });

  it('finds at the issuer the proof of intake, and of the stored files only those whose names it is told', async () => {
    const found = await into('issuer');
    expect(found).toMatchObject({
      files: ['processes/issuer/settings.json'],
      writable: ['/tmp'],
      marks: ['proof of intake'],
      namedMarks: ['clip sent'],
      processes: ['bwrap', 'node'],
    });
    expect(found.named.filter((path) => !path.startsWith('objects/evidence/'))).toEqual([]);
  });

  it('finds at the worker the clips, its own password and the key of the log', async () => {
    // At rest: while it looks into a clip, there are its decoders as well.
    const found = await until(async () => {
      const looked = await into('worker');
      return looked.processes.length === 2 ? looked : undefined;
    });
    expect(found.marks).toEqual(['key of the log', 'secret of worker']);
    expect(found.namedMarks).toEqual(['clip draft', 'clip half', 'clip sent']);
    expect(found.processes).toEqual(['bwrap', 'node']);
    const outside = [...found.files, ...found.named].filter((path) => !path.startsWith('objects/'));
    expect(outside).toEqual([
      'heads/worker.checkpoint',
      'keys/custody.pem',
      'processes/worker/settings.json',
    ]);
    const written = found.writable.filter((path) => !path.startsWith('objects/') && !SCRATCH.test(path));
    expect(written).toEqual([
      '/tmp',
      'heads',
      'heads/worker.checkpoint',
      'keys',
      'keys/custody.pem',
      'scratch',
    ]);
  });

  it('finds in a decoder its own clip alone', async () => {
    const script = `
      const { Sandbox } = require(${JSON.stringify(join(__dirname, '../../../dist/src/platform/media/sandbox.js'))});
      const { loadConfig } = require(${JSON.stringify(join(__dirname, '../../../dist/src/config'))});
      const { writeFileSync } = require('node:fs');
      writeFileSync('/tmp/its-clip', 'x');
      const sandbox = new Sandbox(loadConfig({ FFMPEG_PATH: '/bin/bash' }).media);
      sandbox.state().then(async ({ kind }) => {
        if (kind !== 'bubblewrap') throw new Error(kind);
        const look = 'shopt -s globstar dotglob nullglob; for f in /[^lu]*/** ; do [ -f "$f" ] && [ -r "$f" ] && echo "$f"; done; true';
        await sandbox.enter({ tool: 'ffmpeg', input: '/tmp/its-clip' }, async (cwd) => {
          process.stdout.write(require('node:child_process').execFileSync('./launch', ['-c', look], { cwd }));
        });
      });`;
    const out = await runIn(
      inPlaceOf(pidOf('worker')),
      ['env', '-i', 'PATH=/usr/bin:/bin', process.execPath, '-e', script],
      '',
    );
    expect(
      out
        .trim()
        .split('\n')
        .filter((path) => !path.startsWith('/etc/alternatives')),
    ).toEqual(['/etc/ld.so.cache', '/job/clip', '/sandbox/prlimit', '/sandbox/tool']);
  });

  it('enters the database as the role of its process alone, and without a session sees no row of a person', async () => {
    for (const name of ['intake', 'workspace']) {
      const own = new URL(settingsOf(home, name)[`${name.toUpperCase()}_DATABASE_URL`] ?? '');
      for (const role of [
        'lintel_admin',
        'lintel_owner',
        'lintel_intake',
        'lintel_workspace',
        'lintel_worker',
      ]) {
        const client = new Client({
          host: own.hostname,
          port: Number(own.port),
          user: role,
          password: decodeURIComponent(own.password),
          database: 'lintel',
        });
        const entered = await client.connect().then(
          () => true,
          () => false,
        );
        expect({ role, entered }).toEqual({ role, entered: role === `lintel_${name}` });
        if (entered) expect(await personalRows(client)).toEqual([]);
        await client.end();
      }
    }
  });

  it('is refused by the issuer without the proof of intake', async () => {
    const { INTERNAL_PORT: port = '' } = settingsOf(home, 'workspace');
    const ask = (headers: Record<string, string>): Promise<string> =>
      runIn(
        inPlaceOf(pidOf('workspace')),
        [
          process.execPath,
          '-e',
          `fetch('http://127.0.0.1:${port}/recipient/bundle', { headers: ${JSON.stringify(headers)} }).then((a) => console.log(a.status))`,
        ],
        '',
      );
    expect(await ask({})).toBe('403\n');
    expect(await ask({ 'lintel-internal-secret': settingsOf(home, 'intake')['INTERNAL_SECRET'] ?? '' })).toBe(
      '401\n',
    );
  });

  it('is gone with the process that was broken into', async () => {
    const before = pidOf('issuer');
    const left = runIn(inPlaceOf(before), ['sleep', '1000'], '');
    const ended = expect(left).rejects.toThrow();
    await until(() => readdirSync('/proc').some((pid) => readProc(pid, 'cmdline') === 'sleep\0' + '1000\0'));
    process.kill(before, 'SIGKILL');
    await ended;
    await until(() => pidOf('issuer') !== 0 && pidOf('issuer') !== before);
  });
});

/** Tables of which the role sees a row, but for those that hold none of a person. */
async function personalRows(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname IN ('lintel', 'custody', 'scope', 'queue')
        AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT') ORDER BY 1`,
  );
  const seen: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${name} LIMIT 1`).catch(() => ({ rowCount: 0 }));
    if (rowCount !== 0) seen.push(name);
  }
  return seen;
}

(isRoot ? describe : describe.skip)('started by an ordinary user', () => {
  const NOBODY = 65_534;
  const home = new Home();
  let lintel: Lintel;

  beforeAll(async () => {
    chownSync(home.folder, NOBODY, NOBODY);
    // A film that is not there costs the film, and no compartment.
    const film = join(home.folder, 'none.mp4');
    lintel = await home.start({ INTAKE_BSL_VIDEO: film }, { uid: NOBODY, gid: NOBODY }).running();
  });

  afterAll(async () => {
    await lintel.kill('SIGTERM');
    home.remove();
  });

  it.each([
    ['intake', ['proof of intake', 'secret of intake'], ['processes/intake/settings.json']],
    ['issuer', ['proof of intake'], ['processes/issuer/settings.json']],
    ['workspace', ['secret of session', 'secret of workspace'], ['processes/workspace/settings.json']],
  ])('%s has its own files in sight alone, though the user is the same', async (name, secrets, files) => {
    const pid = home.children().get(name) ?? 0;
    const found = await breakIn(home, inUserSpaceOf(pid), secretsOf(home));
    expect(found.marks).toEqual(secrets);
    expect([...found.files, ...found.named].filter((path) => !path.startsWith('objects/evidence/'))).toEqual(
      files,
    );
    expect(found.processes).toEqual(['bwrap', 'node']);
  });
});
