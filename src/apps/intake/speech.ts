import type { NextFunction, Request, Response } from 'express';
import type { Views } from '../../platform/http';
import { languageFor, offered, type Language } from './texts/language';
import { ENGLISH } from './texts/en';

/** What a page needs to speak: the document's language and direction, and the texts. */
export interface Speech {
  readonly htmlLang: string;
  readonly language: Language;
  readonly t: Language['texts'];
}

export type Speaker = (request: Request) => Speech;

/** Speaks English and every other language that a person has checked, as her browser asks. Nothing is stored for it. */
export function speaker(languages: readonly Language[]): Speaker {
  const others = offered(languages).filter(({ tag }) => tag !== ENGLISH.tag);
  return (request) => {
    const language = languageFor([ENGLISH, ...others], request.headers['accept-language']);
    return { htmlLang: language.tag, language, t: language.texts };
  };
}

/** Every page of a request finds its language beside its own values. */
export const speakTo =
  (speech: Speaker) =>
  (request: Request, response: Response, next: NextFunction): void => {
    Object.assign(response.locals, speech(request));
    next();
  };

export const textsOf = (response: Response): Language['texts'] =>
  (response.locals as Partial<Speech>).t ?? ENGLISH.texts;

interface Here {
  readonly ctx: Partial<Speech>;
}

/** Dates in her language, by UK clocks: what happened, happened there. English stays as the shared pages write it. */
export function localDates({ environment }: Views): void {
  for (const name of ['date', 'dateTime'] as const) {
    const english = environment.getFilter(name) as (value: Date | string) => string;
    environment.addFilter(name, function (this: Here, value: Date | string): string {
      const tag = this.ctx.htmlLang ?? ENGLISH.tag;
      if (tag === ENGLISH.tag) return english(value);
      const time = name === 'date' ? {} : ({ timeStyle: 'long' } as const);
      const style = { dateStyle: 'long', timeZone: 'Europe/London', ...time } as const;
      return new Intl.DateTimeFormat(tag, style).format(new Date(value));
    });
  }
}
