export const FORM_STATES = ['draft', 'signed', 'sent', 'endorsed', 'superseded'] as const;
export type FormState = (typeof FORM_STATES)[number];

export const FORM_STATE_WORDS: Readonly<Record<FormState, string>> = {
  draft: 'Draft',
  signed: 'Signed',
  sent: 'Sent',
  endorsed: 'Endorsed',
  superseded: 'Superseded',
};

/** What has become of a form. */
export interface FormSteps {
  readonly signedAt: Date | null;
  readonly sentAt: Date | null;
  readonly endorsedAt: Date | null;
  /** A newer version of the form was made. */
  readonly isOld: boolean;
}

export function formState({ signedAt, sentAt, endorsedAt, isOld }: FormSteps): FormState {
  if (isOld) return 'superseded';
  if (endorsedAt !== null) return 'endorsed';
  if (sentAt !== null) return 'sent';
  return signedAt === null ? 'draft' : 'signed';
}
