/** One frame at 5 a second is the coarsest clock of a doorbell. */
const FRAME = 0.2;

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

const redactionFaults = ({ outsideEqual, timesEqual, recipeEqual, sameHash, checkedAgain }) =>
  outsideEqual && timesEqual && recipeEqual && sameHash && checkedAgain
    ? []
    : ['the redacted copy is not the recording with what was drawn, and nothing else'];

const extractFaults = ({ exact, sameHash, checkedAgain }) =>
  exact && sameHash && checkedAgain
    ? []
    : ['the extract is not the part of the recording that was marked, frame by frame'];

const transcriptFaults = ({ state, heardFirst, sameHash, asTyped }) =>
  state === 'checked' && heardFirst && sameHash && asTyped
    ? []
    : ['a transcript is not what was typed, or was checked unheard'];

const conductFaults = ({ occasions, counting, chronologyBytes, application, order }) => [
  ...(order ? [] : ['an order is not recorded with its court and route']),
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

const aboutVictimFaults = ({ asked, diary, receipt, sentBy, producer, tested, told }) => [
  ...(asked && !diary && receipt && sentBy === 'employer' && producer === 'Demo Employer'
    ? []
    : ['what was asked about the victim was not answered by a link of its own']),
  ...(tested && told ? [] : ['a request about the victim lacks its test, or that the victim was told']),
];

const describedFaults = ({ items, refusal, filledIn }) =>
  refusal === 'unknown-placeholder' && filledIn === items
    ? []
    : ['descriptions of many items were not filled in for each, or took an unknown name'];

const endorsementFaults = ({ word, states, items, byEntry, byList, carried }) => [
  ...(word ? [] : ['the MG6C is no Word document']),
  ...(states.join() === 'sent,endorsed,superseded'
    ? []
    : ['the MG6C did not go from sent to endorsed and superseded']),
  // The form's own CSV has the answer that was entered before, too.
  ...(byEntry === 1 && byList === items && carried === items
    ? []
    : ['what the prosecutor wrote was not taken in for each item, or is lost on the next version']),
];

const diaryFaults = ({ incidents, clips, asWritten, herTime }) =>
  incidents === 1 && clips === 1 && asWritten && herTime
    ? []
    : ['the diary did not reach the officers as the victim wrote it'];

const papersFaults = ({ labels, statements }) =>
  labels && statements ? [] : ['labels or draft statements of many exhibits are not complete'];

const cameraFaults = ({ covered, chosen, refused }) =>
  covered === chosen && refused.length === 0
    ? []
    : ['what stands still was not carried to other clips of the camera'];

/** The prosecution gets everything; nobody else the original of what goes redacted. */
const redactedFaults = (bundles, redaction) =>
  bundles.flatMap(({ kind, redaction: held }) => {
    if (held === null) return [];
    const goes = redaction.classification === 'evidence';
    const [original, copy] = kind === 'prosecution' ? [true, true] : [false, goes];
    return [
      ...(held.original === original
        ? []
        : [`the ${kind} bundle ${original ? 'lacks' : 'holds'} the original of the redacted item`]),
      ...(held.copy === copy ? [] : [`the ${kind} bundle ${copy ? 'lacks' : 'holds'} the redacted copy`]),
    ];
  });

const verificationFaults = ({ kind, verified }) =>
  Object.entries(verified).flatMap(([way, ok]) =>
    ok ? [] : [`the ${kind} bundle does not verify (${way})`],
  );

/** A step that found no file fit, or that failed (`failed` says why), has nothing that could hold. */
const unless = (missing, problems) => (missing === null ? [] : problems(missing));

/** What does not hold, in words; empty when all does. */
export function faults({
  failed,
  described,
  endorsement,
  papers,
  camera,
  aboutVictim,
  orderBundle,
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
  const sealed = [...bundles, ...(orderBundle === null ? [] : [orderBundle])];
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
    ...sealed.flatMap(verificationFaults),
    ...redactedFaults(sealed, redaction),
    ...unless(orderBundle, ({ holdsWords }) =>
      holdsWords ? [] : ['the bundle of the application lacks its words'],
    ),
    ...unless(described, describedFaults),
    ...unless(endorsement, endorsementFaults),
    ...unless(papers, papersFaults),
    ...unless(camera, cameraFaults),
    ...unless(aboutVictim, aboutVictimFaults),
    ...bundles.flatMap(({ kind, diary: held }) =>
      held === null || held === (kind !== 'court')
        ? []
        : [`the ${kind} bundle ${held ? 'holds' : 'lacks'} the entry of the diary`],
    ),
    ...bundles.flatMap(({ kind, transcript: held }) =>
      held === null || held.here === (kind === 'prosecution' || (kind === 'defence' && held.heard))
        ? []
        : [`the ${kind} bundle ${held.here ? 'holds' : 'lacks'} the transcript`],
    ),
    ...unless(signingIn, signInFaults),
    ...unless(team, teamFaults),
    ...watchingFaults(watching),
    ...unless(redaction, redactionFaults),
    ...unless(extract, extractFaults),
    ...bundles.flatMap(({ kind, film: held }) =>
      held === false && kind === 'prosecution'
        ? ['the prosecution bundle lacks the film of several clips']
        : [],
    ),
    ...unless(film, ({ approved }) =>
      approved ? [] : ['the film of several clips was not made, watched and approved'],
    ),
    ...unless(transcript, transcriptFaults),
    ...unless(exhibits, exhibitFaults),
    ...unless(conduct, conductFaults),
    ...unless(scheme, schemeFaults),
    ...unless(disposal, disposalFaults),
    ...unless(messages, messageFaults),
    ...unless(note, noteFaults),
    ...unless(neighbour, neighbourFaults),
    ...(custody.verified ? [] : ['the custody log does not verify']),
    ...unless(diary, diaryFaults),
    ...(receipt.page && receipt.pdfBytes > 1000 ? [] : ['the receipt is not complete']),
    ...(waysOut === 4 ? [] : ['a page has not all ways out']),
  ];
}
