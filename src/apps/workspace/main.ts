import type { HttpApp } from '../../platform/http';
import type { PlatformChoices } from '../platform.module';
import { runProcess } from '../process';
import { createWorkspace } from './app';
import { openInternal } from './internal/app';
import { IssuerProcess } from './internal/issuer-process';

/** The officers' pages; what is asked about bundles; and the process of its own that sends their bytes to intake. */
async function createAll(choices: PlatformChoices): Promise<HttpApp> {
  const { config, logger } = choices;
  const { host, port } = config.internal;
  const internal = await openInternal(choices);
  const issuer = new IssuerProcess({ host, port, socket: internal.socket, objects: config.objects }, logger);
  await issuer.start();
  const workspace = await createWorkspace(choices);
  return {
    app: workspace.app,
    close: async () => {
      await Promise.all([issuer.stop().then(() => internal.close()), workspace.close()]);
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
