// Makes each program that people and systems start one file: loading it takes about two thirds of the time of loading its modules.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './setup/root.mjs';

/** What the compiler made of each, and the file that it becomes, in the folder of the apps. */
const PROGRAMS = {
  'intake/main.entry.js': 'intake/main.js',
  'workspace/main.entry.js': 'workspace/main.js',
  'worker/main.entry.js': 'worker/main.js',
  'cli/start/set-up.entry.js': 'cli/start/set-up.program.js',
};
const OWN_PLACE = /\b(?:__dirname|__filename|import\.meta\.(?:url|dirname|filename))\b/;

/** What not every installation and not every request asks for: it is loaded when something of it is first used. */
const WHEN_USED = new RegExp(
  `^(?:${[
    '@aws-sdk/client-s3',
    '[.]/s3/[a-z-]+',
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

/** Folders and files that a module finds beside itself stay where they are: each goes on by its own place, seen from the program's. */
const ownPlaces = (out, own) => ({
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?js$/ }, async ({ path }) => {
      const found = await readFile(path, 'utf8');
      const text = path.startsWith(own) ? whenUsed(found) : found;
      if (!OWN_PLACE.test(text)) return { contents: text };
      const file = `__ownPlace(${JSON.stringify(relative(dirname(out), path))})`;
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
  const { dirname, join } = require('node:path');
  const file = join(__dirname, path);
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
async function inOneByteLetters(file) {
  const text = await readFile(file, 'utf8');
  const escaped = text.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  await writeFile(file, escaped);
}

/** Writes each program beside what the compiler made of it, in the folder `dist`. */
export async function buildPrograms(dist) {
  const esbuild = await import('esbuild');
  for (const [entry, file] of Object.entries(PROGRAMS)) {
    const out = join(dist, 'src/apps', file);
    await esbuild.build({
      absWorkingDir: ROOT,
      entryPoints: [join(dist, 'src/apps', entry)],
      outfile: out,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      banner: { js: PLACES },
      plugins: [outside, ownPlaces(out, join(dist, 'src'))],
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
    await inOneByteLetters(out);
  }
  // Its helper process would otherwise live as long as we do.
  await esbuild.stop();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await buildPrograms(resolve(process.argv[2]));
