import type { WrongKind } from './wrong-kind';

/** What the page's script says, in the language of the page, which hands it over. `{name}` and such are filled in. */
export interface UploadTexts {
  readonly wrong: Readonly<Record<WrongKind, string>>;
  readonly pictures: {
    readonly show: string;
    readonly hide: string;
    readonly shown: string;
    readonly hidden: string;
    /** In the place of one. */
    readonly none: string;
    readonly hint: readonly string[];
  };
  readonly noting: string;
  readonly notingOffline: string;
  readonly queued: string;
  readonly adding: string;
  readonly addingPace: string;
  readonly lessThanMinute: string;
  readonly minutes: string;
  readonly oneMinute: string;
  readonly hours: string;
  readonly pause: string;
  readonly goOn: string;
  readonly tryAgain: string;
  readonly paused: string;
  readonly connectionGone: string;
  readonly fingerprint: string;
  readonly fileHere: string;
  readonly removed: string;
  readonly putBack: string;
  readonly noConnection: string;
  readonly unreadable: string;
  readonly onceMore: string;
  readonly progressOf: string;
  readonly progressSaid: string;
  readonly signedOut: string;
  readonly here: string;
  readonly allHere: string;
  readonly oneHere: string;
  readonly leave: string;
  readonly left: string;
  readonly stay: string;
  readonly notNoted: string;
  readonly again: string;
  readonly later: string;
  readonly total: string;
  readonly elseWrong: string;
}

/** What the page gives to its script: these, and the words of a refusal that comes without any, as every answer to HEAD does. */
export interface PageTexts extends UploadTexts {
  readonly noRoom: string;
}

/** Puts values into a text; one that the text does not name is left out. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
