import type { AddressInfo } from 'node:net';
import { loadConfig, ownVersion, type Config } from '../config';
import { refuseUnfit, schemaStanding } from '../platform/database';
import type { HttpApp } from '../platform/http';
import { createLogger, startTraces, type Logger } from '../platform/observability';

export interface ProcessApp extends HttpApp {
  /** What comes once it listens; a failure ends the process. */
  readonly begun?: () => Promise<void>;
}

interface Process {
  readonly name: 'intake' | 'workspace' | 'worker';
  /** Where it listens, by the settings. */
  readonly listen: (config: Config) => { readonly host: string; readonly port: number };
  /** The connection of its own role, and the setting that gives it. */
  readonly database: (config: Config) => string | undefined;
  readonly setting: string;
  readonly create: (parts: { config: Config; databaseUrl: string; logger: Logger }) => Promise<ProcessApp>;
}

async function live({ name, listen, database, setting, create }: Process): Promise<void> {
  const config = loadConfig();
  const databaseUrl = database(config);
  if (databaseUrl === undefined) throw new Error(`${setting} is missing.`);
  const logger = createLogger({ process: name, level: config.logLevel });
  const { tracesEndpoint } = config;
  const traces =
    tracesEndpoint === undefined ? undefined : await startTraces({ endpoint: tracesEndpoint, process: name });
  const standing = await schemaStanding(databaseUrl);
  refuseUnfit(standing);
  const { unknown } = standing;
  if (unknown.length > 0)
    logger.info({ migrations: unknown }, 'the tables have additions of a newer version');
  const http = await create({ config, databaseUrl, logger });
  const { host, port: wanted } = listen(config);
  await http.app.listen(wanted, host);
  await http.begun?.();
  const { port } = http.app.getHttpServer().address() as AddressInfo;
  logger.info({ port, version: ownVersion() }, `${name} listens`);

  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    // What the collector does not take any more is lost: nothing waits for it for long.
    const sent = async (): Promise<void> => traces?.close().catch(() => undefined);
    stopping ??= http.close().then(
      () => sent().then(() => process.exit(0)),
      (error: unknown) => {
        logger.fatal({ err: error }, `${name} did not stop cleanly`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  if (process.connected) process.on('disconnect', stop);
  // Last: whoever is told may stop it at once.
  process.send?.({ listening: port });
}

/**
 * The life of a process: settings, logger, start; its parent, when it has one over IPC, is told the port; SIGTERM, SIGINT
 * and the parent's end stop it in good order. What keeps it from starting is one sentence.
 */
export function runProcess(which: Process): void {
  live(which).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown error';
    process.stderr.write(`${which.name} could not start: ${reason}\n`);
    process.exit(1);
  });
}
