import { DomainError } from '../../../kernel/errors';

/** The embedded PostgreSQL cannot run here; the message is one sentence that says what to do. */
export class EmbeddedDatabaseUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'embedded-database-unavailable';
}
