import { Film } from '../../../kernel/film/film';
import { Frames } from '../../../kernel/film/frames';
import { unpackFrames } from '../../html/packed-frames';
import type { Row, Standing } from './standing';
import { Unlisted } from './unlisted';

function listed(video: HTMLVideoElement, packed: string, tell: (standing: Standing) => void): Row {
  const frames = new Frames(unpackFrames(packed));
  const whole = frames.count - 1;
  const shown = (at: number): void =>
    tell({ words: `Frame ${at + 1} of ${frames.count}, ${frames.since(at).toFixed(3)} s`, at, whole });
  const film = new Film(video, frames, shown);
  shown(0);
  return {
    caution: '',
    step: (by) => film.step(by),
    toggle: () => void film.toggle().catch(() => undefined),
    skip: (seconds) => film.skip(seconds),
    go: (at) => film.show(at),
  };
}

/** By the list of its frames that the page has, else by what the browser tells of them. */
export const rowOf = (video: HTMLVideoElement, tell: (standing: Standing) => void): Row => {
  const { frames = '' } = video.dataset;
  return frames === '' ? new Unlisted(video, tell) : listed(video, frames, tell);
};
