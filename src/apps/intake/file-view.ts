import type { CoachedClip } from '../../features/footage';
import { checkOf } from '../../features/submissions';
import type { Arrival } from './arrivals';
import { hintOf } from './footage-view';

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

const WORDS: Readonly<Record<FileView['state'], string>> = {
  partial: 'Only part of this file is here. Choose the same file again to go on.',
  waiting: 'It is here. We are checking it.',
  checked: 'It is here, whole and checked.',
  changed: 'This file changed on its way to us. That can happen. Please remove it and add it again.',
};

export function fileView(clip: Arrival, coached?: CoachedClip): FileView {
  const { id, fileName, size, arrivedBytes } = clip;
  const state = stateOf(clip);
  return { id, name: fileName, size, arrivedBytes, state, words: WORDS[state], hint: hintOf(coached) };
}
