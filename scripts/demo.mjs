// npm run demo -- FILE...: takes real files through the whole path, over the public HTTP surfaces only.
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { orRefuse, Refusal, say } = await import('./setup/say.mjs');
const { MEDIA_TOOLS } = await import('./setup/tools.mjs');
const { setUp } = await import('./set-up.mjs');
const { faults } = await import('./demo/held.mjs');
const { idle } = await import('./demo/idle.mjs');

/** Also a step for which none of the files is fit does not hold then: for files that have something for each. */
const WHOLE = '--whole';
/** Where the bundles are left to be looked at. */
const OUT = resolve('demo-out');

async function demonstrate(paths) {
  const { startInstance } = await import('./demo/instance.mjs');
  const { provide } = await import('./demo/victim.mjs');
  const { readDiary } = await import('./demo/diary.mjs');
  const { decide, decideWritten, discloser, makeForms, NAME, sealAll } =
    await import('./demo/disclosure.mjs');
  const { holdsDiary, holdsFilm, holdsRedaction, holdsTranscript, holdsWords, verifyBundle } =
    await import('./demo/verify-bundle.mjs');
  const { invite, proofs, review, signIn } = await import('./demo/officer.mjs');
  say('Starting a throw-away Lintel...');
  const instance = await startInstance();
  try {
    const officer = await signIn(instance.workspace, instance.officer);
    const { investigation, invitation } = await invite(officer);
    say('Sending the files through the private link, each with a break and a resume...');
    const { clips, receipt, waysOut } = await provide(invitation, paths);
    const failed = [];
    /** What fails of one step, or of one file in it, is said at the end; the others go on. */
    const attempt = (what, work) =>
      work().catch((error) => {
        failed.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      });
    const ofEach = async (work) => {
      const all = [];
      for (const clip of clips) all.push(await attempt(clip.name, () => work(clip)));
      return all.filter((done) => done !== null);
    };
    const diary = await attempt('diary', () => readDiary(officer, investigation, clips[0]));
    const { find, lookAtWork } = await import('./demo/work.mjs');
    const work = await attempt('work', () => lookAtWork(officer, clips[0]));
    const { putNoteAway } = await import('./demo/note.mjs');
    const note = await attempt('note', () => putNoteAway(invitation, officer, clips[0]));
    say('Accepting them as exhibits, fetching them back and looking at the working copies...');
    const reviews = await ofEach((clip) => review(officer, clip));
    if (reviews.length === 0) throw new Error(`no file could be taken through: ${failed.join('; ')}`);
    const found = await attempt('search', () => find(officer, investigation, reviews[0].result.exhibit));
    const events = reviews.flatMap((one) => one.events);
    await attempt('proofs', () => proofs(officer, events));
    say('Watching frame by frame, and taking a single frame of each as an exhibit...');
    const { watch } = await import('./demo/watching.mjs');
    const stills = await ofEach((clip) => watch(officer, clip));
    say('Deciding, making the schedules, sealing a bundle of each kind and checking each in three ways...');
    const disclosing = await discloser(instance, officer, investigation);
    await attempt('decisions', () => decide(disclosing, investigation, [...stills, ...clips]));
    const { describeTogether } = await import('./demo/descriptions.mjs');
    const described = await attempt('descriptions', () => describeTogether(disclosing, investigation));
    const { redactOne } = await import('./demo/redaction.mjs');
    const redaction = await attempt('redaction', () => redactOne(officer, disclosing, clips));
    const { extractOne } = await import('./demo/extract.mjs');
    const extract = await attempt('extract', () => extractOne(officer, disclosing, clips));
    say('Putting clips together as one film, and typing what is said in one of them...');
    const { compileSome } = await import('./demo/film.mjs');
    const film = await attempt('film', () => compileSome(officer, investigation, clips));
    const { typeOne } = await import('./demo/transcript.mjs');
    const transcript = await attempt('transcript', () => typeOne(officer, disclosing, clips));
    const written = await attempt('what was written', () => decideWritten(disclosing, investigation));
    await attempt('schedules', () => makeForms(disclosing, investigation));
    const { endorseSchedule } = await import('./demo/endorsement.mjs');
    const endorsement = await attempt('endorsement', () => endorseSchedule(disclosing, investigation, NAME));
    const bundles = [];
    await attempt('bundles', async () => {
      for (const bundle of await sealAll(disclosing, investigation, OUT)) {
        bundles.push({
          ...bundle,
          verified: await verifyBundle(bundle, instance.witness),
          diary: written && (await holdsDiary(bundle.file, written.entry)),
          transcript: await holdsTranscript(bundle.file, transcript),
          film: await holdsFilm(bundle.file, film),
          redaction: await holdsRedaction(bundle.file, redaction),
        });
      }
    });
    say('Carrying masks to other clips of the camera...');
    const { coverOthers } = await import('./demo/camera.mjs');
    const camera = redaction && (await attempt('camera', () => coverOthers(officer, redaction)));
    say('Adding an exhibit of the officer, proving its history and auditing it...');
    const { addExhibit, audit, prove } = await import('./demo/exhibits.mjs');
    const exhibits = await attempt('exhibits', async () => {
      const added = await addExhibit(officer, investigation);
      return { ...added, proof: await prove(officer, added.id), audit: await audit(instance, added.id) };
    });
    const { printTogether } = await import('./demo/papers.mjs');
    const papers = await attempt('papers', () => printTogether(officer, investigation));
    say('Showing the course of conduct, and sealing an application for an order for its court...');
    const { showSeries } = await import('./demo/conduct.mjs');
    // The redacted one where there is one: the order's bundle is to hold its copy.
    const occasion = clips.find(({ id }) => id === redaction?.clip) ?? clips[0];
    const conduct = await attempt('conduct', () => showSeries(officer, investigation, occasion));
    const { sealOrder } = await import('./demo/order.mjs');
    const orderBundle =
      conduct &&
      (await attempt('order', async () => {
        const order = await sealOrder(disclosing, investigation, conduct.application.id, OUT);
        return {
          ...order,
          verified: await verifyBundle(order, instance.witness),
          holdsWords: await holdsWords(order.file, order.words),
          redaction: await holdsRedaction(order.file, redaction),
        };
      }));
    say(
      'Keeping the register of the scheme, asking for a message, and dealing with one that did not arrive...',
    );
    const { keepRegister } = await import('./demo/scheme.mjs');
    const scheme = await attempt('scheme', () => keepRegister(instance, officer, investigation));
    const { askForMessage, loseMessage } = await import('./demo/messages.mjs');
    const messages = await attempt('messages', async () => ({
      ...(await askForMessage(officer, investigation)),
      lost: await loseMessage(officer, investigation, instance.mail),
    }));
    say('Signing in with a second step, and opening the investigation in an emergency...');
    const { openInEmergency, signInTwice } = await import('./demo/sign-in.mjs');
    const signingIn = await attempt('sign-in', async () => ({
      ...(await signInTwice(instance, clips[0])),
      emergency: await openInEmergency(instance, officer, investigation),
    }));
    say('Letting a colleague into the team, and taking them out again...');
    const { lendAHand } = await import('./demo/teams.mjs');
    const team = await attempt('team', () => lendAHand(instance, officer, investigation));
    say('Asking a neighbour by a link of their own, and taking in one clip...');
    const { askNeighbour } = await import('./demo/neighbour.mjs');
    const neighbour = await attempt('neighbour', () => askNeighbour(officer, investigation, paths[0]));
    say('Asking an employer about the victim, with the test of the Act...');
    const { askAboutVictim } = await import('./demo/about-victim.mjs');
    const aboutVictim = await attempt('about the victim', () =>
      askAboutVictim(officer, investigation, paths[0]),
    );
    say('Keeping an item, holding it, and disposing of it by two people...');
    const { disposeOf } = await import('./demo/retention.mjs');
    const disposal = await attempt('disposal', () => disposeOf(instance, officer));
    const log = await instance.verifyLog();
    say(log.text);
    return {
      ...{
        failed,
        signingIn,
        team,
        neighbour,
        aboutVictim,
        described,
        endorsement,
        papers,
        camera,
        orderBundle,
      },
      files: reviews.map((one) => one.result),
      watching: stills,
      redaction,
      extract,
      film,
      transcript,
      receipt,
      work: work && { ...work, ...found },
      waysOut,
      diary: diary && { ...diary, asItems: written?.items },
      bundles,
      exhibits,
      conduct,
      scheme,
      messages,
      note,
      disposal,
      custody: { events: events.length, verified: log.code === 0 },
      peakMemoryMB: instance.peakMemoryMB(),
    };
  } finally {
    await instance.stop();
  }
}

await orRefuse(async () => {
  const given = process.argv.slice(2);
  const paths = given
    .filter((one) => one !== WHOLE)
    .map((file) => resolve(process.env.INIT_CWD ?? '.', file));
  if (paths.length === 0) throw new Refusal('Give one or more files: npm run demo -- clip.mp4');
  for (const path of paths) {
    await access(path).catch(() => {
      throw new Refusal(`${path} cannot be read.`);
    });
  }
  await setUp(MEDIA_TOOLS);
  const summary = await demonstrate(paths);
  const problems = [...faults(summary), ...(given.includes(WHOLE) ? idle(summary) : [])];
  for (const problem of problems) say(`NOT HELD: ${problem}`);
  say(JSON.stringify(summary));
  process.exitCode = problems.length === 0 ? 0 : 1;
});
