import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../config';
import { createLogger } from '../../platform/observability';
import { createIntake } from './app';

/** The public process. Its parent, when it has one over IPC, is told the port; without the parent it ends. */
async function main(): Promise<void> {
  const config = loadConfig();
  const { intakeUrl } = config.database;
  if (intakeUrl === undefined) throw new Error('INTAKE_DATABASE_URL is missing.');
  const logger = createLogger({ process: 'intake', level: config.logLevel });
  const http = await createIntake({ config, databaseUrl: intakeUrl, logger });
  await http.app.listen(config.intake.port, config.intake.host);
  const { port } = http.app.getHttpServer().address() as AddressInfo;
  logger.info({ port }, 'intake listens');
  process.send?.({ listening: port });

  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= http.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'intake did not stop cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  if (process.connected) process.on('disconnect', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `intake could not start: ${error instanceof Error ? error.message : 'unknown error'}\n`,
  );
  process.exit(1);
});
