import { until } from './http.mjs';

const API = '/api/v1';
const MOST = 2;
const shapeOf = ({ shape, kind, keys }) => JSON.stringify([shape, kind, keys]);

/** The copy of one clip on which the masks were put: made, gone through and approved; whether it has all of them. */
async function approved(officer, clip, masks) {
  const at = `${API}/clips/${clip}/redactions`;
  const version = await until(
    'the copy of another clip of the camera',
    async () => {
      const [newest] = (await officer.json('GET', at)).items;
      const found = await officer.json('GET', `${API}/redactions/${newest.id}`);
      if (found.state === 'failed') throw new Error(`no redacted copy was made: ${found.why}`);
      return found.state === 'made' && found;
    },
    1_800,
  );
  const of = `${API}/redactions/${version.id}`;
  await officer.json('POST', `${of}/viewings`, {}, [201]);
  await officer.json('POST', `${of}/review`, { outcome: 'approved', reason: '' }, [204]);
  const { outcome, recipe } = await officer.json('GET', of);
  const stand = new Set(recipe.masks.map(shapeOf));
  return outcome === 'approved' && masks.every((mask) => stand.has(shapeOf(mask)));
}

/** Carries what stands still over the redacted clip to others of the same camera; `null` where nothing was redacted, or no other is alike. */
export async function coverOthers(officer, redaction) {
  if (redaction === null) return null;
  const of = `${API}/redactions/${redaction.id}`;
  const { items } = await officer.json('GET', `${of}/camera`);
  const clips = items.filter(({ lacks }) => lacks > 0).map(({ id }) => id);
  if (clips.length === 0) return null;
  const chosen = clips.slice(0, MOST);
  const { recipe } = await officer.json('GET', of);
  const { items: done } = await officer.json('POST', `${of}/camera`, { clips: chosen }, [200, 201]);
  const saved = done.filter(({ outcome }) => outcome === 'saved');
  let covered = 0;
  for (const { clipId } of saved) covered += (await approved(officer, clipId, recipe.masks)) ? 1 : 0;
  return {
    ...{ alike: items.length, chosen: chosen.length, covered },
    refused: done.flatMap(({ why }) => why ?? []),
  };
}
