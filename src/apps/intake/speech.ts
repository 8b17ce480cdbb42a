import type { NextFunction, Request, Response } from 'express';
import type { Views } from '../../platform/http';
import { fill } from './browser/shared/upload-texts';
import { ENGLISH } from './texts/en';
import { Formats } from './texts/formats';
import { languageFor, offered, type Language } from './texts/language';
import type { Plural } from './texts/plural';

type Values = Readonly<Record<string, string | number>>;

/** What a page needs to speak: the document's language and direction, the texts, and how they are filled in. */
export interface Speech {
  readonly htmlLang: string;
  readonly language: Language;
  readonly t: Language['texts'];
  readonly format: Formats;
  /** A text with values in its `{places}`. */
  readonly say: (text: string, values: Values) => string;
  /** The form of a text that fits a number; `{count}` is the number. */
  readonly count: (counted: Plural, count: number, values?: Values) => string;
}

/** Names keep their own direction inside a text that runs the other way: first strong isolate and its end. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

export function speechIn(language: Language): Speech {
  const format = new Formats(language.tag);
  const rules = new Intl.PluralRules(language.tag);
  const written = (value: string | number): string => {
    const text = typeof value === 'number' ? format.number(value) : value;
    return language.direction === 'rtl' ? isolated(text) : text;
  };
  const say = (text: string, values: Values): string =>
    fill(text, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, written(value)])));
  return {
    htmlLang: language.tag,
    language,
    t: language.texts,
    format,
    say,
    count: ({ forms }, count, values = {}) =>
      say(forms[rules.select(count)] ?? forms.other, { count, ...values }),
  };
}

export type Speaker = (request: Request) => Speech;

/** Speaks English and every other language that a person has checked, as her browser asks. Nothing is stored for it. */
export function speaker(languages: readonly Language[]): Speaker {
  const others = offered(languages).filter(({ tag }) => tag !== ENGLISH.tag);
  return (request) => speechIn(languageFor([ENGLISH, ...others], request.headers['accept-language']));
}

/** Every page of a request finds its language beside its own values. */
export const speakTo =
  (speech: Speaker) =>
  (request: Request, response: Response, next: NextFunction): void => {
    Object.assign(response.locals, speech(request));
    next();
  };

export const IN_ENGLISH = speechIn(ENGLISH);

export const speechOf = (response: Response): Speech =>
  'format' in response.locals ? (response.locals as unknown as Speech) : IN_ENGLISH;

export const textsOf = (response: Response): Language['texts'] => speechOf(response).t;

interface Here {
  readonly ctx: Partial<Speech>;
}

/** Dates and sizes in her language, by UK clocks: what happened, happened there. */
export function localFormats({ environment }: Views): void {
  const formatHere = ({ ctx }: Here): Formats => ctx.format ?? IN_ENGLISH.format;
  environment
    .addFilter('date', function (this: Here, value: Date | string): string {
      return formatHere(this).date(value);
    })
    .addFilter('dateTime', function (this: Here, value: Date | string): string {
      return formatHere(this).dateTime(value);
    })
    .addFilter('bytes', function (this: Here, value: number): string {
      return formatHere(this).bytes(value);
    });
}
