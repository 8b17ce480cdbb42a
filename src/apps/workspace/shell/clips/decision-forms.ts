import { initialsOf } from '../../../../features/identity';
import { acceptance, refusal } from './clip.model';
import { defineForm, type FormState } from '../forms/form';

export const ACCEPT_LABELS = { initials: 'Initials', producerName: 'Producer', description: 'Description' };
export const DECLINE_LABELS = { reason: 'Reason', note: 'Words for the victim' };

export const acceptForm = defineForm({
  id: 'accept',
  schema: acceptance,
  labels: ACCEPT_LABELS,
  refusals: { 'already-triaged': '', 'not-yet-master': '' },
});

export const declineForm = defineForm({
  id: 'decline',
  schema: refusal,
  labels: DECLINE_LABELS,
  refusals: { 'already-triaged': '' },
});

/** A reference is for ever: initials that were left empty are proposed from the name, for the officer to confirm. */
export function withProposedInitials(form: FormState): FormState {
  const name = form.values['producerName']?.trim() ?? '';
  if ((form.values['initials']?.trim() ?? '') !== '' || name.length < 2) return form;
  const initials = initialsOf(name);
  const text = `Check the initials ${initials}, which are taken from the name, and accept again.`;
  return {
    values: { ...form.values, initials },
    errors: { ...form.errors, initials: { text } },
    summary: form.summary.map((line) =>
      line.href?.endsWith('-initials') === true ? { ...line, text: `Initials: ${text}` } : line,
    ),
  };
}
