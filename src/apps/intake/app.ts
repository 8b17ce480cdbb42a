import { join } from 'node:path';
import { Database } from '../../platform/database';
import { Assets, createHttpApp, type ErrorPage, type HttpApp, Views } from '../../platform/http';
import type { PlatformChoices } from '../platform.module';
import { IntakeModule } from './intake.module';

/** Where the build puts the scripts of the pages. */
const BUILT_SCRIPTS = join(__dirname, '../../../public/intake');

/** Refusals that mean: another page comes first. */
const FIRST = new Set(['notice-not-confirmed', 'first-steps-missing', 'page-first']);

export interface IntakeChoices extends PlatformChoices {
  readonly scriptsFolder?: string;
}

const errorPage =
  (views: Views): ErrorPage =>
  (problem, request) => {
    if (FIRST.has(problem.code)) return { redirect: '/next' };
    const isRecipients = request.path.startsWith('/download');
    if (problem.status === 401 && isRecipients)
      return views.render('recipient/left.njk', { title: 'You are signed out' });
    if (problem.status === 401) return views.render('signed-out.njk', { title: 'You are signed out' });
    const title = problem.status === 404 ? 'This page is not here' : 'That did not work';
    return views.render('problem.njk', { title, problem });
  };

/** The intake application, not yet listening. */
export async function createIntake(choices: IntakeChoices): Promise<HttpApp> {
  const { config, logger, scriptsFolder = BUILT_SCRIPTS } = choices;
  const assets = await Assets.load([{ folder: join(__dirname, 'public') }, { folder: scriptsFolder }]);
  const views = new Views({
    folders: [join(__dirname, 'templates')],
    assets,
    globals: { serviceName: config.intake.serviceName },
  });
  const http: HttpApp = await createHttpApp(IntakeModule.forRoot(choices), {
    logger,
    publicUrl: config.intake.publicUrl,
    trustedProxies: config.trustedProxies,
    ready: () => http.app.get(Database, { strict: false }).transaction({}, (tx) => tx.query('SELECT 1')),
    errorPage: errorPage(views),
    assets,
    views,
    wasm: true,
  });
  return http;
}
