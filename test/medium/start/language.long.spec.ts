import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unitsFor } from '../../../src/apps/intake/texts/catalogue/units';
import { buildProgram } from '../../e2e/intake/support/program';
import { Lintel } from './lintel';

const folder = mkdtempSync(join(tmpdir(), 'lintel-language-'));
const draft = join(folder, 'pl.po');
beforeAll(() => buildProgram());
afterAll(() => rmSync(folder, { recursive: true }));

/** As an operator types it, without any settings. */
async function language(...args: string[]): Promise<{ code: unknown; output: string }> {
  const lintel = new Lintel(['language', ...args], {});
  const code = await lintel.end();
  return { code, output: lintel.output };
}

describe('lintel language', () => {
  it('writes the draft with all that there is to translate, which is whole, and off until somebody has checked it', async () => {
    const all = unitsFor('pl').length;
    expect(await language('export', 'pl', '--to', draft)).toEqual({
      code: 0,
      output: `${draft}: ${all} texts, of which 0 want a translator's look.\n`,
    });
    expect(readFileSync(draft, 'utf8').match(/^msgctxt /gm)).toHaveLength(all);
    const checked = await language('check', draft);
    expect(checked).toMatchObject({ code: 0 });
    expect(checked.output).toContain(': Polski is whole. It is off until who has read all of it');
  });

  it('names the text that is missing and ends as a failure, and gives what was worked on back with the gap', async () => {
    const file = join(folder, 'gap.po');
    const [gap, again] = [/(msgctxt "common\.back"\nmsgid "Back"\nmsgstr )".+"/, join(folder, 'again.po')];
    writeFileSync(file, readFileSync(draft, 'utf8').replace(gap, '$1""'));
    const checked = await language('check', file);
    expect(checked.code).toBe(1);
    expect(checked.output).toMatch(/^ {2}common\.back/);
    expect(checked.output).toContain('gap.po is not finished: 1 text(s) as above.');
    const made = await language('export', 'pl', '--from', file, '--to', again);
    expect(made.output).toMatch(/ texts, of which 1 want a translator's look\.\n$/);
    expect((await language('check', again)).output).toMatch(/^ {2}common\.back/);
  });

  it('refuses in one sentence what is no language, what cannot be read, and a catalogue of another language', async () => {
    const refusals: readonly (readonly [string[], string])[] = [
      [
        ['export', 'Polish!', '--to', join(folder, 'no.po')],
        'Name the language by its tag: pl, ar, pt-BR.\n',
      ],
      [['check', join(folder, 'no.po')], `${join(folder, 'no.po')} cannot be read.\n`],
      [['export', 'ar', '--from', draft, '--to', join(folder, 'no.po')], `${draft} is of pl, not of ar.\n`],
    ];
    for (const [args, output] of refusals) expect(await language(...args)).toEqual({ code: 1, output });
  });
});
