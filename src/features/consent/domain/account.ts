export const SET_UP_BY = ['me', 'someone-else', 'together', 'unknown', 'left'] as const;
export const OTHERS = ['nobody', 'someone', 'unknown', 'left'] as const;

/** Who set the doorbell up, and who else can sign in to it. `left`: the question was passed over. */
export interface AccountAnswer {
  readonly setUpBy: (typeof SET_UP_BY)[number] | null;
  readonly others: (typeof OTHERS)[number] | null;
}

/** Only "I did, and nobody else can sign in" needs no word of advice: who does not know may be watched. */
export const needsAdvice = ({ setUpBy, others }: AccountAnswer): boolean =>
  setUpBy !== 'me' || others !== 'nobody';
