import type { Rendition } from '../../../../features/evidence';
import type { JsonObject } from '../../../../kernel/json';
import { copyNotes } from './copy-words';

const proxy = (facts: JsonObject, state: Rendition['state'] = 'made'): Rendition => ({
  ...{
    id: '' as Rendition['id'],
    kind: 'proxy',
    state,
    objectKey: 'x',
    contentType: 'video/mp4',
    sha256: null,
    size: 1,
  },
  ...{
    inputSha256: '' as Rendition['inputSha256'],
    recipe: {},
    facts,
    why: null,
    extract: null,
    madeAt: new Date(),
  },
});

describe('what must be known of a viewing copy', () => {
  it('is in which ways it differs, what became of each frame, and how much of a damaged recording it shows', () => {
    const damaged = { declaredFrames: 90, decodedFrames: 33, sentence: 'The recording is damaged.' };
    expect(
      copyNotes([
        proxy({ labels: ['tone-mapped', 'reduced'], damaged, accounted: { shown: 33, undecodable: 57 } }),
      ]),
    ).toEqual({
      differs: ['its wide range of brightness was brought down', 'it was made smaller'],
      damage: 'The recording is damaged.',
      accounted: ['33 of 90 frames are shown.', '57 frames could not be decoded.'],
    });
  });

  it('is nothing of a whole one that differs in nothing, of a label that is not known here, and of none', () => {
    const nothing = { differs: [], damage: null, accounted: [] };
    expect(copyNotes([proxy({ labels: [], damaged: null })])).toEqual(nothing);
    expect(copyNotes([proxy({ labels: ['new'] })])).toEqual(nothing);
    expect(copyNotes([proxy({ labels: ['reduced'] }, 'failed')])).toEqual(nothing);
    expect(copyNotes([])).toEqual(nothing);
  });
});
