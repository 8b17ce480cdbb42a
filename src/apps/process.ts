import { loadConfig, type Config } from '../config';
import { createLogger, type Logger } from '../platform/observability';

export interface Running {
  /** Where it listens. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The life of a process: settings, logger, start; its parent, when it has one over IPC, is told the port; SIGTERM, SIGINT
 * and the parent's end stop it in good order. What keeps it from starting is one sentence.
 */
export function runProcess(
  name: 'intake' | 'workspace' | 'worker',
  start: (parts: { config: Config; logger: Logger }) => Promise<Running>,
): void {
  const live = async (): Promise<void> => {
    const config = loadConfig();
    const logger = createLogger({ process: name, level: config.logLevel });
    const running = await start({ config, logger });
    logger.info({ port: running.port }, `${name} listens`);
    process.send?.({ listening: running.port });
    let stopping: Promise<void> | undefined;
    const stop = (): void => {
      stopping ??= running.close().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.fatal({ err: error }, `${name} did not stop cleanly`);
          process.exit(1);
        },
      );
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
    if (process.connected) process.on('disconnect', stop);
  };
  live().catch((error: unknown) => {
    process.stderr.write(
      `${name} could not start: ${error instanceof Error ? error.message : 'unknown error'}\n`,
    );
    process.exit(1);
  });
}

/** @throws Error naming the setting when it is missing. */
export function required(value: string | undefined, setting: string): string {
  if (value === undefined) throw new Error(`${setting} is missing.`);
  return value;
}
