import type { z } from 'zod';

/** Categories of handling that the Data Protection Act 2018 s.62 asks a log to keep apart. */
export type Category =
  | 'collection'
  | 'alteration'
  | 'consultation'
  | 'disclosure'
  | 'combination'
  | 'erasure';

/** What has a chain of its own: a clip, an investigation, a sealed bundle, a receipt, or the service for what concerns none of them. */
export type SubjectKind = 'clip' | 'investigation' | 'bundle' | 'receipt' | 'service';

/**
 * Who may say it: the own session of who holds a private link (a victim, or another person: `person-asked` tells which), an assisted
 * session (on an officer's device), an officer, a recipient of a bundle,
 * or a part of the service itself when nobody is behind it.
 */
export type Speaker =
  | 'victim'
  | 'assisted'
  | 'officer'
  | 'recipient'
  | 'intake'
  | 'workspace'
  | 'worker'
  | 'operator';

/**
 * What an officer needs to say it of a subject, any one of those listed.
 * - `read`: member of its investigation, or let in for an emergency;
 * - `change`: member of its investigation;
 * - `supervise`: a supervisor, of any investigation and of accounts;
 * - `audit`: an auditor;
 * - `scheme`: the coordinator of the scheme;
 * - `self`: anybody, of their own account and session.
 */
export type OfficerRight = 'read' | 'change' | 'supervise' | 'audit' | 'scheme' | 'self';

/** Of whose private link a session must be, where not everybody who has one may say it. */
export type LinkHolder = 'victim' | 'other';

/** An object that takes no field but its own. */
type Fields = z.ZodObject<z.ZodRawShape, z.core.$strict>;

type Speakers =
  | { readonly by: readonly Exclude<Speaker, 'officer'>[]; readonly officer?: never }
  | { readonly by: readonly Speaker[]; readonly officer: readonly OfficerRight[] };

export type EventDefinition = Speakers & {
  readonly category: Category;
  /** Of what it may be said. */
  readonly subjects: readonly SubjectKind[];
  /** Who alone may say it of those who have a private link; without it each of them. */
  readonly holder?: LinkHolder;
  /** Public facts: ids, hashes, sizes, versions, numbers, codes, arguments. Never a name, a file name or free text. */
  readonly detail: Fields | z.ZodUnion<readonly Fields[]>;
  /** Committed to as SHA-256(salt || JCS(value)); value and salt stand in an erasable table. */
  readonly secrets: Fields;
};

/** Gives the definition as it is, with its own exact type. */
export const defineEvent = <const Definition extends EventDefinition>(definition: Definition): Definition =>
  definition;
