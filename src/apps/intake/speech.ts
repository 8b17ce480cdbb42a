import type { NextFunction, Request, Response } from 'express';
import { runtime } from 'nunjucks';
import { pluralRules } from '../../kernel/formatters';
import type { Visitor } from '../../features/invitations';
import { methodsAt, type Routes, type Views } from '../../platform/http';
import { listedName, namePieces } from './browser/shared/names';
import { fill } from './browser/shared/upload-texts';
import { ENGLISH } from './texts/en';
import { addressPieces, Formats, telephones } from './texts/formats';
import { languageFor, offered, type Language } from './texts/language';
import type { Plural } from './texts/plural';
import { wordsFor } from './whose';

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

/** Set apart where the page runs from the right: it says “95.9 kB” then, and not “kB 95.9”. */
const apartIn = ({ direction }: Pick<Language, 'direction'>, text: string): string =>
  direction === 'rtl' ? isolated(text) : text;

export function speechIn(language: Language): Speech {
  const format = new Formats(language.tag);
  const rules = pluralRules(language.tag, {});
  const written = (value: string | number): string =>
    apartIn(language, typeof value === 'number' ? format.number(value) : value);
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

export const IN_ENGLISH = speechIn(ENGLISH);

/** What any page may ask of the languages. */
export interface Offer {
  /** What the victim may choose from; nothing is shown of it while there is only one. */
  readonly choices: readonly Pick<Language, 'tag' | 'name' | 'direction'>[];
  readonly speeches: Speeches;
  /** The page that the victim looks at, to come back to after a choice; empty when it cannot be asked for again. */
  readonly here: string;
  /** It is the answer to a form whose address can be asked for, too. */
  readonly gettable: boolean;
  /** What was chosen on a page without a session. */
  readonly chosen: string;
}

/** English and every other language that a person has checked. */
export class Speeches {
  private readonly speeches: readonly [Speech, ...Speech[]];

  constructor(languages: readonly Language[]) {
    const others = offered(languages).filter(({ tag }) => tag !== ENGLISH.tag);
    this.speeches = [IN_ENGLISH, ...others.map(speechIn)];
  }

  get choices(): Language[] {
    return this.speeches.map(({ language }) => language);
  }

  /** `undefined` for a language that is not spoken. */
  in(tag: unknown): Speech | undefined {
    return this.speeches.find(({ language }) => language.tag === tag);
  }

  /** Where none was chosen, as the browser asks. Nothing is stored for it. */
  forBrowser(request: Request): Speech {
    const tags = this.speeches.map(({ htmlLang: tag }) => ({ tag })) as [{ tag: string }];
    return this.in(languageFor(tags, request.headers['accept-language']).tag) ?? IN_ENGLISH;
  }
}

/** Before a session begins, a choice is in the address or in the form. */
const chosenIn = (request: Request): unknown => {
  const body = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  return request.query['language'] ?? body['language'];
};

/** Every page of a request finds its language beside its own values. */
export const speakTo =
  (speeches: Speeches) =>
  (request: Request, response: Response, next: NextFunction): void => {
    const chosen = speeches.in(chosenIn(request));
    const offer: Offer = {
      choices: speeches.choices,
      speeches,
      here: request.method === 'GET' ? request.path : '',
      gettable:
        request.method === 'POST' &&
        methodsAt(request.app as unknown as Routes, request.path).includes('GET'),
      chosen: chosen?.htmlLang ?? '',
    };
    Object.assign(response.locals, offer, chosen ?? speeches.forBrowser(request));
    next();
  };

const isSpoken = (locals: object): locals is Speech & Offer => 'format' in locals && 'speeches' in locals;

export const speechOf = ({ locals }: Response): Speech => (isSpoken(locals) ? locals : IN_ENGLISH);

/** `undefined`: nothing has been said to this request yet. */
export const spokenTo = ({ res }: Request): Speech | undefined =>
  res !== undefined && isSpoken(res.locals) ? res.locals : undefined;

export const textsOf = (response: Response): Language['texts'] => speechOf(response).t;

/** From here on the page speaks what the session has kept. */
export function speakIn({ locals }: Response, tag: string | null | undefined): void {
  if (isSpoken(locals)) Object.assign(locals, locals.speeches.in(tag));
}

/** The same for whose link it is: once it has been said in which language. */
export function speakFor({ locals }: Response, visitor: Pick<Visitor, 'holder'>): void {
  if (isSpoken(locals)) Object.assign(locals, { t: wordsFor(visitor, locals.t) });
}

/** The languages that are spoken. */
export const spokenHere = ({ locals }: Response): readonly Pick<Language, 'tag'>[] =>
  isSpoken(locals) ? locals.choices : [];

/** What a page without a session was told to speak; `undefined`: nothing, or no language of ours. */
export const chosenLanguage = ({ locals }: Response): string | undefined =>
  isSpoken(locals) && locals.chosen !== '' ? locals.chosen : undefined;

interface Here {
  readonly ctx: Partial<Speech>;
}

/** Names of files, and dates and sizes in the victim's language, by UK clocks: what happened, happened there. */
export function localFormats({ environment }: Views): void {
  const formatHere = ({ ctx }: Here): Formats => ctx.format ?? IN_ENGLISH.format;
  const escaped = environment.getFilter('escape') as (text: string) => runtime.SafeString;
  const inPieces = (pieces: readonly string[]): runtime.SafeString =>
    new runtime.SafeString(pieces.map((piece) => String(escaped(piece))).join('<wbr>'));
  /** A file's name, with the places where a line may break. */
  const breakable = (name: string): runtime.SafeString => inPieces(namePieces(name));
  environment
    .addFilter('date', function (this: Here, value: Date | string): string {
      return formatHere(this).date(value);
    })
    .addFilter('dateTime', function (this: Here, value: Date | string): string {
      return formatHere(this).dateTime(value);
    })
    // Words that say how somebody is reached: numbers stand whole, and addresses break at their signs.
    .addFilter('contacts', (words: string) => inPieces(addressPieces(telephones(words))))
    .addFilter('breakable', breakable)
    .addFilter('listed', (name: string) => breakable(listedName(name)))
    // What somebody wrote: whatever they wrote it in, a telephone number stands as they typed it.
    .addFilter('written', (words: string) => telephones(words))
    .addFilter('bytes', function (this: Here, value: number): string {
      return apartIn(this.ctx.language ?? ENGLISH, formatHere(this).bytes(value));
    });
}
