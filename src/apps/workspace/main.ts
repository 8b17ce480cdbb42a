import type { HttpApp } from '../../platform/http';
import type { PlatformChoices } from '../platform.module';
import { runProcess } from '../process';
import { createWorkspace } from './app';
import { createInternal } from './internal/app';

/** The officers' pages, and on a port of its own what intake asks about bundles. */
async function createBoth(choices: PlatformChoices): Promise<HttpApp> {
  const { internal: at } = choices.config;
  const internal = await createInternal(choices);
  await internal.app.listen(at.port, at.host);
  const workspace = await createWorkspace(choices);
  return {
    app: workspace.app,
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
  create: createBoth,
});
