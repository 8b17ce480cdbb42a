import { join } from 'node:path';
import { CustodyLog } from '../../custody';
import { Database } from '../../platform/database';
import { Assets, createHttpApp, type ErrorPage, type HttpApp, Views } from '../../platform/http';
import { limitHashing } from '../../platform/secrets';
import type { Language } from '../intake/texts/language';
import { spokenLanguages } from '../intake/texts/languages';
import { metricsOf } from '../metrics';
import type { PlatformChoices } from '../platform.module';
import { ChangeStreams } from './areas/live/change-streams';
import { buildOpenApi } from './shell/api/openapi';
import { OpenApiHolder } from './shell/api/openapi.controller';
import { pageOf, unkeptOf } from './shell/access/posted';
import { problemPage, unkeptPage, unsentPage } from './shell/layout/pages';
import { signInAddress } from './shell/session/return-to';
import { cookieName, sessionSecret, sessionsOf } from './shell/session/session.middleware';
import { turnsOf } from './shell/session/turns.middleware';
import { Footage } from './shell/clips/footage';
import { WorkspaceModule } from './workspace.module';

const SERVICE_NAME = 'Lintel';

/** The styles beside the pages; the code that stands there too is not for browsers. */
const STYLES = /\.css$/;

/** Where the build puts the scripts of the pages. */
const BUILT_SCRIPTS = join(__dirname, '../../../public/workspace');

export interface WorkspaceChoices extends PlatformChoices {
  /** Beside English, in which links may open; only those that a person has checked. Default: those of INTAKE_LANGUAGES. */
  readonly languages?: readonly Language[];
  readonly scriptsFolder?: string;
}

/** Where an officer goes who must do something else first. */
const PLACES: Readonly<Record<string, string>> = {
  'password-change-needed': '/password',
  'second-factor-missing': '/second-factor',
  'step-up-needed': '/confirm',
};

const errorPage =
  (views: Views): ErrorPage =>
  (problem, request) => {
    if (problem.status === 401) {
      const { unsent } = request;
      return unsent === undefined ? { redirect: signInAddress(request) } : unsentPage(views, unsent);
    }
    const elsewhere = PLACES[problem.code];
    if (elsewhere !== undefined) return { redirect: elsewhere };
    const unkept = problem.status >= 500 ? unkeptOf(request) : undefined;
    if (unkept !== undefined) return unkeptPage(views, problem, unkept, pageOf(request));
    return problemPage(views, problem, request.officer);
  };

/**
 * The workspace application, not yet listening.
 * @throws SessionSecretMissing in production without a session secret
 */
export async function createWorkspace(choices: WorkspaceChoices): Promise<HttpApp> {
  const { config, logger, scriptsFolder = BUILT_SCRIPTS } = choices;
  const secret = sessionSecret(config);
  limitHashing(config.fairness.hashesWaiting);
  const assets = await Assets.load([{ folder: __dirname, only: STYLES }, { folder: scriptsFolder }]);
  const views = new Views({
    folders: [__dirname],
    assets,
    strict: config.strictPages,
    globals: { serviceName: SERVICE_NAME, idleSeconds: config.workspace.idleMinutes * 60 },
  });
  const http: HttpApp = await createHttpApp(
    WorkspaceModule.forRoot({
      languages: spokenLanguages(config.intake.languages, (problem) => logger.error(problem)),
      ...choices,
    }),
    {
      logger,
      publicUrl: config.workspace.publicUrl,
      metrics: metricsOf('workspace', config),
      trustedProxies: config.trustedProxies,
      early: (request, response, next) => again(request, response, next),
      ahead: (request) => ahead(request),
      ready: () => database.transaction((tx) => tx.query('SELECT 1')),
      errorPage: errorPage(views),
      assets,
      views,
      // 50,000 letters of a transcript in a form, nine bytes each in many scripts.
      bodyLimitBytes: 1024 * 1024,
      // A whole station may share one address: neither its connections nor what it reads are counted by that.
      admission: {
        ...config.fairness,
        addressConnections: Number.POSITIVE_INFINITY,
        addressReads: undefined,
      },
    },
  );
  const { app } = http;
  const database = app.get(Database, { strict: false });
  const footage = app.get(Footage, { strict: false });
  const [again, ahead] = [footage.again(), footage.ahead()];
  app.use(turnsOf(config.fairness.session, cookieName(config), secret));
  app.use(sessionsOf(config, secret, database, app.get(CustodyLog, { strict: false })));
  app.get(OpenApiHolder, { strict: false }).make = () => buildOpenApi(app, cookieName(config));
  return {
    app,
    close: () => {
      app.get(ChangeStreams, { strict: false }).endAll();
      return http.close();
    },
  };
}
