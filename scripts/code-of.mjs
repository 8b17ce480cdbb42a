// Writes beside a program what V8 made of it: the SHA-256 of both, then V8's bytes. Without settings it ends as soon as it has loaded, and by then V8
// has made the code of all that a start needs. A program that loads parts of itself only when they are called for says how to load them all.
//   node scripts/code-of.mjs PROGRAM
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

const [, , path] = process.argv;
const text = readFileSync(path);
const script = new Script(text.toString('latin1'), { filename: path });
process.on('exit', () => {
  const next = `${path}.${process.pid}.next`;
  const code = script.createCachedData();
  const sha256 = createHash('sha256').update(text).update(code).digest();
  writeFileSync(next, Buffer.concat([sha256, code]));
  renameSync(next, `${path}.code`);
});
const own = { exports: {} };
script.runInThisContext()(own.exports, createRequire(path), own, path, dirname(path));
if (own.exports.loadAll !== undefined) {
  await own.exports.loadAll();
  process.exit();
}
