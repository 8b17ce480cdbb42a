import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { blockOf } from '../../support/typed';
import { type Build, type Podman, ROOT } from './containers';
import { VOLUMES } from './stand-ins';

const run = promisify(execFile);
const OUTPUT_BYTES = 16 * 1024 ** 2;
/** Whatever is waited for has come by then, or does not come. */
const PATIENCE_MS = 300_000;
const DELIVERED = 'docker/compose.yml';
const DOCUMENT = 'docs/operations.md';
const PROJECT = 'lintel-suite';

/** What Compose makes of a service. */
interface Service {
  readonly image: string;
  readonly build?: Build;
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks: Readonly<Record<string, unknown>>;
}

export interface Config {
  readonly services: Readonly<Record<string, Service>>;
}

/** At which the proxy is reached here. */
interface Ports {
  readonly https: number;
  readonly http: number;
}

/** What differs here: programs for the images that no registry brings, and other ports than this machine may need itself. */
const differing = ({ https, http }: Ports): string => `services:
${Object.entries(VOLUMES)
  .filter(([name]) => name !== 's3')
  .map(([name, volumes]) => `  ${name}: { volumes: ${JSON.stringify(volumes)} }`)
  .join('\n')}
  # Debian's libaio asks the kernel in a way that Docker's profile lets through, and podman's does not.
  s3: { security_opt: ['seccomp=unconfined'], volumes: ${JSON.stringify(VOLUMES['s3'])} }
  proxy: { ports: !override ['127.0.0.1:${https}:8443', '127.0.0.1:${http}:8080'] }
`;

/** The project as it is delivered, in a folder of its own, and Compose in it, typed as the document says. */
export class Composition {
  private constructor(
    private readonly folder: string,
    private readonly socket: string,
  ) {}

  static async prepare(podman: Podman, ports: Ports): Promise<Composition> {
    const folder = await mkdtemp('/var/tmp/lintel-compose-');
    const ignored = await readFile(join(ROOT, 'docker/Dockerfile.dockerignore'), 'utf8');
    const given = ignored.split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    for (const part of new Set([...given, 'deploy', 'docker']))
      await cp(join(ROOT, part), join(folder, 'lintel', part), { recursive: true });
    await writeFile(join(folder, 'here.yml'), differing(ports));
    await mkdir(join(folder, 'bin'));
    // Debian has the program by this name, and as a part of `docker`, which there is no other use for here.
    await writeFile(join(folder, 'bin/docker'), '#!/bin/sh\nshift\nexec docker-compose "$@"\n');
    await chmod(join(folder, 'bin/docker'), 0o755);
    return new Composition(folder, await podman.serve());
  }

  /** @throws with what was printed */
  async sh(commands: string, files = ''): Promise<string> {
    const env = {
      ...process.env,
      PATH: `${join(this.folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      DOCKER_HOST: `unix://${this.socket}`,
      COMPOSE_PROJECT_NAME: PROJECT,
      COMPOSE_ANSI: 'never',
    };
    const options = { cwd: join(this.folder, 'lintel'), env, maxBuffer: OUTPUT_BYTES, timeout: PATIENCE_MS };
    const { stdout } = await run('bash', ['-e', '-c', `${files}${commands}`], options).catch(
      (error: unknown) => {
        const { stdout: said } = error as { stdout?: string };
        throw new Error(`${(error as Error).message}\n${said ?? ''}`, { cause: error });
      },
    );
    return stdout.trim();
  }

  /** Commands with the files that the document names, and with what differs here. */
  async here(commands: string): Promise<string> {
    const files = await blockOf(DOCUMENT, 'compose-files');
    return this.sh(commands, `${files}COMPOSE_FILE=$COMPOSE_FILE:${join(this.folder, 'here.yml')}\n`);
  }

  /** A block of the document. */
  async typed(block: string): Promise<string> {
    return this.here(await blockOf(DOCUMENT, block));
  }

  /** What Compose reads in the file that is delivered, and in no other. */
  async delivered(): Promise<Config> {
    return JSON.parse(await this.sh(`docker compose -f ${DELIVERED} config --format json`)) as Config;
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** As Compose calls the container of a service. */
export const containerOf = (service: string): string => `${PROJECT}-${service}-1`;
