import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../setup/root.mjs';
import { startMailServer } from './mail.mjs';
import { watchMemory } from './memory.mjs';

const LINTEL = join(ROOT, 'bin', 'lintel.mjs');
const EMBEDDED = ['DATABASE_URL', 'INTAKE_DATABASE_URL', 'WORKSPACE_DATABASE_URL', 'WORKER_DATABASE_URL'];

const given = new Set();

/** Below the ports that outgoing connections take: still free when its process starts. */
async function freePort() {
  for (;;) {
    const port = randomInt(12_000, 20_000);
    if (given.has(port)) continue;
    given.add(port);
    const server = createServer();
    const free = await new Promise((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!free) continue;
    await new Promise((resolve) => server.close(resolve));
    return String(port);
  }
}

/** A throw-away Lintel in a folder of its own, started as an operator starts it. */
export async function startInstance() {
  const home = await mkdtemp(join(tmpdir(), 'lintel-demo-'));
  const mail = await startMailServer();
  const env = {
    ...process.env,
    LINTEL_HOME: home,
    INTAKE_PORT: await freePort(),
    WORKSPACE_PORT: await freePort(),
    WORKER_HEALTH_PORT: await freePort(),
    INTERNAL_PORT: await freePort(),
    // What two people agreed to is done at once, so that it can be shown.
    DISPOSAL_COOLING_DAYS: '0',
    DISPOSAL_CHECK_SECONDS: '1',
    RETENTION_REVIEW_YEARS: '1=10,2=0,3=6',
    MESSAGES_DRIVER: 'smtp',
    SMTP_URL: mail.url,
    SMTP_FROM: 'Files <files@demo.example>',
    SMTP_ALLOW_PLAIN: 'true',
  };
  for (const name of EMBEDDED) delete env[name];
  const witness = await startWitness(home, env);
  Object.assign(env, { CUSTODY_WITNESSES: `${witness.key} ${witness.url}`, CUSTODY_WITNESS_SECONDS: '1' });
  const child = spawn(process.execPath, [LINTEL, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const memory = watchMemory(child.pid);
  const said = await firstWords(child);
  return {
    mail,
    intake: `http://127.0.0.1:${env.INTAKE_PORT}`,
    workspace: `http://127.0.0.1:${env.WORKSPACE_PORT}`,
    officer: { email: said('Sign in as'), password: said('with the one-time password') },
    createOfficer: async (email, name, role) => {
      const { text } = await capture(
        ['create-officer', '--email', email, '--name', name, '--role', role],
        env,
      );
      return text.split(': ').at(-1);
    },
    verifyLog: () => capture(['verify', '--live'], env),
    witness: witness.file,
    peakMemoryMB: memory.peaks,
    stop: async () => {
      memory.stop();
      child.kill('SIGTERM');
      await gone;
      await witness.stop();
      await mail.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Somebody else who watches the log, as on a machine of their own. `file` holds its key. */
async function startWitness(home, env) {
  const logKeys = join(home, 'log.keys');
  await writeFile(logKeys, `${(await capture(['keys'], env)).text}\n`);
  const folder = join(home, 'witness');
  const args = ['witness', '--name', 'witness.demo/one', '--log', logKeys, '--folder', folder, '--port', '0'];
  const child = spawn(process.execPath, [LINTEL, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    if (line.startsWith('Listening on ')) break;
  }
  child.stdout.resume();
  const [, key, url] = /^Witness key: (\S+)\nListening on (\S+)$/m.exec(said) ?? [];
  if (key === undefined) throw new Error(`The witness did not start:\n${said}`);
  const file = join(home, 'witness.key');
  await writeFile(file, `${key}\n`);
  return {
    ...{ key, url, file },
    stop: () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

/** Reads what the start prints until it says that all is up; gives a look-up of its labels. */
async function firstWords(child) {
  const lines = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line.trim());
    if (line.startsWith('Press Ctrl-C')) {
      // Whatever it prints later must still be read, or it would block.
      child.stdout.resume();
      return (label) =>
        lines
          .find((text) => text.startsWith(`${label} `))
          ?.slice(label.length)
          .trim();
    }
  }
  throw new Error(`Lintel did not start:\n${lines.join('\n')}`);
}

/** Runs a command of the operator's; gives its exit code and what it printed. */
function capture(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [LINTEL, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, text: text.trim() }));
  });
}
