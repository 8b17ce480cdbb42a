import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_OPTIONS } from '../../../src/apps/cli/start/node-options';

const ROOT = join(__dirname, '../../..');
const RUN = join(ROOT, 'dist/src/apps/run-program.js');

let folder: string;
let program: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lintel-program-'));
  program = join(folder, 'program.js');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As the build makes one: a script that gives a function. */
const write = (body: string): void =>
  writeFileSync(program, `(function (exports, require, module, __filename, __dirname) {${body}\n})`);
const keepCode = (): void => {
  expect(spawnSync(process.execPath, [join(ROOT, 'scripts/code-of.mjs'), program]).status).toBe(0);
};
const run = (): string => {
  const script = `require(${JSON.stringify(RUN)}).runProgram(${JSON.stringify(program)})`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
};

it('a program says the same with the code that V8 made of it and without', () => {
  write(`console.log(__filename, require('node:path').basename(__dirname), typeof module.exports);`);
  const without = run();
  expect(without).toContain('program.js lintel-program-');
  keepCode();
  expect(run()).toBe(without);
});

it('code of another text of the same length is left aside, which V8 itself would run', () => {
  write(`console.log('one');`);
  keepCode();
  write(`console.log('two');`);
  expect(run()).toBe('two\n');
});

it('damaged, cut or empty code is left aside', () => {
  write(`console.log(['right'].map((word) => word).join());`);
  keepCode();
  const code = readFileSync(`${program}.code`);
  for (const at of [0, 31, 32, 40, code.length - 1]) {
    const flipped = Buffer.from(code);
    flipped.writeUInt8(flipped.readUInt8(at) ^ 4, at);
    writeFileSync(`${program}.code`, flipped);
    expect(run()).toBe('right\n');
  }
  for (const bytes of [code.subarray(0, -1), code.subarray(0, 20), Buffer.alloc(0)]) {
    writeFileSync(`${program}.code`, bytes);
    expect(run()).toBe('right\n');
  }
});

/** In a process of its own: the options of V8 that others set here are no program's. */
const TAKES = `
  const { readFileSync } = require('node:fs');
  const [, filename] = process.argv;
  const cachedData = readFileSync(filename + '.code').subarray(32);
  const script = new (require('node:vm').Script)(readFileSync(filename, 'latin1'), { filename, cachedData });
  console.log(script.cachedDataRejected);`;

it.each([
  ['intake/main', NODE_OPTIONS.intake],
  ['workspace/main', NODE_OPTIONS.workspace],
  ['worker/main', NODE_OPTIONS.worker],
  ['cli/main', []],
  ['cli/start/set-up', []],
])('the build keeps code of %s that V8 takes as it is started', (name, options) => {
  const path = join(ROOT, `dist/src/apps/${name}.program.js`);
  const { stdout } = spawnSync(process.execPath, [...options, '-e', TAKES, path], { encoding: 'utf8' });
  expect(stdout).toBe('false\n');
});
