import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const link = (path) => {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
};

/** Whether process `pid` was started with `folder` as its temporary folder, or works in it. */
const belongs = (pid, folder) =>
  read(`/proc/${pid}/environ`).includes(folder) ||
  read(`/proc/${pid}/cmdline`).includes(folder) ||
  link(`/proc/${pid}/cwd`).startsWith(folder);

/** Ends every process that still belongs to a temporary folder of ours; gives their command lines. */
export function endLeftBehind(folder) {
  const left = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid && belongs(name, folder),
  );
  return left.flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      return [];
    }
    return command === '' ? [] : [command.slice(0, 160)];
  });
}
