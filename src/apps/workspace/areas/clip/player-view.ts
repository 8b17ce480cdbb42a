import type { TimesView } from '../../shell/clips/time-view';

/** A time that the player can lay over the picture. */
export interface OverlayTime {
  readonly instant: string;
  /** Which end of the clip it is the time of. */
  readonly of: 'start' | 'end';
  /** Source and zone, as they stand beside the time. */
  readonly words: string;
  readonly chosen: boolean;
}

/** Every reading of every time that may be the event's: the officers' choice first, then the one that most sources share. */
export function overlayTimes({ choices, ofEvent, likely }: TimesView): OverlayTime[] {
  const [choice] = choices;
  const rank = ({ value, chosen }: OverlayTime & { readonly value: string }): number =>
    Number(chosen) * 2 + Number(value === likely?.value);
  const all = ofEvent.flatMap(({ source, end, zone, readings }) =>
    readings.map(({ value, instant, as }): OverlayTime & { readonly value: string } => ({
      value,
      instant,
      of: end ? 'end' : 'start',
      words: `${source}, ${as === zone ? as : `${zone}, ${as}`}`,
      chosen: value === choice?.value,
    })),
  );
  return all.sort((one, other) => rank(other) - rank(one)).map(({ value: _value, ...time }) => time);
}
