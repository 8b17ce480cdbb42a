import { Tracks } from '../../../src/features/redaction/faces/tracks';
import { MediaTool, type FilmFacts } from '../../../src/platform/media';
import { clip, type ClipName } from '../../fixtures/clips';
import { factsOf, settings } from '../media/support';

const tool = new MediaTool(settings());
const EVERY = 8;

async function proposalsOf(name: ClipName, signal?: AbortSignal) {
  const path = await clip(name);
  const facts = (await factsOf(tool, path)) as FilmFacts;
  const tracks = new Tracks(EVERY);
  await tool.faces.find(path, facts.video, EVERY, (frame, faces) => tracks.add(frame, faces), { signal });
  return tracks.found({ ...tool.films.size(facts), frames: 45 }).proposals;
}

describe('the machine that looks for faces, in the sandbox', () => {
  it('proposes one track over a face that goes through the picture', async () => {
    const found = await proposalsOf('face');
    expect(found).toHaveLength(1);
    const [track] = found;
    expect(track?.from).toBe(1);
    expect(track?.to).toBe(45);
    for (const { frame, ...box } of track?.keys ?? []) {
      // Of the picture of 120 pixels the face itself: measured by hand.
      const face = { x: 20 + (40 * (frame - 1)) / 15 + 42, y: 20 + 32, w: 42, h: 42 };
      const w = Math.min(box.x + box.w, face.x + face.w) - Math.max(box.x, face.x);
      const h = Math.min(box.y + box.h, face.y + face.h) - Math.max(box.y, face.y);
      expect((Math.max(0, w) * Math.max(0, h)) / (face.w * face.h)).toBeGreaterThan(0.8);
      expect((face.w * face.h) / (box.w * box.h)).toBeGreaterThan(0.3);
    }
  });

  it('proposes nothing where there is no face', async () => {
    expect(await proposalsOf('h264')).toEqual([]);
  });

  it('stops when it is told to, and opens no other weights than those', async () => {
    await expect(proposalsOf('h264', AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    expect(await tool.faces.problems()).toEqual([]);
  });
});
