import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../config';
import { LAW, LAW_DATE } from '../../../kernel/law';
import { law as findings } from '../doctor/law';
import { law, type LawOptions } from './law';

let home: string;
let said: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'lintel-law-'));
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(home, { recursive: true });
});

const config = (env: NodeJS.ProcessEnv = {}) => loadConfig({ NODE_ENV: 'test', LINTEL_HOME: home, ...env });
const run = (options: LawOptions, env: NodeJS.ProcessEnv = {}) => law(config(env), options);
const checked = (ids: readonly string[], rest: LawOptions = {}) =>
  run({ checked: ids, found: 'same', by: 'Ann Example', ...rest });
const file = () => join(home, 'law-checked.json');
const COUNT = LAW.length;
const AWAITED = LAW.filter(({ kind }) => kind === 'awaited').length;
const NOT_FOLLOWED = `${AWAITED} known to have changed or to be coming, and not followed yet`;

it('says of everything that nobody has checked it, while nobody has', async () => {
  await run({});
  expect(said.match(/^look /gm)).toHaveLength(COUNT);
  expect(said).toContain(`${COUNT} provisions by the register of ${LAW_DATE}, ${COUNT} want a look.`);
  expect(await findings(config())).toEqual([
    {
      what: 'law',
      found: `${COUNT} provisions, ${COUNT} want a look: ${COUNT - AWAITED} not checked by a person yet, ${NOT_FOLLOWED}`,
      mend: expect.stringContaining('lintel law --checked ID') as string,
      isWarning: true,
    },
  ]);
});

it('keeps what a person has checked, and asks again when it is old', async () => {
  await checked(['mg6c', 'mg6d']);
  await checked(['mg6c'], { found: 'changed', note: 'A new form' });
  said = '';
  await run({ json: true });
  const { register, provisions } = JSON.parse(said) as {
    register: string;
    provisions: { id: string; standing: object }[];
  };
  expect(register).toBe(LAW_DATE);
  const of = (id: string) => provisions.find((one) => one.id === id)?.standing;
  expect(of('mg6c')).toMatchObject({ state: 'changed', check: { by: 'Ann Example', note: 'A new form' } });
  expect(of('mg6d')).toMatchObject({ state: 'fresh' });
  expect((await findings(config()))[0]?.found).toBe(
    `${COUNT} provisions, ${COUNT - 1} want a look: ${COUNT - AWAITED - 2} not checked by a person yet, 1 found changed, and not followed yet, ${NOT_FOLLOWED}`,
  );
});

it('is content when everything was checked, and not for longer than is set', async () => {
  await checked(['all'], { on: '2026-01-01' });
  const long = await findings(config({ LAW_CHECK_MONTHS: '120' }));
  expect(long[0]?.found).toBe(`${COUNT} provisions, ${AWAITED} want a look: ${NOT_FOLLOWED}`);
  const short = await findings(config({ LAW_CHECK_MONTHS: '1' }));
  expect(short[0]?.found).toContain(`${COUNT - AWAITED} checked too long ago`);
});

it('refuses what says too little, and writes nothing', async () => {
  await expect(checked(['mg99'])).rejects.toThrow('Nothing is called mg99');
  await expect(checked(['mg6c'], { by: ' ' })).rejects.toThrow('--by');
  await expect(checked(['mg6c'], { found: 'maybe' })).rejects.toThrow('--found');
  await expect(checked(['mg6c'], { found: 'changed' })).rejects.toThrow('--note');
  for (const on of ['2026-02-30', '2999-01-01', 'today'])
    await expect(checked(['mg6c'], { on })).rejects.toThrow('--on');
  await expect(readFile(file())).rejects.toThrow('ENOENT');
});

it('takes no broken file for an empty one', async () => {
  await writeFile(file(), '{"mg6c": "checked"}');
  await expect(run({})).rejects.toThrow('is no list of checks');
  expect(await findings(config({}))).toMatchObject([{ what: 'law', isWarning: true }]);
  await expect(checked(['mg6c'])).rejects.toThrow('is no list of checks');
  expect(await readFile(file(), 'utf8')).toBe('{"mg6c": "checked"}');
});
