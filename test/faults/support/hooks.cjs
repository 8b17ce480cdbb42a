// Loaded before a process under test. It changes nothing until the test arms it, through files in LINTEL_TEST_HOOKS:
//   armed   names one point of work; the process kills itself there, once
//   clock   milliseconds by which this process's clock is off
// It tells the test of the processes that it had started when it killed itself, where they matter:
//   below   one line each: number, time of its start, name
const { existsSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } = require('node:fs');
const files = require('node:fs/promises');
const processes = require('node:child_process');
const { syncBuiltinESMExports } = require('node:module');
const { join } = require('node:path');

const folder = process.env.LINTEL_TEST_HOOKS;
const armed = join(folder, 'armed');
const clock = join(folder, 'clock');

/** What the test has written, or nothing: it and another process may take it away at any moment. */
function told(file) {
  if (!existsSync(file)) return '';
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether it was this process that took the name away. */
function disarm() {
  try {
    unlinkSync(armed);
    return true;
  } catch {
    return false;
  }
}

/** Dies here, as by kill -9, when the test has named this point. */
function point(name) {
  if (told(armed) !== name || !disarm()) return;
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

/** Transactions are known by what they say. */
const TRANSACTIONS = [
  ['redaction-rendered', /INSERT INTO lintel\.rendition\b[^]*'redacted-copy'/],
  ['begun', /INSERT INTO lintel\.clip\b/],
  ['received', /SET state = 'received'/],
  ['the fingerprint', /SET device_sha256 =/],
  ['sent', /lintel\.send_submission/],
  ['verified', /SET state = 'verified'/],
  ['master', /SET state = 'master'/],
  ['rendition', /INSERT INTO lintel\.rendition/],
  ['relayed', /SET relayed_at = now\(\)/],
  ['done', /SET done_at = now\(\)/],
  ['sequenced', /custody\.add_checkpoint/],
  ['exhibit', /INSERT INTO lintel\.exhibit\b\s*\(/],
  ['the seal', /INSERT INTO lintel\.bundle_seal/],
  ['the point of no return', /SET state = 'erasing'/],
  ['the erasure', /lintel\.erase_item/],
];

/** A statement as it would be typed: without quotes around names, its values in their places. */
const typed = (text, values) =>
  text.replaceAll('"', '').replaceAll(/\$(\d+)/g, (place, number) => {
    const value = values?.[number - 1];
    return typeof value === 'string' ? `'${value}'` : place;
  });

const { Client } = require('pg');
const query = Client.prototype.query;
Client.prototype.query = function hooked(...parts) {
  const text = typeof parts[0] === 'string' ? parts[0] : parts[0]?.text;
  if (typeof text !== 'string') return query.apply(this, parts);
  if (text.startsWith('START TRANSACTION')) this.lintelSaid = undefined;
  const said = typed(text, Array.isArray(parts[1]) ? parts[1] : parts[0]?.values);
  this.lintelSaid ??= TRANSACTIONS.find(([, pattern]) => pattern.test(said))?.[0];
  if (text !== 'COMMIT' || this.lintelSaid === undefined) return query.apply(this, parts);
  const begun = this.lintelSaid;
  this.lintelSaid = undefined;
  point(`before ${begun}`);
  const given = parts.at(-1);
  if (typeof given === 'function') {
    const then = (...result) => {
      point(`after ${begun}`);
      given(...result);
    };
    return query.apply(this, [...parts.slice(0, -1), then]);
  }
  return query.apply(this, parts).then((result) => {
    point(`after ${begun}`);
    return result;
  });
};

/** Steps that give a file its name: before and after. */
const NAMED = [
  ['the master has its name', /evidence\/masters\/[0-9a-f-]+$/],
  ['a working copy has its name', /evidence\/renditions\//],
  ['what arrived is taken', /objects\/arrived\/[0-9a-f-]+$/],
];
const link = files.link;
files.link = async (from, to) => {
  const step = NAMED.find(([, pattern]) => pattern.test(String(to)))?.[0];
  if (step !== undefined) point(`before ${step}`);
  try {
    await link(from, to);
  } finally {
    // Also when it had that name: working copies are named by what they hold, and the same film gives the same ones.
    if (step !== undefined) point(`after ${step}`);
  }
  if (/evidence\/bundles\//.test(String(to))) point('while a bundle is written');
};

const rm = files.rm;
files.rm = async (path, ...parts) => {
  const draft = /objects\/arrived\/[0-9a-f-]+$/.test(String(path));
  if (draft) point('before the draft is removed');
  await rm(path, ...parts);
  if (draft) point('after the draft is removed');
  if (/evidence\/masters\//.test(String(path)) && parts.length === 0) point('while an item is erased');
};

const REPLACED = [
  ['the record of an upload', /incoming\/[0-9a-f-]+\.json$/],
  ['a head is remembered', /heads\//],
];
const rename = files.rename;
files.rename = async (from, to) => {
  const step = REPLACED.find(([, pattern]) => pattern.test(String(to)))?.[0];
  if (step !== undefined) point(`before ${step}`);
  await rename(from, to);
  if (step !== undefined) point(`after ${step}`);
};

/** Every process below this one, as /proc has it. */
function below() {
  const all = readdirSync('/proc').flatMap((pid) => {
    try {
      const [, comm, rest] = /\((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      const fields = rest.split(' ');
      return [{ pid: Number(pid), parent: Number(fields[1]), begun: fields[19], comm }];
    } catch {
      return [];
    }
  });
  const known = new Set([process.pid]);
  const found = [];
  for (let size = 0; size !== known.size;) {
    size = known.size;
    for (const one of all) {
      if (known.has(one.pid) || !known.has(one.parent)) continue;
      known.add(one.pid);
      found.push(one);
    }
  }
  return found;
}

/** Dies as soon as the sound of a recording lies decoded on the disk, and its pictures are on their way through two programs. */
function whileACopyIsMade(sound) {
  const name = 'while a copy is made';
  if (told(armed) !== name) return;
  const watch = setInterval(() => {
    if (!existsSync(sound) || statSync(sound).size === 0) return;
    clearInterval(watch);
    const lines = below().map(({ pid, begun, comm }) => `${pid} ${begun} ${comm}`);
    writeFileSync(join(folder, 'below'), lines.join('\n'));
    point(name);
  }, 2);
  watch.unref();
}

/** The same steps on S3, by method and address of a request; and its own: a lock instead of a mode, a part instead of bytes in a file. */
const ASKED = [
  ['the record of an upload', /^PUT \/[^/]+\/[0-9a-f-]+\.info\?/],
  ['what arrived is taken', /^PUT \/[^/]+\/arrived\//],
  ['the draft is removed', /^DELETE \/[^/]+\/arrived\//],
  ['a stored file is read only', /^PUT \/[^/]+\/(masters|renditions)\/[^?]+\?retention=/],
  ['the master has its name', /^(PUT|POST) \/[^/]+\/masters\/[^?]+\?(uploadId=|x-id=)/],
  ['a working copy has its name', /^(PUT|POST) \/[^/]+\/renditions\/[^?]+\?(uploadId=|x-id=)/],
];
/** What is asked for once the answer is there. */
const ANSWERED = [
  ['in the middle of a part', /^PUT \/[^/]+\/[0-9a-f-]+(\.part\?|\?partNumber=)/],
  ['after the last byte', /^POST \/[^/]+\/[0-9a-f-]+\?uploadId=/],
];
const http = require('node:http');
const { request } = http;
http.request = (...parts) => {
  const { method, path } = typeof parts[0] === 'object' ? parts[0] : {};
  const nameIn = (steps) => steps.find(([, pattern]) => pattern.test(`${method} ${path}`))?.[0];
  const [step, answered] = [nameIn(ASKED), nameIn(ANSWERED)];
  if (step !== undefined) point(`before ${step}`);
  const asked = request(...parts);
  if (step !== undefined) asked.prependOnceListener('response', () => point(`after ${step}`));
  if (answered !== undefined) asked.prependOnceListener('response', () => point(answered));
  return asked;
};
syncBuiltinESMExports();

const spawn = processes.spawn;
processes.spawn = (...parts) => {
  const child = spawn(...parts);
  const said = JSON.stringify(parts[1] ?? []);
  if (/out\/sound\.pcm/.test(said)) whileACopyIsMade(join(parts[2].cwd, 'out/sound.pcm'));
  if (/libx264/.test(said)) setTimeout(() => point('while ffmpeg runs'), 50);
  if (/show_streams|show_format/.test(said)) point('while a file is probed');
  return child;
};

void files.open('/dev/null').then(async (file) => {
  const prototype = Object.getPrototypeOf(file);
  const { datasync } = prototype;
  prototype.datasync = async function hooked() {
    await datasync.call(this);
    point('after the last byte');
  };
  const { chmod, writev } = prototype;
  prototype.chmod = async function hooked(mode) {
    if (mode === 0o444) point('before a stored file is read only');
    await chmod.call(this, mode);
    if (mode === 0o444) point('after a stored file is read only');
  };
  prototype.writev = async function hooked(...parts) {
    const written = await writev.apply(this, parts);
    if (/intake[\\/]main\.js$/.test(process.argv[1])) point('in the middle of a part');
    return written;
  };
  const { sync } = prototype;
  prototype.sync = async function hooked() {
    await sync.call(this);
    // The workspace writes nothing but what officers add.
    if (/workspace[\\/]main\.js$/.test(process.argv[1])) point('after the last byte of an addition');
  };
  await file.close();
});

if (/worker[\\/]main\.js$/.test(process.argv[1])) {
  const { Queue } = require('bullmq');
  const { addBulk } = Queue.prototype;
  Queue.prototype.addBulk = async function hooked(...parts) {
    point('before jobs are handed over');
    const jobs = await addBulk.apply(this, parts);
    point('after jobs are handed over');
    return jobs;
  };
}

const now = Date.now;
const offset = () => Number(told(clock));
globalThis.Date = class extends Date {
  constructor(...parts) {
    if (parts.length === 0) super(now() + offset());
    else super(...parts);
  }
  static now() {
    return now() + offset();
  }
};
