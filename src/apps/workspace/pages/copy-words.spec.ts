import type { Rendition } from '../../../features/evidence';
import type { JsonObject } from '../../../kernel/json';
import { copyNotes } from './copy-words';

const proxy = (facts: JsonObject, state: Rendition['state'] = 'made'): Rendition => ({
  ...{ kind: 'proxy', state, objectKey: 'x', contentType: 'video/mp4', sha256: null, size: 1 },
  ...{ inputSha256: '' as Rendition['inputSha256'], recipe: {}, facts, why: null, madeAt: new Date() },
});

describe('what must be known of a viewing copy', () => {
  it('is in which ways it differs, and how much of a damaged recording it shows', () => {
    const damaged = { declaredFrames: 90, decodedFrames: 33, sentence: 'The recording is damaged.' };
    expect(copyNotes([proxy({ labels: ['tone-mapped', 'reduced'], damaged })])).toEqual({
      differs: ['its wide range of brightness was brought down', 'it was made smaller'],
      damage: 'The recording is damaged.',
    });
  });

  it('is nothing of a whole one that differs in nothing, of a label that is not known here, and of none', () => {
    const nothing = { differs: [], damage: null };
    expect(copyNotes([proxy({ labels: [], damaged: null })])).toEqual(nothing);
    expect(copyNotes([proxy({ labels: ['new'] })])).toEqual(nothing);
    expect(copyNotes([proxy({ labels: ['reduced'] }, 'failed')])).toEqual(nothing);
    expect(copyNotes([])).toEqual(nothing);
  });
});
