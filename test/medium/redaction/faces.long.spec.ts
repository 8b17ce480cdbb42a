import { Tracks } from '../../../src/features/redaction/faces/tracks';
import { MediaTool, PEOPLE_EVERY, type FilmFacts } from '../../../src/platform/media';
import { clip, type ClipName } from '../../fixtures/clips';
import { factsOf, settings } from '../media/support';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const tool = new MediaTool(settings());
const EVERY = 8;

async function proposalsOf(name: ClipName, signal?: AbortSignal) {
  const path = await clip(name);
  const facts = (await factsOf(tool, path)) as FilmFacts;
  const tracks = new Tracks(EVERY);
  await tool.faces.find(path, facts.video, EVERY, (frame, faces) => tracks.add(frame, faces), { signal });
  return tracks.found({ ...tool.films.size(facts), frames: 45 }).proposals;
}

const share = (inner: Place, outer: Place): number => {
  const w = Math.min(outer.x + outer.w, inner.x + inner.w) - Math.max(outer.x, inner.x);
  const h = Math.min(outer.y + outer.h, inner.y + inner.h) - Math.max(outer.y, inner.y);
  return (Math.max(0, w) * Math.max(0, h)) / (inner.w * inner.h);
};

/** From the hair to the lower edge, from the one arm to the other: measured by hand. */
const personAt = (frame: number): Place => ({
  x: 20 + (40 * (frame - 1)) / 15 + 6,
  y: 30 + 5,
  w: 100,
  h: 145,
});

/** The person at a frame, and at the last look before it: between looks a mask holds both. */
function personSince(frame: number): Place {
  const step = EVERY * PEOPLE_EVERY;
  const [seen, now] = [personAt(1 + Math.floor((frame - 1) / step) * step), personAt(frame)];
  return { ...seen, w: now.x + now.w - seen.x };
}

describe('the machine that looks for faces and people, in the sandbox', () => {
  it('proposes one track over a face that goes through the picture', async () => {
    const found = (await proposalsOf('face')).filter(({ kind }) => kind === 'face');
    expect(found).toHaveLength(1);
    const [track] = found;
    expect(track?.from).toBe(1);
    expect(track?.to).toBe(45);
    for (const { frame, ...box } of track?.keys ?? []) {
      // Of the picture of 120 pixels the face itself: measured by hand.
      const face = { x: 20 + (40 * (frame - 1)) / 15 + 42, y: 20 + 32, w: 42, h: 42 };
      expect(share(face, box)).toBeGreaterThan(0.8);
      expect((face.w * face.h) / (box.w * box.h)).toBeGreaterThan(0.3);
    }
  });

  it('proposes one track over a person who goes through the picture, and one over the face', async () => {
    const found = await proposalsOf('person');
    expect(found.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['face', 1, 45],
      ['person', 1, 45],
    ]);
    for (const { frame, ...box } of found[1]?.keys ?? []) {
      expect(share(personAt(frame), box)).toBeGreaterThan(0.7);
      expect(share(box, personSince(frame))).toBeGreaterThan(0.6);
    }
  });

  it('proposes nothing where there is no face and nobody', async () => {
    expect(await proposalsOf('h264')).toEqual([]);
  });

  it('stops when it is told to, and opens no other weights than those', async () => {
    await expect(proposalsOf('h264', AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(await tool.faces.problems()).toEqual([]);
  });
});
