import { z } from 'zod';
import type { Category, EventDefinition, LinkHolder, OfficerRight, Speaker, SubjectKind } from './define';
import { detailForm, detailKinds, secretForm } from './form';
import { EVENTS, EVENT_TYPES, type EventType } from './index';

/** A row of the vocabulary that the database checks events by. */
export interface VocabularyRow {
  readonly type: EventType;
  readonly category: Category;
  readonly subjects: readonly SubjectKind[];
  readonly speakers: readonly Speaker[];
  /** What an officer needs: any one of these; empty when no officer may say it. */
  readonly officer_rights: readonly OfficerRight[];
  /** Every key that a detail may have. */
  readonly detail_keys: readonly string[];
  readonly secret_keys: readonly string[];
  /** For each of `detail_keys` whether it is an id, a SHA-256 or a code; an empty text for others. */
  readonly detail_kinds: readonly string[];
  /** What else the fields must be, as a predicate of SQL/JSON path. */
  readonly detail_form: string;
  readonly secret_form: string;
  /** Of those who have a private link, who alone may say it; `null`: each of them. */
  readonly holder: LinkHolder | null;
}

function keysOf(schema: EventDefinition['detail']): string[] {
  const forms = schema instanceof z.ZodObject ? [schema] : schema.options;
  return [...new Set(forms.flatMap((form) => Object.keys(form.shape)))].sort();
}

function rowOf(type: EventType): VocabularyRow {
  const { category, subjects, by, officer, holder, detail, secrets }: EventDefinition = EVENTS[type];
  return {
    type,
    category,
    subjects,
    speakers: by,
    officer_rights: officer ?? [],
    detail_keys: keysOf(detail),
    secret_keys: keysOf(secrets),
    detail_kinds: detailKinds(detail, keysOf(detail)),
    detail_form: detailForm(detail),
    secret_form: secretForm(secrets),
    holder: holder ?? null,
  };
}

/** Sorted by type. */
export const vocabulary = (): VocabularyRow[] => [...EVENT_TYPES].sort().map(rowOf);
