import { acceptance, refusal } from './clip.model';
import { defineForm } from '../forms/form';

export const ACCEPT_LABELS = { initials: 'Initials', producerName: 'Producer', description: 'Description' };
export const DECLINE_LABELS = { reason: 'Reason', note: 'Words for the victim' };

export const acceptForm = defineForm({
  id: 'accept',
  schema: acceptance,
  labels: ACCEPT_LABELS,
});

export const declineForm = defineForm({
  id: 'decline',
  schema: refusal,
  labels: DECLINE_LABELS,
  refusals: { 'tells-of-another': 'note' },
});
