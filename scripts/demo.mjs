// npm run demo -- FILE...: takes real files through the whole path, over the public HTTP surfaces only.
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { requireNode } from './setup/node-version.mjs';

requireNode();

const { orRefuse, Refusal, say } = await import('./setup/say.mjs');
const { ensurePackages } = await import('./setup/packages.mjs');
const { ensureTools, MEDIA_TOOLS } = await import('./setup/tools.mjs');
const { build } = await import('./build.mjs');

/** What does not hold, in words; empty when all does. One frame at 5 a second is the coarsest clock of a doorbell. */
const FRAME = 0.2;
/** Where the bundles are left to be looked at. */
const OUT = resolve('demo-out');
function exhibitFaults({ sameHash, label, paragraph, proof, audit }) {
  return [
    ...(sameHash && label && paragraph ? [] : ['the added exhibit is not whole']),
    ...(proof.here && proof.offline ? [] : ['the history of the added exhibit does not verify']),
    ...(audit.seesAddition && audit.loggedItself ? [] : ['the auditor did not find what was done']),
  ];
}

function schemeFaults({ people, repeatPeople, doorbells, leftPence, apart }) {
  const counted = people === 2 && repeatPeople === 1 && doorbells === 4 && leftPence === 950_004;
  return [
    ...(counted ? [] : ['the register of the scheme does not count right']),
    ...(apart ? [] : ['the scheme and the investigations are not apart']),
  ];
}

function messageFaults({ refusal, sent, secretShown, lost }) {
  const held = refusal === 'other-way' && sent === 0 && !secretShown;
  const told = lost.arrived === 0 && lost.why === '550' && lost.listed && lost.dealtWith;
  return [
    ...(held ? [] : ['a message could leave in another way than she said is safe']),
    ...(told ? [] : ['a message that did not arrive was not shown until it was dealt with']),
  ];
}

const noteFaults = ({ gone, askedStill }) =>
  gone && askedStill ? [] : ['a note that she put away stays, or the officers lost it'];

const watchingFaults = (stills) =>
  stills.flatMap(({ name, oneLook, ofTheMaster, sameHash }) =>
    oneLook && ofTheMaster && sameHash
      ? []
      : [`${name}: the single frame is not proven, or its look logged twice`],
  );

const redactionFaults = (redaction) =>
  redaction === null ||
  (redaction.outsideEqual &&
    redaction.timesEqual &&
    redaction.recipeEqual &&
    redaction.sameHash &&
    redaction.checkedAgain)
    ? []
    : ['the redacted copy is not the recording with what was drawn, and nothing else'];

const extractFaults = (extract) =>
  extract === null || (extract.exact && extract.sameHash && extract.checkedAgain)
    ? []
    : ['the extract is not the part of the recording that was marked, frame by frame'];

const transcriptFaults = (transcript) =>
  transcript === null ||
  (transcript.state === 'checked' && transcript.heardFirst && transcript.sameHash && transcript.asTyped)
    ? []
    : ['a transcript is not what was typed, or was checked unheard'];

const conductFaults = ({ occasions, counting, chronologyBytes, application }) => [
  ...(occasions === 2 && counting === 2 && chronologyBytes > 1_000
    ? []
    : ['the course of conduct does not show its occasions']),
  ...(application.wanted > 0 && application.paperBytes > 1_000
    ? []
    : ['an application for an order did not say what it wants, or has no papers']),
];

const signInFaults = ({ asked, replayRefused, recovered, emergency }) => [
  ...(asked && replayRefused && recovered ? [] : ['a copy or a sign-in was not asked for what it needs']),
  ...(emergency.shutBefore && emergency.looked && emergency.seen && emergency.shutAfter
    ? []
    : ['the emergency access did not open, show itself and end']),
];

const teamFaults = ({ foundWhole, shutBefore, letIn, shutAfter, supervisorReads }) =>
  foundWhole && shutBefore && letIn && shutAfter && !supervisorReads
    ? []
    : ['a supervisor could not change a team, or saw more than the team'];

function disposalFaults({ tooEarly, held, due, alone, name, reference, erasedEvents }) {
  const kept = tooEarly === 'must-be-kept' && held === 'hold-on-investigation';
  return [
    ...(kept ? [] : ['an item could be disposed of too early']),
    ...(due ? [] : ['a review that is due is not on the work list']),
    ...(alone === 'not-allowed' ? [] : ['one person alone could dispose of an item']),
    ...(name === '(erased)' && reference && erasedEvents === 1
      ? []
      : ['an erasure is not stated as it should be']),
  ];
}

const neighbourFaults = ({ asked, diary, receipt, sentBy, producer }) =>
  asked && !diary && receipt && sentBy === 'neighbour' && producer === 'Demo Neighbour'
    ? []
    : ['a neighbour’s clip did not come by a link of their own, or the officers do not see whose it is'];

