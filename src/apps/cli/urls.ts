import type { Config } from '../../config';
import { roleUrl } from '../../platform/database/embedded';
import type { Secrets } from './home';
import { Refusal } from './refusal';

/** One connection string for each role of the database. */
export interface RoleUrls {
  readonly owner: string;
  readonly intake: string;
  readonly workspace: string;
  readonly worker: string;
}

/** @throws Refusal naming every setting that is missing. */
export function externalUrls({ database }: Config): RoleUrls {
  const urls = {
    DATABASE_URL: database.ownerUrl,
    INTAKE_DATABASE_URL: database.intakeUrl,
    WORKSPACE_DATABASE_URL: database.workspaceUrl,
    WORKER_DATABASE_URL: database.workerUrl,
  };
  const missing = Object.entries(urls).flatMap(([name, url]) => (url === undefined ? [name] : []));
  if (missing.length > 0) throw new Refusal(`With a database of your own, also set ${missing.join(', ')}.`);
  return {
    owner: urls.DATABASE_URL ?? '',
    intake: urls.INTAKE_DATABASE_URL ?? '',
    workspace: urls.WORKSPACE_DATABASE_URL ?? '',
    worker: urls.WORKER_DATABASE_URL ?? '',
  };
}

export function embeddedUrls(port: number, secrets: Secrets): RoleUrls {
  return {
    owner: roleUrl(port, 'owner', secrets.owner),
    intake: roleUrl(port, 'intake', secrets.intake),
    workspace: roleUrl(port, 'workspace', secrets.workspace),
    worker: roleUrl(port, 'worker', secrets.worker),
  };
}
