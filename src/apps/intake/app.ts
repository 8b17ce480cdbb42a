import { join } from 'node:path';
import { Database } from '../../platform/database';
import { Assets, createHttpApp, type ErrorPage, type HttpApp, Views } from '../../platform/http';
import type { PlatformChoices } from '../platform.module';
import { IntakeModule } from './intake.module';
import { localDates, speaker, speakTo, type Speaker } from './speech';
import type { Language } from './texts/language';

/** Where the build puts the scripts of the pages. */
const BUILT_SCRIPTS = join(__dirname, '../../../public/intake');

/** Refusals that mean: another page comes first. */
const FIRST = new Set(['notice-not-confirmed', 'first-steps-missing', 'page-first']);

export interface IntakeChoices extends PlatformChoices {
  readonly scriptsFolder?: string;
  /** Beside English; only those that a person has checked are spoken. */
  readonly languages?: readonly Language[];
}

const errorPage =
  (views: Views, speech: Speaker): ErrorPage =>
  (problem, request) => {
    const spoken = speech(request);
    if (FIRST.has(problem.code)) return { redirect: '/next' };
    const isRecipients = request.path.startsWith('/download');
    if (problem.status === 401 && isRecipients)
      return views.render('recipient/left.njk', { ...spoken, title: 'You are signed out' });
    if (problem.status === 401)
      return views.render('signed-out.njk', { ...spoken, title: 'You are signed out' });
    const title = problem.status === 404 ? 'This page is not here' : 'That did not work';
    return views.render('problem.njk', { ...spoken, title, problem });
  };

/** The intake application, not yet listening. */
export async function createIntake(choices: IntakeChoices): Promise<HttpApp> {
  const { config, logger, scriptsFolder = BUILT_SCRIPTS, languages = [] } = choices;
  const assets = await Assets.load([{ folder: join(__dirname, 'public') }, { folder: scriptsFolder }]);
  const views = new Views({
    folders: [join(__dirname, 'templates')],
    assets,
    globals: { serviceName: config.intake.serviceName },
  });
  localDates(views);
  const speech = speaker(languages);
  const http: HttpApp = await createHttpApp(IntakeModule.forRoot(choices), {
    logger,
    publicUrl: config.intake.publicUrl,
    trustedProxies: config.trustedProxies,
    ready: () => http.app.get(Database, { strict: false }).transaction({}, (tx) => tx.query('SELECT 1')),
    errorPage: errorPage(views, speech),
    assets,
    views,
    wasm: true,
  });
  http.app.use(speakTo(speech));
  return http;
}
