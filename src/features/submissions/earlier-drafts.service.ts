import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { Database } from '../../platform/database';
import { proofOf } from '../../platform/secrets';
import { typedCode, WrongOwnCode } from '../invitations';
import { SubmissionRepository } from './submission.repository';

/**
 * What was not sent before the access code was renewed. A new code does not reach it, so that nobody who makes a new code
 * can read it; the earlier code brings it back.
 */
@Injectable()
export class EarlierDraftsService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether the victim has something under an earlier code. Never in an assisted session. */
  async exist(): Promise<boolean> {
    return (await this.parameters()) !== undefined;
  }

  /** Joins it to the draft of now. Wrong codes are counted as at the entry. @throws WrongOwnCode */
  async bringBack(typed: string): Promise<void> {
    const parameters = await this.parameters();
    if (parameters === undefined) return;
    const proof = await proofOf(typedCode(typed), parameters);
    const attempts = this.config.limits.codeAttempts;
    const isBack = await this.database.transaction((tx) => this.submissions.bringBack(tx, proof, attempts));
    if (!isBack) throw new WrongOwnCode();
  }

  private async parameters(): Promise<string | undefined> {
    return this.database.transaction((tx) => this.submissions.earlierCodeParameters(tx));
  }
}
