import { writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { text } from 'node:stream/consumers';

interface Ending {
  close(): Promise<void>;
}

interface Created {
  HostConfig?: { SecurityOpt?: string[] | null; MaskedPaths?: string[] | null };
}

const PROFILE = 'seccomp={';

/**
 * Docker takes a seccomp profile itself, podman takes the name of a file that has it (containers/podman, issue 27710). And podman wants an
 * option where Compose gives Docker, for `systempaths=unconfined`, an empty list of what is masked.
 */
async function asPodmanTakesIt(body: string, folder: string): Promise<string> {
  const created = JSON.parse(body) as Created;
  const { SecurityOpt, MaskedPaths } = created.HostConfig ?? {};
  const options = [...(SecurityOpt ?? [])];
  for (const [index, option] of options.entries()) {
    if (!option.startsWith(PROFILE)) continue;
    const file = join(folder, 'seccomp.json');
    await writeFile(file, option.slice(option.indexOf('{')));
    options[index] = `seccomp=${file}`;
  }
  if (MaskedPaths?.length === 0) options.push('unmask=ALL');
  return JSON.stringify({ ...created, HostConfig: { ...created.HostConfig, SecurityOpt: options } });
}

async function passOn(
  from: IncomingMessage,
  to: ServerResponse,
  podman: string,
  folder: string,
): Promise<void> {
  const isCreation = from.method === 'POST' && /\/containers\/create(\?|$)/.test(from.url ?? '');
  const body = isCreation ? await asPodmanTakesIt(await text(from), folder) : undefined;
  const headers = { ...from.headers };
  if (body !== undefined) {
    delete headers['transfer-encoding'];
    headers['content-length'] = String(Buffer.byteLength(body));
  }
  const sent = request({ socketPath: podman, method: from.method, path: from.url, headers }, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    // What is followed (events, logs) says at once that it is there.
    to.flushHeaders();
    answer.pipe(to);
    to.on('close', () => answer.destroy());
  });
  sent.on('error', () => to.destroy());
  if (body === undefined) from.pipe(sent);
  else sent.end(body);
}

/** A connection that becomes that of a container's own input and output. */
function handOver(from: IncomingMessage, socket: Socket, first: Buffer, podman: string): void {
  const there = connect(podman, () => {
    const lines: string[] = [`${from.method ?? ''} ${from.url ?? ''} HTTP/1.1`];
    for (let at = 0; at < from.rawHeaders.length; at += 2)
      lines.push(`${from.rawHeaders[at] ?? ''}: ${from.rawHeaders[at + 1] ?? ''}`);
    there.write(`${lines.join('\r\n')}\r\n\r\n`);
    there.write(first);
    socket.pipe(there).pipe(socket);
  });
  socket.on('error', () => there.destroy());
  there.on('error', () => socket.destroy());
}

/** A socket that answers as Docker's does, where podman's by itself does not. */
export async function answerAsDocker(podman: string, socket: string, folder: string): Promise<Ending> {
  const server = createServer((from, to) => {
    passOn(from, to, podman, folder).catch(() => to.destroy());
  });
  server.on('upgrade', (from, to: Socket, first) => handOver(from, to, first, podman));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return {
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const asks = (socketPath: string, path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    request({ socketPath, path: `/v5.0.0/libpod${path}` }, (answer) => {
      text(answer).then(resolve, reject);
    })
      .on('error', reject)
      .end();
  });

/** Has podman ask each container how it is, for which it relies on the timers of a systemd. */
export function askByTheClock(podman: string, everyMs = 1_000): Ending {
  const over = new AbortController();
  const round = async (): Promise<void> => {
    const running = JSON.parse(await asks(podman, '/containers/json')) as { Id: string; Status: string }[];
    for (const { Id, Status } of running)
      if (Status !== '' && Status !== 'healthy') await asks(podman, `/containers/${Id}/healthcheck`);
  };
  const rounds = (async () => {
    while (!over.signal.aborted) {
      await round().catch(() => undefined);
      await sleep(everyMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    close: async () => {
      over.abort();
      await rounds;
    },
  };
}
