import type { PlatformChoices } from '../platform.module';
import { type ProcessApp, runProcess } from '../process';
import { createWorkspace } from './app';
import { openInternal } from './internal/app';

/** The officers' pages, and what the issuer asks about bundles. */
async function createAll(choices: PlatformChoices): Promise<ProcessApp> {
  const internal = await openInternal(choices);
  const workspace = await createWorkspace(choices);
  return {
    app: workspace.app,
    // Not before it has its port: one that does not start leaves the socket to the workspace that serves.
    begun: () => internal.listen(),
    close: async () => {
      await Promise.all([internal.close(), workspace.close()]);
    },
  };
}

/** The officers' process. */
runProcess({
  name: 'workspace',
  listen: ({ workspace }) => workspace,
  database: ({ database }) => database.workspaceUrl,
  setting: 'WORKSPACE_DATABASE_URL',
  create: createAll,
});
