import { hasItsEnd, isPlayable, type CoachedClip } from '../../features/footage';
import { checkOf, type AwaitedFile } from '../../features/submissions';
import type { Arrival } from './arrivals';
import { holdsNothing, wrongKind } from './browser/shared/wrong-kind';
import { hintOf } from './footage-view';
import type { Speech } from './speech';
import type { Texts } from './texts/language';

/**
 * `chosen`: nothing of it is here; `partial`: not all; `empty`: there is nothing to bring; `changed`: it is not what the device had. All
 * these need the victim. `waiting` needs only time. `doubtful`: here and read through, but it does not play;
 * `cut`: it plays, and its end is not there.
 */
type FileState =
  | 'chosen'
  | 'partial'
  | 'empty'
  | 'changed'
  | 'waiting'
  | 'doubtful'
  | 'cut'
  | 'stored'
  | 'checked';

/** One of the victim's files, in words. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly arrivedBytes: number;
  readonly state: FileState;
  readonly words: string;
  /** What would be better, in one line; empty when there is nothing to say. */
  readonly hint: string;
  /** It goes along when the victim sends. */
  readonly goes: boolean;
}

/** The page that tells more of a file. */
export const aboutPath = (id: string): string => `/files/${id}/about`;

/** Checked is said only of what was checked: here, that it is what the device had, and that it plays. */
function stateOf(clip: Arrival, coached: CoachedClip | undefined): FileState {
  if (clip.state === 'receiving') return 'partial';
  if (clip.size === 0) return 'empty';
  const check = checkOf(clip);
  if (check === 'waiting') return 'waiting';
  if (check === 'differs') return 'changed';
  if (!isPlayable(coached?.source ?? null)) return 'doubtful';
  if (!hasItsEnd(coached?.source ?? null)) return 'cut';
  return check === 'same' ? 'checked' : 'stored';
}

function wrongHint({ upload }: Texts, { fileName, size, state }: Arrival): string {
  const wrong = state === 'receiving' || size === 0 ? undefined : wrongKind(fileName, size);
  return wrong === undefined ? '' : upload.wrong[wrong];
}

/** @param same what is said when the victim has the same file twice */
export function fileView(
  speech: Speech,
  clip: Arrival,
  coached?: CoachedClip,
  same = '',
): Omit<FileView, 'goes'> {
  const { t: texts } = speech;
  const { id, fileName, size, arrivedBytes } = clip;
  const state = stateOf(clip, coached);
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

/** One of which nothing is here. */
export function chosenView({ t }: Speech, { id, name, size, sizeKnown }: AwaitedFile): FileView {
  const wrong = wrongKind(name, size);
  const [state, words] =
    sizeKnown && holdsNothing(wrong)
      ? (['empty', t.upload.wrong[wrong]] as const)
      : (['chosen', t.files.states.chosen] as const);
  return { id, name, size, arrivedBytes: 0, state, words, hint: '', goes: false };
}