function faults({
  failed,
  signingIn,
  team,
  neighbour,
  files,
  watching,
  redaction,
  extract,
  film,
  transcript,
  bundles,
  custody,
  receipt,
  waysOut,
  diary,
  exhibits,
  conduct,
  scheme,
  disposal,
  messages,
  note,
}) {
  const of = (file, problem) => `${file.name}: ${problem}`;
  return [
    ...failed,
    ...files.flatMap((file) => {
      const same = file.sha256Device === file.sha256Stored && file.sha256Stored === file.sha256Fetched;
      const { proxy, picture } = file;
      return [
        ...(same ? [] : [of(file, 'the three hashes are not the same')]),
        ...(file.seal ? [] : [of(file, 'nobody has looked for the seal of its maker')]),
        ...(proxy && proxy.frames !== proxy.sourceFrames
          ? [of(file, 'the proxy has other frames than the file')]
          : []),
        ...(proxy && proxy.durationError > FRAME
          ? [of(file, 'the proxy lasts longer or shorter than the file')]
          : []),
        ...(picture && !picture.codedAnew ? [of(file, 'the picture is not shown coded anew')] : []),
        ...(proxy || picture || file.undecodable
          ? []
          : [of(file, 'there is neither a proxy nor a reason why not')]),
      ];
    }),
    ...bundles.flatMap(({ kind, verified }) =>
      Object.entries(verified).flatMap(([way, ok]) =>
        ok ? [] : [`the ${kind} bundle does not verify (${way})`],
      ),
    ),
    ...bundles.flatMap(({ kind, diary: held }) =>
      held === (kind !== 'court')
        ? []
        : [`the ${kind} bundle ${held ? 'holds' : 'lacks'} the entry of the diary`],
    ),
    ...bundles.flatMap(({ kind, transcript: held }) =>
      held === null || held.here === (kind === 'prosecution' || (kind === 'defence' && held.heard))
        ? []
        : [`the ${kind} bundle ${held.here ? 'holds' : 'lacks'} the transcript`],
    ),
    ...signInFaults(signingIn),
    ...teamFaults(team),
    ...watchingFaults(watching),
    ...redactionFaults(redaction),
    ...extractFaults(extract),
    ...bundles.flatMap(({ kind, film: held }) =>
      held === false && kind === 'prosecution'
        ? ['the prosecution bundle lacks the film of several clips']
        : [],
    ),
    ...(film === null || film.approved
      ? []
      : ['the film of several clips was not made, watched and approved']),
    ...transcriptFaults(transcript),
    ...exhibitFaults(exhibits),
    ...conductFaults(conduct),
    ...schemeFaults(scheme),
    ...disposalFaults(disposal),
    ...messageFaults(messages),
    ...noteFaults(note),
    ...neighbourFaults(neighbour),
    ...(custody.verified ? [] : ['the custody log does not verify']),
    ...(diary.incidents === 1 && diary.clips === 1 && diary.asWritten && diary.herTime
      ? []
      : ['the diary did not reach the officers as she wrote it']),
    ...(receipt.page && receipt.pdfBytes > 1000 ? [] : ['the receipt is not complete']),
    ...(waysOut === 4 ? [] : ['a page has not all ways out']),
  ];
}

