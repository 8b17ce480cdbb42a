import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../config';
import { createLogger } from '../../platform/observability';
import { createWorkspace } from './app';

/** The officers' process. Its parent, when it has one over IPC, is told the port; without the parent it ends. */
async function main(): Promise<void> {
  const config = loadConfig();
  const { workspaceUrl } = config.database;
  if (workspaceUrl === undefined) throw new Error('WORKSPACE_DATABASE_URL is missing.');
  const logger = createLogger({ process: 'workspace', level: config.logLevel });
  const http = await createWorkspace({ config, databaseUrl: workspaceUrl, logger });
  await http.app.listen(config.workspace.port, config.workspace.host);
  const { port } = http.app.getHttpServer().address() as AddressInfo;
  logger.info({ port }, 'workspace listens');
  process.send?.({ listening: port });

  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= http.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'workspace did not stop cleanly');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  if (process.connected) process.on('disconnect', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `workspace could not start: ${error instanceof Error ? error.message : 'unknown error'}\n`,
  );
  process.exit(1);
});
