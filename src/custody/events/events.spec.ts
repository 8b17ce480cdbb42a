import { z } from 'zod';
import { randomId, type ClipId, type InvestigationId } from '../../kernel/ids';
import { FactRefused } from '../custody.errors';
import { clipSubject, investigationSubject, SERVICE_SUBJECT } from '../event';
import { EVENT_WORDS } from '../pure/event-words';
import type { EventDefinition } from './define';
import { EVENT_TYPES, EVENTS, WORDS_OF, type EventType, type Fact } from './index';
import { parseFact } from './parse';
import { vocabulary } from './vocabulary';

const of = (type: EventType): EventDefinition => EVENTS[type];
const all = EVENT_TYPES.map((type) => [type, of(type)] as const);
const clip = clipSubject(randomId<ClipId>());
const investigation = investigationSubject(randomId<InvestigationId>());

const received: Fact<'clip-received'> = {
  type: 'clip-received',
  subject: clip,
  secrets: { fileName: 'front door.mp4', size: 1 },
};

describe('the definition of an event', () => {
  it.each(all)('%s takes no field but its own', (_, { detail, secrets }) => {
    const forms = [...(detail instanceof z.ZodObject ? [detail] : detail.options), secrets];
    for (const form of forms) {
      const { error } = form.safeParse({ surprise: 1 });
      expect(error?.issues).toContainEqual(expect.objectContaining({ code: 'unrecognized_keys' }));
    }
  });

  it.each(all)('%s keeps what is committed to out of what is stated', (_, { detail, secrets }) => {
    const forms = detail instanceof z.ZodObject ? [detail] : detail.options;
    const stated = forms.flatMap(({ shape }) => Object.keys(shape));
    const both = Object.keys(secrets.shape).filter((field) => stated.includes(field));
    // How many fields were left out of a copy is stated, their names are committed to.
    expect(both.filter((field) => field !== 'removed')).toEqual([]);
  });

  it.each(all)('%s says what an officer needs exactly when an officer may say it', (_, { by, officer }) => {
    expect(officer !== undefined).toBe(by.some((speaker) => speaker === 'officer'));
  });

  it.each(all)('%s has words for officers and for court, of a person of any sex', (type) => {
    const { officers, court } = WORDS_OF[type];
    for (const words of [officers, court]) {
      expect(words).toMatch(/^[A-Z][^.]{3,70}$/);
      expect(words).not.toMatch(/\b(she|her|hers|he|him|his)\b/i);
    }
  });

  it('has words and nothing else has', () => {
    expect(Object.keys(EVENT_WORDS).sort()).toEqual([...EVENT_TYPES].sort());
  });
});

describe('a fact', () => {
  it('is taken as it is defined', () => {
    expect(parseFact(received)).toEqual({
      category: 'collection',
      detail: {},
      secrets: { fileName: 'front door.mp4', size: 1 },
    });
  });

  const loose = (fact: object): Fact => fact as Fact;
  it.each<[string, object]>([
    ['a detail that its type has not', { ...received, detail: { size: 1 } }],
    ['a secret that its type has not', { ...received, secrets: { ...received.secrets, name: 'x' } }],
    ['a secret missing', { ...received, secrets: { fileName: 'x' } }],
    ['another kind of subject', { ...received, subject: investigation }],
    [
      'a name instead of an id',
      { type: 'access-granted', subject: investigation, detail: { officer: 'Ann' } },
    ],
    ['half a frame', { type: 'still-failed', subject: clip, detail: { still: randomId(), frame: 0.5 } }],
    ['nothing where there must be something', { type: 'repudiated', subject: SERVICE_SUBJECT }],
  ])('is refused with %s', (_, fact) => {
    expect(() => parseFact(loose(fact))).toThrow(FactRefused);
  });

  it('keeps measured seconds to what the canonical form in the database can write', () => {
    const measured = { declaredFrames: 1, sourceFrames: 1, proxyFrames: 1, audioLost: false };
    const errors = { maxTimeError: 1.136e-5, durationError: 0.1 + 0.2, audioLengthError: null };
    const { detail } = parseFact({
      type: 'rendition-failed',
      subject: clip,
      detail: {
        ...{ kind: 'proxy', inputSha256: '0'.repeat(64), code: 'check-failed' },
        ...{ ...measured, ...errors, audioOffsetError: null },
      },
    });
    expect(detail).toMatchObject({ maxTimeError: 0, durationError: 0.3 });
  });
});

describe('the vocabulary of the database', () => {
  it('is sorted by type and holds every key', () => {
    const rows = vocabulary();
    expect(rows.map(({ type }) => type)).toEqual([...EVENT_TYPES].sort());
    expect(rows.find(({ type }) => type === 'bundle-downloaded')).toEqual({
      type: 'bundle-downloaded',
      category: 'disclosure',
      subjects: ['investigation'],
      speakers: ['officer', 'recipient'],
      officer_rights: ['read'],
      detail_keys: ['access', 'bundle', 'download', 'issue', 'kind', 'manifestSha256', 'number', 'size'],
      holder: null,
      secret_keys: ['reason'],
      // Forms of a union are asked whole; what they ask, `custody/forms` compares with the definitions.
      detail_kinds: ['', '', '', '', '', '', '', ''],
      detail_form: expect.stringContaining('$.download like_regex') as string,
      secret_form: expect.stringContaining('$.reason.value.type() == "string"') as string,
    });
    expect(rows.find(({ type }) => type === 'viewed')).toMatchObject({
      detail_keys: ['access', 'content', 'sha256'],
      detail_kinds: ['id', 'code', 'sha256'],
    });
    const holder = (wanted: EventType) => rows.find(({ type }) => type === wanted)?.holder;
    expect([holder('agreement-recorded'), holder('person-declined')]).toEqual(['victim', 'other']);
  });
});
