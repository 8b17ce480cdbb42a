import { runProcess } from '../process';
import { createWorkspace } from './app';

/** The officers' process. */
runProcess({
  name: 'workspace',
  listen: ({ workspace }) => workspace,
  database: ({ database }) => database.workspaceUrl,
  setting: 'WORKSPACE_DATABASE_URL',
  create: createWorkspace,
});
