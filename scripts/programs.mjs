// Makes each program that people and systems start one file: loading it takes about two thirds of the time of loading its modules.
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './setup/root.mjs';
import { Refusal } from './setup/say.mjs';

/** What the compiler made of each, and the file that it becomes, in the folder of the apps: `src/apps/run-program.ts` runs it. */
const PROGRAMS = {
  'intake/main.entry.js': 'intake/main.program.js',
  'workspace/main.entry.js': 'workspace/main.program.js',
  'worker/main.entry.js': 'worker/main.program.js',
  'cli/main.entry.js': 'cli/main.program.js',
  'cli/start/set-up.entry.js': 'cli/start/set-up.program.js',
};
const OWN_PLACE = /\b(?:__dirname|__filename|import\.meta\.(?:url|dirname|filename))\b/;

/** What not every installation and not every request asks for: it is loaded when something of it is first used. */
const WHEN_USED = new RegExp(
  `^(?:${[
    '@aws-sdk/client-s3',
    '[.]/s3/[a-z-]+',
    '@tus/server',
    '[.]/tus-store',
    'bullmq',
    'ioredis',
    '[.]/(?:postgres|redis)-backend',
    'nodemailer',
    'pdfkit',
    'fontkit',
    'qrcode',
    '@simplewebauthn/server(?:/helpers)?',
  ].join('|')})$`,
);
const REQUIRED = /^(?:const|var) (\w+_\d+) = ((?:__importDefault\()?require\("([^"]+)"\)\)?);$/gm;

/** The compiler names each module that it asks for once, at the top: the name becomes the asking. */
function whenUsed(text) {
  const names = [];
  const asked = text.replace(REQUIRED, (line, name, value, request) => {
    if (!WHEN_USED.test(request)) return line;
    names.push(name);
    return `const ${name}$ = () => ${value};`;
  });
  return names.reduce(
    (now, name) => now.replace(new RegExp(`\\b${name}\\b(?!\\$)`, 'g'), `(${name}$())`),
    asked,
  );
}

/** Folders and files that a module finds beside itself stay where they are: each goes on by its own place, seen from the folder of the apps. */
const ownPlaces = (apps, own) => ({
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?js$/ }, async ({ path }) => {
      const found = await readFile(path, 'utf8');
      const text = path.startsWith(own) ? whenUsed(found) : found;
      if (!OWN_PLACE.test(text)) return { contents: text };
      const file = `__ownPlace(${JSON.stringify(relative(apps, path))})`;
      return {
        contents: text
          // What it then asks for is in the program, too.
          .replace(/^const require = createRequire\(import\.meta\.url\);$/m, '')
          .replace(/\bimport\.meta\.url\b/g, `${file}.url`)
          .replace(/\b(?:__filename|import\.meta\.filename)\b/g, `${file}.file`)
          .replace(/\b(?:__dirname|import\.meta\.dirname)\b/g, `${file}.folder`),
      };
    });
  },
});

const PLACES = `const __ownPlace = (path) => {
  const { dirname, join, sep } = require('node:path');
  const file = join(__dirname.slice(0, __dirname.lastIndexOf(sep + 'apps' + sep)), 'apps', path);
  return { file, folder: dirname(file), url: require('node:url').pathToFileURL(file).href };
};`;

/**
 * What a package asks for and is not installed stays its own question; machine code stays its own file. So do database and queue: a connection is of
 * one class for migrations, queues and whoever looks into a running process.
 */
const outside = {
  name: 'outside',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...where }) => {
      if (pluginData === outside) return undefined;
      if (/^@node-rs\/|^(?:pg|bullmq)$|\/package\.json$/.test(path)) return { path, external: true };
      const found = await resolve(path, { ...where, pluginData: outside });
      return found.errors.length > 0 ? { path, external: true } : found;
    });
    onResolve({ filter: /\.node$/ }, ({ path }) => ({ path, external: true }));
  },
};

/**
 * V8 keeps the text of a program for as long as it runs, and with one letter beyond Latin-1 twice as many bytes for each. Where esbuild leaves one
 * (it writes strings by escapes, and regular expressions as they are), an escape means the same.
 */
const inOneByteLetters = (text) =>
  text.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A script that gives a function, as Node makes one of a module. */
const asFunction = (text) => `(function (exports, require, module, __filename, __dirname) {${text}\n})`;

/** Whole or not at all: somebody may be starting the program meanwhile. */
async function replace(path, text) {
  const next = `${path}.${process.pid}.next`;
  await writeFile(next, text);
  await rename(next, path);
}

/** The options with which Node is started for a program: V8 takes no code that it made with others. */
function optionsFor(apps, path) {
  const { NODE_OPTIONS } = createRequire(import.meta.url)(join(apps, 'cli/start/node-options.js'));
  const [name, file] = relative(apps, path).split('/');
  return file === 'main.program.js' ? (NODE_OPTIONS[name] ?? []) : [];
}

/** Has V8 make the code of it, in a process of its own. What it prints for want of settings is not wanted. */
async function keepCode(path, options) {
  const before = `${path}.code`;
  await rm(before, { force: true });
  const env = { PATH: process.env.PATH, LINTEL_HOME: join(tmpdir(), 'lintel-no-home') };
  await new Promise((done) => {
    const args = [...options, join(ROOT, 'scripts/code-of.mjs'), path];
    execFile(process.execPath, args, { env, cwd: tmpdir() }, done);
  });
  if (!(await stat(before).catch(() => undefined))) throw new Refusal(`${path} cannot be loaded.`);
}

/** Writes each program beside what the compiler made of it, in the folder `dist`: all at once, so that what they share is read once. */
export async function buildPrograms(dist) {
  const esbuild = await import('esbuild');
  const apps = join(dist, 'src/apps');
  const { outputFiles } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(PROGRAMS).map(([entry, file]) => ({
      in: join(apps, entry),
      out: file.slice(0, -'.js'.length),
    })),
    outdir: apps,
    write: false,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    banner: { js: PLACES },
    plugins: [outside, ownPlaces(apps, join(dist, 'src'))],
    // A program with the code of V8 has no way to load modules in another manner than by asking (Node.js before 22).
    supported: { 'dynamic-import': false },
    // The names of classes are those of tables, tokens and errors.
    keepNames: true,
    // Who keeps running keeps this text in memory.
    minifyWhitespace: true,
    lineLimit: 120,
    preserveSymlinks: true,
    legalComments: 'none',
    sourcemap: false,
    logLevel: 'warning',
  });
  for (const { path, text } of outputFiles) await replace(path, asFunction(inOneByteLetters(text)));
  // Its helper process would otherwise live as long as we do.
  await esbuild.stop();
  await Promise.all(outputFiles.map(({ path }) => keepCode(path, optionsFor(apps, path))));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await buildPrograms(resolve(process.argv[2]));
