import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntryService } from '../../features/invitations';
import { Database } from '../../platform/database';
import { Assets, createHttpApp, type ErrorPage, type HttpApp, PageStyle, Views } from '../../platform/http';
import { limitHashing } from '../../platform/secrets';
import type { IncomingStore } from '../../platform/object-store';
import { metricsOf } from '../metrics';
import type { PlatformChoices } from '../platform.module';
import { INCOMING } from './arrivals';
import { IntakeModule } from './intake.module';
import { findLost, neutralAddresses } from './neutral-pages';
import { pageText, type Pages, type View } from './page';
import { problemWords } from './problems';
import { IssuerWatch } from './recipient/issuer-watch';
import { actForCookie, endForMark, SessionCookie, type WayOut } from './session-cookie';
import { localFormats, Speeches, speakTo, spokenTo } from './speech';
import type { Language } from './texts/language';
import { spokenLanguages } from './texts/languages';
import { writtenIn } from './written';

/** Where the build puts the scripts of the pages. */
const BUILT_SCRIPTS = join(__dirname, '../../../public/intake');

/** Forms: more than the diary takes in one answer, so that too much is told on its own page and comes back to the victim. */
const BODY_LIMIT = 2 * 1024 * 1024;

/** Refusals that mean: another page comes first. */
const FIRST = new Set(['notice-not-confirmed', 'first-steps-missing', 'page-first']);

/** In an assisted session: what only the victim does, with their own code. */
const OWN_CODE = 'own-code-needed';

export interface IntakeChoices extends PlatformChoices {
  readonly scriptsFolder?: string;
  /** Beside English; only those that a person has checked are spoken. Default: all that there are. */
  readonly languages?: readonly Language[];
}

const errorPage =
  (views: Views, speeches: Speeches, { cookie, exitUrl }: WayOut): ErrorPage =>
  (problem, request) => {
    if (FIRST.has(problem.code)) return { redirect: '/next' };
    if (problem.code === OWN_CODE) return { redirect: '/own-code' };
    // Whoever presses Back after the victim left finds the harmless site again, and no word of ours.
    if (problem.status === 401 && cookie.hasLeft(request)) return { redirect: exitUrl };
    const locals = request.res?.locals ?? {};
    // A request that was refused before it got to us has no language yet.
    const speech = spokenTo(request) ?? speeches.forBrowser(request);
    const show = <Name extends keyof Pages>(template: Name, view: View<Name>): string =>
      pageText(views, template, { ...locals, ...speech }, view);
    const { problems, entry } = speech.t;
    const { title } = entry.signedOut;
    if (problem.status === 401 && request.path.startsWith('/download'))
      return show('recipient/left.njk', { title: speech.t.recipient.left.title });
    if (problem.status === 401) {
      const written = writtenIn(request);
      // Whoever pressed a button believes it done, unless the page says that it is not: above all a report.
      const notKept = request.method === 'POST' && written === '';
      return show('signed-out.njk', { title, written, notKept });
    }
    const detail = problemWords(speech, problem);
    return show('problem.njk', {
      title: problem.status === 404 ? problems.missingTitle : problems.title,
      detail,
      problem,
      // What another site has put into a form is nobody's words.
      written: problem.status === 403 ? '' : writtenIn(request),
    });
  };

const STYLES = ['govuk-frontend.min.css', 'lintel/page.css', 'intake.css', 'rtl.css'];

/** The intake application, not yet listening. */
export async function createIntake(choices: IntakeChoices): Promise<HttpApp> {
  const {
    config,
    logger,
    scriptsFolder = BUILT_SCRIPTS,
    languages = spokenLanguages(config.intake.languages, (problem) => logger.error(problem)),
  } = choices;
  limitHashing(config.fairness.hashesWaiting);
  const assets = await Assets.load(
    [{ folder: join(__dirname, 'public') }, { folder: scriptsFolder }],
    'never',
  );
  const pageStyle = new PageStyle(STYLES.map((name) => assets.text(name)).join('\n'));
  const exitScript = (await readFile(join(scriptsFolder, 'exit.js'), 'utf8')).trim();
  const cookie = new SessionCookie(config.intake.publicUrl);
  const { serviceName, contact, exitUrl } = config.intake;
  const views = new Views({
    folders: [join(__dirname, 'templates')],
    assets,
    strict: config.strictPages,
    globals: { serviceName, contact, exitUrl, exitScript, pageStyle: pageStyle.text },
  });
  localFormats(views);
  for (const { tag, checkedBy } of languages)
    if (checkedBy === null) logger.warn({ language: tag }, 'nobody has checked this language: it is off');
  const speeches = new Speeches(languages);
  const http: HttpApp = await createHttpApp(IntakeModule.forRoot(choices), {
    logger,
    publicUrl: config.intake.publicUrl,
    metrics: metricsOf('intake', config),
    trustedProxies: config.trustedProxies,
    admission: config.fairness,
    ready: async () => {
      await http.app.get(Database, { strict: false }).transaction((tx) => tx.query('SELECT 1'));
      await http.app.get<IncomingStore>(INCOMING, { strict: false }).check();
      if (config.internal.secret !== undefined) {
        // Whatever goes wrong with the issuer, victims must still reach us.
        const watch = http.app.get(IssuerWatch, { strict: false });
        watch.look().catch(() => undefined);
      }
    },
    errorPage: errorPage(views, speeches, { cookie, exitUrl }),
    inlineScripts: [exitScript],
    pageStyle,
    addresses: neutralAddresses(cookie),
    assets,
    views,
    wasm: true,
    bodyLimitBytes: BODY_LIMIT,
  });
  const entry = http.app.get(EntryService, { strict: false });
  http.app.use(
    findLost,
    speakTo(speeches),
    actForCookie(cookie),
    endForMark({ cookie, exitUrl }, () => entry.leave()),
  );
  return http;
}
