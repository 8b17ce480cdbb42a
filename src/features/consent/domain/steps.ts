import { needsAdvice, type AccountAnswer } from './account';

/** What a victim has seen and answered so far. */
export interface Progress {
  readonly exitExplained: boolean;
  /** `elsewhere`: given, but not in this assisted session, which must not learn how. */
  readonly account: (AccountAnswer & { readonly advised: boolean }) | 'elsewhere' | undefined;
  readonly noticeConfirmed: boolean;
  readonly agreementAsked: boolean;
}

/** Another person is asked nothing of an account, nor who decides: they are told what is asked, and that is all. */
export const NOT_ASKED = { account: 'elsewhere', agreementAsked: true } as const;

/** `exit`: alone only where the notice was read out by an officer; its own page explains leaving, too. */
export type Step = 'notice' | 'exit' | 'questions' | 'advice';

/** The first thing that is still to be seen or answered; `undefined` when the diary is open. */
export function nextStep({
  exitExplained,
  account,
  noticeConfirmed,
  agreementAsked,
}: Progress): Step | undefined {
  if (!noticeConfirmed) return 'notice';
  if (!exitExplained) return 'exit';
  if (!agreementAsked || !isAnswered(account)) return 'questions';
  return account !== 'elsewhere' && needsAdvice(account) && !account.advised ? 'advice' : undefined;
}

type Answered = Exclude<Progress['account'], undefined>;

const isAnswered = (account: Progress['account']): account is Answered =>
  account === 'elsewhere' || (account?.setUpBy != null && account.others !== null);
