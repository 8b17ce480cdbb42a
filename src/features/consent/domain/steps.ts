import { needsAdvice, type AccountAnswer } from './account';

/** What she has seen and answered so far. */
export interface Progress {
  readonly exitExplained: boolean;
  readonly account: (AccountAnswer & { readonly advised: boolean }) | undefined;
  readonly noticeConfirmed: boolean;
  readonly agreementAsked: boolean;
}

export type Step = 'exit' | 'set-up' | 'others' | 'advice' | 'notice' | 'agreement';

/** The first thing that is still to be seen or answered; `undefined` when her diary is open. */
export function nextStep({
  exitExplained,
  account,
  noticeConfirmed,
  agreementAsked,
}: Progress): Step | undefined {
  if (!exitExplained) return 'exit';
  if (account?.setUpBy == null) return 'set-up';
  if (account.others === null) return 'others';
  if (needsAdvice(account) && !account.advised) return 'advice';
  if (!noticeConfirmed) return 'notice';
  return agreementAsked ? undefined : 'agreement';
}
