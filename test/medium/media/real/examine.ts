import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { timeCandidates } from '../../../../src/features/footage';
import { likelyTime } from '../../../../src/features/footage/domain/likely-time';
import { MediaTool, type FileFacts, type MediaFacts, type Renditions } from '../../../../src/platform/media';
import { realFile, type RealFile, type RecordingFacts } from '../../../fixtures/real';
import { inFolder, settings } from '../support';
import { independently, tiles, type Independent } from './independent';

const tool = new MediaTool(settings());
const UPLOADED = new Date('2026-08-01T12:00:00Z');
/** The most pictures on a contact sheet, and how many stand in a row. */
const [PICTURES, COLUMNS] = [16, 4];

function timeOf(name: string, facts: FileFacts): RealFile['time'] {
  const found = likelyTime(
    timeCandidates(name, facts, UPLOADED),
    facts.kind === 'media' ? (facts.duration ?? 0) : 0,
  );
  return found === undefined ? null : [found.reading.instant.slice(0, 19), ...found.sources];
}

async function makeRenditions(path: string, facts: MediaFacts, folder: string): Promise<Renditions> {
  const made = await tool.makeRenditions(path, facts, folder);
  if (made.kind !== 'renditions') throw new Error(`${made.code}: ${made.sentence}`);
  return made;
}

/** Each number of ours, against what ffprobe's JSON says. */
function accounts(made: Renditions, facts: MediaFacts, theirs: Independent, expected: RecordingFacts): void {
  const { accounted } = made;
  const { shown, hiddenBefore = 0, hiddenAfter = 0, undecodable = 0, missing = 0, notShown = [] } = expected;
  expect(accounted).toMatchObject({
    ...{ shown, hiddenBefore, hiddenAfter, hiddenBetween: 0, undecodable, missing, repeated: 0, extra: 0 },
    reference: 0,
  });
  expect(accounted.notShown.map(({ kind }) => kind)).toEqual(notShown);
  const { video, audio } = facts;
  if (video !== null) {
    expect(accounted.packets).toBe(theirs.packets(video.index));
    expect(accounted.shown).toBe(theirs.frames.length);
    expect(hiddenBefore + hiddenAfter).toBe(theirs.hidden(video.index));
    expect(accounted.packets).toBe(shown + hiddenBefore + hiddenAfter + undecodable);
  }
  if (audio !== null) {
    expect(accounted.soundPackets).toBe(theirs.packets(audio.index));
    expect(accounted.soundHidden).toBe(theirs.hidden(audio.index));
  }
  const seen = accounted.notShown.reduce((sum, { packets }) => sum + packets, 0);
  const all = theirs.streams.reduce((sum, { index }) => sum + theirs.packets(index), 0);
  expect(accounted.packets + accounted.soundPackets + seen).toBe(all);
}

/** The viewing copy shows the frames that are to be shown, each at its own time. */
async function compareTimes(made: Renditions, facts: MediaFacts, theirs: Independent): Promise<void> {
  if (facts.video === null) return;
  const copy = await independently(made.proxy.path, 0);
  expect(copy.frames).toHaveLength(made.accounted.shown);
  expect(copy.hidden(0)).toBe(0);
  expect([copy.streams[0]?.width, copy.streams[0]?.height]).toEqual([made.proxy.width, made.proxy.height]);
  const [from = 0, to = 0] = [theirs.frames[0], copy.frames[0]];
  copy.frames.forEach((time, at) => expect(time - to).toBeCloseTo((theirs.frames[at] ?? 0) - from, 4));
}

async function checkSheet({ contactSheet, accounted, damaged }: Renditions): Promise<void> {
  const count = Math.min(PICTURES, accounted.shown);
  if (count === 0) {
    expect(contactSheet).toBeNull();
    return;
  }
  const columns = Math.min(COLUMNS, count);
  const brightness = await tiles(contactSheet?.path ?? '', columns, Math.ceil(count / columns));
  // Which frames of a damaged recording come out is known too late for the last places of its sheet.
  const places = damaged === null ? count : Math.ceil(count / 2);
  expect(brightness.slice(0, places).every((each) => each > 24)).toBe(true);
}

async function examineRecording(path: string, facts: FileFacts, expected: RecordingFacts): Promise<void> {
  if (facts.kind !== 'media') throw new Error(JSON.stringify(facts));
  const { video, audio } = expected;
  if (video === null) expect(facts.video).toBeNull();
  else expect(facts.video).toMatchObject({ rotation: 0, hdr: null, ...video });
  if (audio === null) expect(facts.audio).toBeNull();
  else expect(facts.audio).toMatchObject(audio);
  const theirs = await independently(path, facts.video?.index);
  await inFolder(async (folder) => {
    const made = await makeRenditions(path, facts, folder);
    expect(made.labels).toEqual(expected.labels ?? []);
    accounts(made, facts, theirs, expected);
    await compareTimes(made, facts, theirs);
    await checkSheet(made);
    const output = join(folder, 'defence');
    await mkdir(output);
    const copy = await tool.safeCopy(path, facts, output);
    expect(copy.recipe.video ?? 'sound').toBe(expected.copy);
    expect(copy.frames).toBe(expected.shown);
    const given = await independently(copy.path, undefined);
    if (facts.video !== null) expect(given.hidden(0)).toBe(0);
    // What coders of sound put in front is all that may be hidden.
    if (facts.audio !== null) expect(given.hidden(facts.video === null ? 0 : 1)).toBeLessThan(4);
    expect(given.streams).toHaveLength([facts.video, facts.audio].filter((each) => each !== null).length);
  });
}

/** Every file of a group: what is found in it, its copies, its time, and where each packet has gone. */
export function examine(group: string, files: Readonly<Record<string, RealFile>>): void {
  describe(`real files of ${group}`, () => {
    it.each(Object.values(files).map((file) => [file.name, file] as const))('%s', async (name, file) => {
      const path = await realFile(file);
      const facts = await tool.probe(path);
      const { expected } = file;
      expect(timeOf(name, facts)).toEqual(file.time);
      if (expected.kind === 'none') expect(facts).toMatchObject({ kind: 'undecodable', code: expected.code });
      else if (expected.kind === 'recording') await examineRecording(path, facts, expected);
      else {
        if (facts.kind !== 'picture') throw new Error(JSON.stringify(facts));
        await inFolder(async (folder) => {
          const made = await tool.pictureViews(path, facts, folder);
          if (made.kind !== 'picture-views') throw new Error(made.code);
          expect(made.labels).toEqual(expected.labels ?? []);
          const turned = expected.labels?.includes('rotated') === true;
          const sides = [expected.width, expected.height];
          expect([made.proxy.width, made.proxy.height]).toEqual(turned ? sides.reverse() : sides);
        });
      }
    });
  });
}
