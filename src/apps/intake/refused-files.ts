import { randomBytes } from 'node:crypto';
import type { InvitationId } from '../../kernel/ids';
import type { Visitor } from '../../features/invitations';

/** A file of a form that was not taken, and why in kind words. */
export interface Refused {
  readonly name: string;
  readonly reason: string;
}

/** Names and reasons are short: some megabytes at most. */
const MOST = 100;

/**
 * What was refused of a form of which something was taken, for the page that the browser is sent on to: to load that one again
 * sends no file a second time. Kept in memory alone, the last hundred of them.
 */
export class RefusedFiles {
  private readonly kept = new Map<
    string,
    { readonly invitation: InvitationId; readonly refused: readonly Refused[] }
  >();

  /** @returns what the page is to ask for it by */
  keep({ invitationId }: Pick<Visitor, 'invitationId'>, refused: readonly Refused[]): string {
    const key = randomBytes(9).toString('base64url');
    this.kept.set(key, { invitation: invitationId, refused });
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) break;
      this.kept.delete(oldest);
    }
    return key;
  }

  /** `undefined` also where it was of another link. */
  of({ invitationId }: Pick<Visitor, 'invitationId'>, key: string): readonly Refused[] | undefined {
    const found = this.kept.get(key);
    return found?.invitation === invitationId ? found.refused : undefined;
  }
}