async function demonstrate(paths) {
  const { startInstance } = await import('./demo/instance.mjs');
  const { provide } = await import('./demo/victim.mjs');
  const { readDiary } = await import('./demo/diary.mjs');
  const { decide, decideWritten, discloser, makeForms, sealAll } = await import('./demo/disclosure.mjs');
  const { holdsDiary, holdsFilm, holdsTranscript, verifyBundle } = await import('./demo/verify-bundle.mjs');
  const { invite, proofs, review, signIn } = await import('./demo/officer.mjs');
  say('Starting a throw-away Lintel...');
  const instance = await startInstance();
  try {
    const officer = await signIn(instance.workspace, instance.officer);
    const { investigation, invitation } = await invite(officer);
    say('Sending the files through the private link, each with a break and a resume...');
    const { clips, receipt, waysOut } = await provide(invitation, paths);
    const diary = await readDiary(officer, investigation, clips[0]);
    const { find, lookAtWork } = await import('./demo/work.mjs');
    const work = await lookAtWork(officer, clips[0]);
    const { putNoteAway } = await import('./demo/note.mjs');
    const note = await putNoteAway(invitation, officer, clips[0]);
    say('Accepting them as exhibits, fetching them back and looking at the working copies...');
    const failed = [];
    /** What fails of one file is said at the end; the others go on. */
    const ofEach = async (work) => {
      const all = [];
      for (const clip of clips) {
        const done = await work(clip).catch((error) => {
          failed.push(`${clip.name}: ${error instanceof Error ? error.message : String(error)}`);
          return null;
        });
        if (done !== null) all.push(done);
      }
      return all;
    };
    const reviews = await ofEach((clip) => review(officer, clip));
    if (reviews.length === 0) throw new Error(`no file could be taken through: ${failed.join('; ')}`);
    const found = await find(officer, investigation, reviews[0].result.exhibit);
    const events = reviews.flatMap((one) => one.events);
    await proofs(officer, events);
    say('Watching frame by frame, and taking a single frame of each as an exhibit...');
    const { watch } = await import('./demo/watching.mjs');
    const stills = await ofEach((clip) => watch(officer, clip));
    say('Deciding, making the schedules, sealing a bundle of each kind and checking each in three ways...');
    const disclosing = await discloser(instance, officer, investigation);
    await decide(disclosing, investigation, [...stills, ...clips]);
    const { redactOne } = await import('./demo/redaction.mjs');
    const redaction = await redactOne(officer, disclosing, clips);
    const { extractOne } = await import('./demo/extract.mjs');
    const extract = await extractOne(officer, disclosing, clips);
    say('Putting clips together as one film, and typing what is said in one of them...');
    const { compileSome } = await import('./demo/film.mjs');
    const film = await compileSome(officer, investigation, clips);
    const { typeOne } = await import('./demo/transcript.mjs');
    const transcript = await typeOne(officer, disclosing, clips);
    const written = await decideWritten(disclosing, investigation);
    await makeForms(disclosing, investigation);
    const bundles = [];
    for (const bundle of await sealAll(disclosing, investigation, OUT)) {
      bundles.push({
        ...bundle,
        verified: await verifyBundle(bundle, instance.witness),
        diary: await holdsDiary(bundle.file, written.entry),
        transcript: await holdsTranscript(bundle.file, transcript),
        film: await holdsFilm(bundle.file, film),
      });
    }
    say('Adding an exhibit of the officer, proving its history and auditing it...');
    const { addExhibit, audit, prove } = await import('./demo/exhibits.mjs');
    const added = await addExhibit(officer, investigation);
    const exhibits = {
      ...added,
      proof: await prove(officer, added.id),
      audit: await audit(instance, added.id),
    };
    const { showSeries } = await import('./demo/conduct.mjs');
    const conduct = await showSeries(officer, investigation, clips[0]);
    say(
      'Keeping the register of the scheme, asking for a message, and dealing with one that did not arrive...',
    );
    const { keepRegister } = await import('./demo/scheme.mjs');
    const scheme = await keepRegister(instance, officer, investigation);
    const { askForMessage, loseMessage } = await import('./demo/messages.mjs');
    const messages = {
      ...(await askForMessage(officer, investigation)),
      lost: await loseMessage(officer, investigation, instance.mail),
    };
    say('Signing in with a second step, and opening the investigation in an emergency...');
    const { openInEmergency, signInTwice } = await import('./demo/sign-in.mjs');
    const signingIn = {
      ...(await signInTwice(instance, clips[0])),
      emergency: await openInEmergency(instance, officer, investigation),
    };
    say('Letting a colleague into the team, and taking them out again...');
    const { lendAHand } = await import('./demo/teams.mjs');
    const team = await lendAHand(instance, officer, investigation);
    say('Asking a neighbour by a link of their own, and taking in one clip...');
    const { askNeighbour } = await import('./demo/neighbour.mjs');
    const neighbour = await askNeighbour(officer, investigation, paths[0]);
    say('Keeping an item, holding it, and disposing of it by two people...');
    const { disposeOf } = await import('./demo/retention.mjs');
    const disposal = await disposeOf(instance, officer);
    const log = await instance.verifyLog();
    say(log.text);
    return {
      failed,
      signingIn,
      team,
      neighbour,
      files: reviews.map((one) => one.result),
      watching: stills,
      redaction,
      extract,
      film,
      transcript,
      receipt,
      work: { ...work, ...found },
      waysOut,
      diary: { ...diary, asItems: written.items },
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
  const paths = process.argv.slice(2).map((file) => resolve(process.env.INIT_CWD ?? '.', file));
  if (paths.length === 0) throw new Refusal('Give one or more files: npm run demo -- clip.mp4');
  for (const path of paths) {
    await access(path).catch(() => {
      throw new Refusal(`${path} cannot be read.`);
    });
  }
  await ensurePackages();
  await build();
  await ensureTools(MEDIA_TOOLS);
  const summary = await demonstrate(paths);
  const problems = faults(summary);
  for (const problem of problems) say(`NOT HELD: ${problem}`);
  say(JSON.stringify(summary));
  process.exitCode = problems.length === 0 ? 0 : 1;
});
