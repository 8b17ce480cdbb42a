import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** The processes that still belong to a temporary folder of ours. */
const leftBehind = (folder) =>
  readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid && belongs(name, folder),
  );

/** What was told to end may need some seconds for it on a busy machine. */
const PATIENCE_MS = 30_000;

/** Ends every process that still belongs to a temporary folder of ours and does not end by itself; gives their command lines. */
export async function endLeftBehind(folder, patienceMs = PATIENCE_MS) {
  for (const end = Date.now() + patienceMs; leftBehind(folder).length > 0 && Date.now() < end;)
    await sleep(500);
  return leftBehind(folder).flatMap((pid) => {
    const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      return [];
    }
    return command === '' ? [] : [command.slice(0, 160)];
  });
}
