import { readdir, readFile, readlink } from 'node:fs/promises';

/** In /proc/net/tcp: a timer that will ask the other side whether it is there, and its unit (USER_HZ). */
const KEEPALIVE = '02';
const TICK_MS = 10;

async function ownInodes(): Promise<ReadonlySet<string>> {
  const open = await readdir('/proc/self/fd');
  const links = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

/**
 * Of each connection that this process has to `port`: after how many milliseconds of silence, from now, the system asks whether anybody is
 * there; Infinity where it never does.
 */
export async function askedAfter(port: number): Promise<number[]> {
  const mine = await ownInodes();
  const lines = (await readFile('/proc/self/net/tcp', 'utf8')).split('\n').slice(1);
  return lines.flatMap((line) => {
    const [, , remote = '', , , timer = '', , , , inode = ''] = line.trim().split(/\s+/);
    if (Number.parseInt(remote.split(':')[1] ?? '', 16) !== port || !mine.has(inode)) return [];
    const [kind, ticks = ''] = timer.split(':');
    return [kind === KEEPALIVE ? Number.parseInt(ticks, 16) * TICK_MS : Infinity];
  });
}
