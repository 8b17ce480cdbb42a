import type { Response } from 'express';
import type { Visitor } from '../../features/invitations';
import { NotFound } from '../../kernel/errors';
import type { Texts } from './texts/language';
import { textsForOthers } from './texts/for-others';

type Holding = Pick<Visitor, 'holder'>;

const isVictims = ({ holder }: Holding): boolean => holder === 'victim';

/** What another person than the victim has: the notice, files, receipts and the ways out. Whatever is not here is the victim's alone. */
const FOR_OTHERS =
  /^\/(?:next|notice|notice\.pdf|start\/exit|files(?:\.json|\/.*)?|upload(?:\/.*)?|send|still|receipts(?:\/.*)?|earlier|notes\/.*|help(?:\/.*)?|stop|pressure|done|ask|check|privacy|accessibility|language|about|p\/.*)$/;

/** @throws NotFound for another person's session on a page that is the victim's */
export function requirePageFor(visitor: Holding, path: string): void {
  if (!isVictims(visitor) && !FOR_OTHERS.test(path)) throw new NotFound('This page');
}

/** Where their pages begin. */
export const homeOf = (visitor: Holding): string => (isVictims(visitor) ? '/diary' : '/files');

/** Helplines are for victims, and their names tell what the case is about. */
export const hasHelplines = isVictims;

/**
 * Whom they may ask, in the officer's words; where there are none, the victim in the operator's, which may tell what the case is about.
 * Empty: nobody was named.
 */
export const contactFor = (visitor: Holding & Pick<Visitor, 'ask'>, contact: string): string =>
  visitor.ask !== undefined && visitor.ask !== '' ? visitor.ask : isVictims(visitor) ? contact : '';

/** The words of the page, for whoever looks at it. */
export const wordsFor = (visitor: Holding, texts: Texts): Texts =>
  isVictims(visitor) ? texts : textsForOthers(texts);

/** For a page's template. */
export const homeIn = ({ locals }: Response): string => (locals as { home?: string }).home ?? '/diary';
