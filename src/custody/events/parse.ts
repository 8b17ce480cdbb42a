import { z } from 'zod';
import type { JsonObject } from '../../kernel/json';
import { FactRefused } from '../custody.errors';
import type { Category, EventDefinition } from './define';
import { EVENTS, type Fact } from './index';

/** What the log takes of a fact. */
export interface Parsed {
  readonly category: Category;
  readonly detail: JsonObject;
  readonly secrets: JsonObject;
}

/** @throws FactRefused for a subject, detail or secret that the type has not */
export function parseFact(fact: Fact): Parsed {
  const definition: EventDefinition = EVENTS[fact.type];
  const kind = fact.subject.slice(0, fact.subject.indexOf(':'));
  if (!definition.subjects.some((each) => each === kind)) throw new FactRefused();
  try {
    return {
      category: definition.category,
      detail: definition.detail.parse(fact.detail ?? {}) as JsonObject,
      secrets: definition.secrets.parse(fact.secrets ?? {}) as JsonObject,
    };
  } catch (error) {
    if (error instanceof z.ZodError) throw new FactRefused({ cause: error });
    throw error;
  }
}
