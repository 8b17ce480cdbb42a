import fc from 'fast-check';
import { problemsOf } from '../../../src/features/redaction/domain/check-recipe';
import { filmOf as shownOf } from '../../../src/features/redaction/domain/film-of';
import { faultsOf } from '../../../src/features/redaction/domain/proof';
import type { Edits, Mask } from '../../../src/features/redaction/domain/recipe';
import { makeProven } from '../../../src/features/redaction/making/proven';
import type { JsonObject } from '../../../src/kernel/json';
import { REAL_FILES, realFile, type RealFile } from '../../fixtures/real';
import { inFolder } from '../media/support';
import { inLanes, jobOf, masterAt, probe, type Master } from './film';

/** How many redactions in all; 200 in a full run. */
const COUNT = Number(process.env['REDACTION_RANDOM'] ?? 6);
const SEED = Number(process.env['REDACTION_SEED'] ?? 20_260_714);
/** Runs with seeds next to one another have no redaction in common. */
const seedOf = (done: number): number => SEED * 1_000 + done;

/** Those with a picture, by what each is known to hold: one of them that cannot be opened is a fault. */
const FILES = Object.values(REAL_FILES)
  .flatMap((group) => Object.entries<RealFile>(group as Readonly<Record<string, RealFile>>))
  .filter(([, { expected }]) => expected.kind === 'recording' && expected.video !== null);

/** Anything that an officer may draw on it. */
function anyEdits({ size, kept, facts }: Master): fc.Arbitrary<Edits> {
  const frames = kept.frames.length;
  const film = shownOf(facts as unknown as JsonObject, { check: { sourceFrames: frames } });
  if (film === undefined) throw new Error('no film');
  const key = (frame: number) =>
    fc.record({
      frame: fc.constant(frame),
      x: fc.integer({ min: 0, max: size.width - 2 }),
      y: fc.integer({ min: 0, max: size.height - 2 }),
      w: fc.integer({ min: 2, max: Math.ceil(size.width / 2) }),
      h: fc.integer({ min: 2, max: Math.ceil(size.height / 2) }),
    });
  const mask = fc
    .record({
      shape: fc.constantFrom('rectangle' as const, 'ellipse' as const),
      kind: fc.constantFrom('solid' as const, 'solid' as const, 'pixelate' as const, 'blur' as const),
      at: fc.uniqueArray(fc.integer({ min: 1, max: frames }), { minLength: 1, maxLength: 3 }),
    })
    .chain(({ shape, kind, at }) => {
      const sorted = [...at].sort((one, other) => one - other);
      const [from, to] = [sorted[0] ?? 1, sorted.at(-1) ?? 1];
      return fc
        .tuple(...sorted.map(key))
        .map((keys): Mask => ({ shape, kind, reason: 'bystander', from, to, keys }));
    });
  const spans = fc
    .uniqueArray(fc.integer({ min: 0, max: Math.min(film.lengthMs - 1, 5_000) }), {
      minLength: 2,
      maxLength: 2,
    })
    .map((ends): Edits['sound'] => {
      const [fromMs = 0, toMs = 1] = [...ends].sort((one, other) => one - other);
      return [{ kind: 'mute', reason: 'third-party-data', fromMs, toMs }];
    });
  const trim = fc
    .tuple(fc.integer({ min: 1, max: frames }), fc.integer({ min: 1, max: frames }))
    .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
  return fc
    .record({
      masks: fc.array(mask, { minLength: 1, maxLength: 4 }),
      sound: film.hasSound
        ? fc.oneof(fc.constant<Edits['sound']>([]), spans)
        : fc.constant<Edits['sound']>([]),
      trim: fc.option(trim, { nil: null, freq: 3 }),
    })
    .filter((edits) => problemsOf(edits, film).length === 0);
}

/** A name of a file and the recording. */
type Film = readonly [name: string, master: Master];

/** Evenly out of all files, starting at one that the seed chooses; each is looked through once. */
async function films(): Promise<Film[]> {
  const known = new Map<number, Master>();
  const found: Film[] = [];
  for (let done = 0; done < COUNT; done += 1) {
    const index = (SEED + Math.floor((done * FILES.length) / COUNT)) % FILES.length;
    const [name, file] = FILES[index] as [string, RealFile];
    const master = known.get(index) ?? (await masterAt(await realFile(file)));
    known.set(index, master);
    found.push([name, master]);
  }
  return found;
}

it(`${COUNT} random redactions of files as they really come are each the master but for what was drawn (REDACTION_SEED=${SEED})`, async () => {
  const bad: string[] = [];
  await inLanes([...(await films()).entries()], async ([done, [name, master]]) => {
    const [edits] = fc.sample(anyEdits(master), { numRuns: 1, seed: seedOf(done) }) as [Edits];
    await inFolder(async (folder) => {
      const { proof } = await makeProven(await jobOf(master, edits), probe, folder);
      const faults = faultsOf(proof);
      if (faults.length > 0)
        bad.push(`${name}, number ${done}: ${faults.join(' ')} ${JSON.stringify(proof)}`);
    });
  });
  expect(bad).toEqual([]);
}, 3_600_000);
