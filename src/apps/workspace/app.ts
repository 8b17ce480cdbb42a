import { join } from 'node:path';
import { Database } from '../../platform/database';
import { Assets, createHttpApp, type ErrorPage, type HttpApp, Views } from '../../platform/http';
import type { PlatformChoices } from '../platform.module';
import { buildOpenApi } from './api/openapi';
import { OpenApiHolder } from './api/openapi.controller';
import { signInAddress } from './pages/return-to';
import { cookieName, openSessions } from './session/session.middleware';
import { WorkspaceModule } from './workspace.module';

const SERVICE_NAME = 'Lintel';

const errorPage =
  (views: Views): ErrorPage =>
  (problem, request) => {
    if (problem.status === 401) return { redirect: signInAddress(request) };
    if (problem.code === 'password-change-needed') return { redirect: '/password' };
    const title = problem.status === 404 ? 'Page not found' : 'That did not work';
    return views.render('problem.njk', { title, problem, officer: request.officer });
  };

/**
 * The workspace application, not yet listening.
 * @throws SessionSecretMissing in production without a session secret
 */
export async function createWorkspace(choices: PlatformChoices): Promise<HttpApp> {
  const { config, logger, databaseUrl } = choices;
  const sessions = openSessions(config, databaseUrl, logger);
  const assets = await Assets.load([{ folder: join(__dirname, 'assets') }]);
  const views = new Views({
    folders: [join(__dirname, 'templates')],
    assets,
    globals: { serviceName: SERVICE_NAME },
  });
  const http: HttpApp = await createHttpApp(WorkspaceModule.forRoot(choices), {
    logger,
    publicUrl: config.workspace.publicUrl,
    trustedProxies: config.trustedProxies,
    ready: () => http.app.get(Database, { strict: false }).transaction({}, (tx) => tx.query('SELECT 1')),
    errorPage: errorPage(views),
    assets,
    views,
  });
  const { app } = http;
  app.use(sessions.middleware);
  app.get(OpenApiHolder, { strict: false }).document = buildOpenApi(app, cookieName(config));
  return {
    app,
    close: async () => {
      await http.close();
      await sessions.close();
    },
  };
}
