import { Injectable } from '@nestjs/common';
import { accountedWords, WORDS_OF } from '../../../../custody';
import {
  CONTENTS,
  HistoryService,
  type ChainEntry,
  type HistoryPart,
  type Reader,
} from '../../../../features/evidence';
import { IdentityService, type Officer, may } from '../../../../features/identity';
import type { ClipId } from '../../../../kernel/ids';
import type { JsonValue } from '../../../../kernel/json';
import { CONTENT_WORDS, fieldHeading } from './event-words';

export interface HistoryLine {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly category: string;
  readonly what: string;
  readonly who: string;
  /** The same for the same person or program. */
  readonly whoKey: string;
  readonly hash: string;
  /** Signed, so that a proof can be had. */
  readonly signed: boolean;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** Details that say nothing to a reader of the page; the JSON API gives them all. */
const HIDDEN = new Set(['access', 'submission', 'exhibit', 'recipe', 'arguments', 'clips']);

const shown = (value: JsonValue): string | undefined =>
  value === null || typeof value === 'object' ? undefined : String(value);

const contentWords = (value: JsonValue): string | undefined =>
  CONTENTS.filter((content) => content === value).map((content) => CONTENT_WORDS[content])[0];

function factsOf({ event, openings }: ChainEntry): HistoryLine['facts'] {
  const opened = Object.fromEntries(Object.entries(openings).map(([field, { value }]) => [field, value]));
  return Object.entries({ ...opened, ...event.detail }).flatMap(([field, value]) => {
    if (field === 'accounted')
      return accountedWords(value).map((text) => ({ name: fieldHeading(field), value: text }));
    const text = HIDDEN.has(field) ? undefined : field === 'content' ? contentWords(value) : shown(value);
    return text === undefined ? [] : [{ name: fieldHeading(field), value: text }];
  });
}

/** The log of a clip in words. */
@Injectable()
export class HistoryViews {
  constructor(
    private readonly histories: HistoryService,
    private readonly identity: IdentityService,
  ) {}

  /** @throws NotFound */
  async ofClip(by: Reader, id: ClipId, part: HistoryPart = {}): Promise<HistoryLine[]> {
    const entries = await this.histories.ofClip(by, id, part);
    const names = await this.identity.names(entries.map(({ event }) => event.actor.id));
    return entries.map((entry) => ({
      seq: entry.seq,
      id: entry.event.id,
      at: entry.event.at,
      category: entry.event.category,
      what: WORDS_OF[entry.event.type].officers,
      who: whoDid(entry, names),
      whoKey: `${entry.event.actor.kind}:${entry.event.actor.id}`,
      hash: entry.hash,
      signed: entry.index !== undefined,
      facts: factsOf(entry),
    }));
  }
}

function whoDid({ event: { actor } }: ChainEntry, names: ReadonlyMap<string, string>): string {
  switch (actor.kind) {
    case 'victim':
      return 'The person who sent it';
    case 'service':
      return `Lintel (${actor.id})`;
    case 'recipient':
      return 'Recipient of a bundle';
    case 'officer':
      return names.get(actor.id) ?? 'An officer';
  }
}
export const readerOf = (officer: Officer): Reader => ({
  id: officer.id,
  audits: may(officer.role, 'audit'),
});
