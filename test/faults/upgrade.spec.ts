import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessName } from '../../src/config';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { Front } from './support/front';
import { expectKept, storeOf, untilKept } from './support/kept';
import { work, type Load } from './support/load';
import { NewerProgram } from './support/newer';
import { Plant, PROGRAM } from './support/plant';
import { Report } from './support/report';

/** The commands of docs/operations.md below a heading, as they stand there. */
function documented(heading: string): string[] {
  const text = readFileSync(join(PROGRAM, 'docs/operations.md'), 'utf8');
  const [, section = ''] = text.split(`\n#### ${heading}\n`);
  const block = section.split('\n#')[0] ?? '';
  return block.split('\n').flatMap((line) => /^ {4}(node [^#]+?) *(?:#.*)?$/.exec(line)?.[1] ?? []);
}

const VERSION = '0.2.0';

describe('an upgrade while people work', () => {
  const chance = new Chance();
  let fronts: { intake: Front; workspace: Front };
  let plant: Plant;
  let newer: NewerProgram;
  let officer: Officer;
  let load: Load;
  /** The last first: what was not opened is not closed. */
  const closing: (() => unknown)[] = [];
  /** Which process of each kind serves, by its name in the plant. */
  const serving: Record<ProcessName, string> = {
    worker: 'worker',
    workspace: 'workspace',
    issuer: 'issuer',
    intake: 'intake',
  };
  let [started, slowest] = [0, 0];
  let rung = new AbortController();
  /** All who rest begin to send: what matters is who is at it when a process comes or goes, not how much is sent in between. */
  const ring = (): void => {
    rung.abort();
    rung = new AbortController();
  };
  const rest = (): Promise<unknown> =>
    sleep(4_000, undefined, { signal: rung.signal }).catch(() => undefined);

  beforeAll(async () => {
    fronts = { intake: await Front.open(), workspace: await Front.open() };
    closing.push(() => Promise.all([fronts.intake.close(), fronts.workspace.close()]));
    plant = await Plant.open({
      INTAKE_PUBLIC_URL: fronts.intake.url,
      WORKSPACE_PUBLIC_URL: fronts.workspace.url,
    });
    closing.push(() => plant.close());
    await plant.start('issuer');
    lead('intake');
    lead('workspace');
    newer = await NewerProgram.make(VERSION);
    closing.push(() => rm(newer.root, { recursive: true, force: true }));
    officer = await Officer.at(plant, fronts.workspace.url);
    const visitors = [await officer.visitor(), await officer.visitor()];
    load = work(officer, visitors, chance, { pause: rest });
    closing.push(() => void load.end().catch(() => undefined));
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  /** The proxies lead to what serves, and to one beside it. */
  function lead(name: ProcessName, ...beside: string[]): void {
    if (name !== 'intake' && name !== 'workspace') return;
    fronts[name].to(...[serving[name], ...beside].map((alias) => plant.address(alias)));
  }

  /** What people send from now on becomes evidence by the processes that run now. */
  async function goesOn(): Promise<void> {
    const before = load.sent.length;
    ring();
    await until('two more clips', () => Promise.resolve(load.sent.length >= before + 2));
    slowest = Math.max(slowest, await untilKept(plant, load.sent.slice(before)));
  }

  const untilReady = (alias: string): Promise<unknown> =>
    until(`${alias} is ready`, async () => (await fetch(`${plant.address(alias)}/readyz`)).status === 200);

  /** A process of `program` beside the one of its kind, both at work; then the one that was there ends in good order. */
  async function replace(name: ProcessName, program: string): Promise<void> {
    started += 1;
    const beside = `${started} ${name}`;
    await plant.start(name, beside, {}, program);
    await untilReady(beside);
    lead(name, beside);
    ring();
    if (name === 'worker') await goesOn();
    const before = serving[name];
    serving[name] = beside;
    lead(name);
    ring();
    await plant.stop(before);
    // It asks the workspace, by the one socket that both of them have had.
    await untilReady(serving.issuer);
    await goesOn();
  }

  /** Each command as the document has it; a process is started beside the old one, which is stopped when it is ready. */
  async function follow(commands: readonly string[], roots: Readonly<Record<string, string>>): Promise<void> {
    for (const command of commands) {
      const [, version = '', what = '', rest = ''] =
        /^node (?:--\S+ )*(OLD|NEW)\/(bin\/lintel\.mjs|dist\/src\/apps\/\w+\/main\.js)\s*(.*)$/.exec(
          command,
        ) ?? [];
      const root = roots[version] ?? '';
      const name = /apps\/(\w+)\//.exec(what)?.[1] as ProcessName | undefined;
      if (name !== undefined) await replace(name, root);
      else
        expect([command, await plant.runOf(root, ...rest.split(' '))]).toMatchObject([command, { code: 0 }]);
    }
  }

  it('a new process does not start on the tables of the version before it', async () => {
    await newer.migrates('1770000999990', 'one-more-column', 'ALTER TABLE lintel.clip ADD COLUMN drill text');
    const early = plant.start('worker', 'too early', {}, newer.root);
    await expect(early).rejects.toThrow(
      'worker could not start: The tables are older than this program: run lintel migrate of this version first.',
    );
  });

  it('old and new serve side by side, each does the work of the other, and nobody is turned away', async () => {
    await goesOn();
    const commands = documented('Forward');
    expect(commands.length).toBe(7);
    await follow(commands, { NEW: newer.root });
    expect(plant.log('intake')).toContain(`"version":"${VERSION}"`);
  });

  it('the way back: the old version goes on with what the new one added', async () => {
    const commands = documented('Back');
    expect(commands.slice(4)).toEqual([
      'node OLD/bin/lintel.mjs doctor',
      'node OLD/bin/lintel.mjs verify --live',
    ]);
    await follow(commands.slice(0, 4), { OLD: PROGRAM });
    expect(plant.log('worker')).toContain('the tables have additions of a newer version');
    // An old program leaves the tables as they are.
    expect((await plant.run('migrate')).text).toContain('up to date');
  });

  it('after both nothing is lost or doubled, the log is proven, and the doctor has no problem to name', async () => {
    const ending = load.end();
    ring();
    const given = await ending;
    await expectKept(plant, await storeOf(plant), given);
    new Report('upgrade', chance.seed).add({
      fault: 'an upgrade and the way back',
      times: 1,
      clips: given.length,
      slowestSeconds: slowest / 1_000,
    });
  });

  it('after a change that it cannot work with, an old program does not start, and says why', async () => {
    const name = await newer.migrates(
      '1770000999991',
      'breaking-drill',
      'ALTER TABLE lintel.clip DROP COLUMN drill',
    );
    expect((await plant.runOf(newer.root, 'migrate')).text).toContain(name);
    const words = `The tables are newer than this program, and it cannot work with what ${name} has changed`;
    await expect(plant.start('intake', 'too late')).rejects.toThrow(`intake could not start: ${words}`);
    expect(await plant.run('migrate')).toMatchObject({
      code: 1,
      text: expect.stringContaining(words) as string,
    });
  });
});
