import { needsAdvice, type AccountAnswer } from './account';

/** What a victim has seen and answered so far. */
export interface Progress {
  readonly exitExplained: boolean;
  /** `elsewhere`: given, but not in this assisted session, which must not learn how. */
  readonly account: (AccountAnswer & { readonly advised: boolean }) | 'elsewhere' | undefined;
  readonly noticeConfirmed: boolean;
  readonly agreementAsked: boolean;
}

export type Step = 'exit' | 'set-up' | 'others' | 'advice' | 'notice' | 'agreement';

/** The first thing that is still to be seen or answered; `undefined` when the diary is open. */
export function nextStep({
  exitExplained,
  account,
  noticeConfirmed,
  agreementAsked,
}: Progress): Step | undefined {
  if (!exitExplained) return 'exit';
  const question = account === 'elsewhere' ? undefined : accountStep(account);
  if (question !== undefined) return question;
  if (!noticeConfirmed) return 'notice';
  return agreementAsked ? undefined : 'agreement';
}

function accountStep(account: Exclude<Progress['account'], 'elsewhere'>): Step | undefined {
  if (account?.setUpBy == null) return 'set-up';
  if (account.others === null) return 'others';
  return needsAdvice(account) && !account.advised ? 'advice' : undefined;
}
