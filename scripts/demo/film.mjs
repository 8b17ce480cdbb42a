import { until } from './http.mjs';
import { filmsOf } from './redaction.mjs';

const API = '/api/v1';

/** Puts recordings together as one film in the order of events; `null` where there are not two that can be. */
export async function compileSome(officer, investigation, clips) {
  const films = await filmsOf(officer, clips, 3);
  if (films.length < 2) return null;
  const at = `${API}/investigations/${investigation}/compilations`;
  const chosen = films.map(({ clip }) => clip.id);
  const { items } = await officer.json('POST', `${at}/proposals`, { clips: chosen });
  const parts = items.filter(({ hindrance }) => hindrance === null).map(({ id }) => ({ clip: id }));
  if (parts.length < 2) return null;
  const words = { title: 'What the clips show, one after another', reason: 'To be watched at once' };
  const { id, reference } = await officer.json('POST', at, { ...words, parts }, [202]);
  const film = await until(
    'the film of several clips',
    async () => {
      const found = await officer.json('GET', `${API}/compilations/${id}`);
      if (found.state === 'failed') throw new Error(`no film was made: ${found.why}`);
      return found.state === 'made' && found;
    },
    1_800,
  );
  await officer.json('POST', `${API}/compilations/${id}/viewings`, {}, [201]);
  await officer.json('POST', `${API}/compilations/${id}/review`, { outcome: 'approved', reason: '' }, [204]);
  const { outcome } = await officer.json('GET', `${API}/compilations/${id}`);
  const { frames } = film.facts;
  return { reference, sha256: film.sha256, parts: parts.length, frames, approved: outcome === 'approved' };
}
