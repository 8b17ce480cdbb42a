import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 500;
const OURS = /apps\/(intake|workspace|worker|issuer)\/main/;

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const childrenOf = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
};

const nameOf = (pid) =>
  OURS.exec(read(`/proc/${pid}/cmdline`))?.[1] ??
  (/^Name:\s+(\S+)/m.exec(read(`/proc/${pid}/status`))?.[1] || 'gone');

/**
 * Watches the memory of a process and of all that it starts: the most that one process of each name has held, in MB
 * (VmHWM of Linux; nothing where there is no /proc).
 */
export function watchMemory(root) {
  const peaks = {};
  const look = (pid) => {
    const kilobytes = Number(/^VmHWM:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
    const name = pid === root ? 'start' : nameOf(pid);
    if (kilobytes > 0) peaks[name] = Math.max(peaks[name] ?? 0, Math.round(kilobytes / 1024));
    for (const child of childrenOf(pid)) look(child);
  };
  const timer = setInterval(() => look(root), EVERY_MS);
  timer.unref();
  return {
    peaks: () => {
      look(root);
      return { ...peaks };
    },
    stop: () => clearInterval(timer),
  };
}
