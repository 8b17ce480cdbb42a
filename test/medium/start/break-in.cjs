// What somebody finds who runs code in the place of a process. Standard input gives, as JSON, marks to look for: names, and bytes
// in hexadecimal. Standard output gets what was found.
const {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  unlinkSync,
} = require('node:fs');
const { join } = require('node:path');

const { marks, paths, code } = JSON.parse(readFileSync(0, 'utf8'));
const SYSTEM = new Set(['/bin', '/dev', '/etc', '/lib', '/lib64', '/proc', '/sbin', '/sys', '/usr', ...code]);
const files = new Set();
const writable = new Set();
const marksFound = new Set();

const may = (path, how) => {
  try {
    accessSync(path, how);
    return true;
  } catch {
    return false;
  }
};

const search = (bytes, found = marksFound) => {
  for (const { name, hex } of marks) if (bytes.includes(Buffer.from(hex, 'hex'))) found.add(name);
};

function look(path) {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || SYSTEM.has(path)) return;
  if (stat.isDirectory()) {
    const own = join(path, `.break-in-${process.pid}`);
    try {
      writeFileSync(own, '');
      unlinkSync(own);
      writable.add(path);
    } catch {
      // Not to be had.
    }
    if (may(path, constants.R_OK)) for (const name of readdirSync(path)) look(join(path, name));
  } else if (stat.isFile()) {
    if (may(path, constants.R_OK)) {
      files.add(path);
      search(readFileSync(path));
    }
    if (may(path, constants.W_OK)) writable.add(path);
  }
}

look('/');
// Also what cannot be listed: these are the names of everything that there is.
const named = new Set();
const namedMarks = new Set();
for (const path of paths) {
  if (files.has(path) || !may(path, constants.R_OK) || !lstatSync(path).isFile()) continue;
  named.add(path);
  search(readFileSync(path), namedMarks);
}

const processes = readdirSync('/proc')
  .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
  .map((pid) => {
    for (const file of ['environ', 'cmdline'])
      if (may(`/proc/${pid}/${file}`, constants.R_OK)) {
        try {
          search(readFileSync(`/proc/${pid}/${file}`));
        } catch {
          // Not to be had.
        }
      }
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  });

const sorted = (set) => [...set].sort();
process.stdout.write(
  JSON.stringify({
    files: sorted(files),
    named: sorted(named),
    writable: sorted(writable),
    marks: sorted(marksFound),
    namedMarks: sorted(namedMarks),
    processes: processes.sort(),
  }),
);
