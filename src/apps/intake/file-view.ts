import type { CoachedClip } from '../../features/footage';
import { checkOf } from '../../features/submissions';
import type { Arrival } from './arrivals';
import { wrongKind } from './browser/shared/wrong-kind';
import { hintOf } from './footage-view';
import type { Speech } from './speech';
import type { Texts } from './texts/language';

/** One of her files, in words. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly arrivedBytes: number;
  /** `partial` and `changed` need her; `waiting` needs only time. */
  readonly state: 'partial' | 'waiting' | 'checked' | 'changed';
  readonly words: string;
  /** What would be better, in one line; empty when there is nothing to say. */
  readonly hint: string;
}

function stateOf(clip: Arrival): FileView['state'] {
  if (clip.state === 'receiving') return 'partial';
  const check = checkOf(clip);
  if (check === 'waiting') return 'waiting';
  return check === 'differs' ? 'changed' : 'checked';
}

function wrongHint({ upload }: Texts, { fileName, size, state }: Arrival): string {
  const wrong = state === 'receiving' ? undefined : wrongKind(fileName, size);
  return wrong === undefined ? '' : upload.wrong[wrong];
}

/** @param same what is said when she has the same file twice */
export function fileView(speech: Speech, clip: Arrival, coached?: CoachedClip, same = ''): FileView {
  const { t: texts } = speech;
  const { id, fileName, size, arrivedBytes } = clip;
  const state = stateOf(clip);
  return {
    id,
    name: fileName,
    size,
    arrivedBytes,
    state,
    words: texts.files.states[state],
    hint: [same, wrongHint(texts, clip), hintOf(speech, coached)].find((hint) => hint !== '') ?? '',
  };
}
