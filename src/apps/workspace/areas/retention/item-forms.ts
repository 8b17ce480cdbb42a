import { Catch } from '@nestjs/common';
import { DomainError } from '../../../../kernel/errors';
import { ids } from '../../shell/inputs/ids';
import { keepReview, withReason } from './retention.model';
import { defineForm, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';
import { ItemRetentionPage } from './item-page';

const REFUSALS = {
  'must-be-kept': 'reason',
  'not-reviewable': 'reason',
  'disposal-under-way': 'reason',
} as const;
const reasoned = { schema: withReason, labels: { reason: 'Reason' } };

export const holdForm = defineForm({ id: 'hold', ...reasoned, refusals: REFUSALS });
export const keepForm = defineForm({
  id: 'keep',
  schema: keepReview,
  labels: { until: 'Until', reason: 'Reason' },
  refusals: { ...REFUSALS, 'keep-day-out-of-range': 'until' },
});
export const proposeForm = defineForm({ id: 'propose', ...reasoned, refusals: REFUSALS });
export const approveForm = defineForm({ id: 'approve', ...reasoned });
export const refuseForm = defineForm({ id: 'refuse', ...reasoned });
export const stopForm = defineForm({ id: 'stop', ...reasoned });

@Catch(DomainError)
export class ProposeFormPage extends FormPage {
  constructor(private readonly page: ItemRetentionPage) {
    super();
  }

  protected formOf() {
    return proposeForm;
  }

  protected async show({ request, response, by }: Asked, refused: Refused): Promise<void> {
    const id = ids.clip.parse(request.params['id']);
    await this.page.show(response, by, id, { proposeForm: refused.form }, refused.status);
  }
}

@Catch(DomainError)
export class ApproveFormPage extends FormPage {
  constructor(private readonly page: ItemRetentionPage) {
    super();
  }

  protected formOf() {
    return approveForm;
  }

  protected async show({ request, response, by }: Asked, refused: Refused): Promise<void> {
    const id = ids.disposal.parse(request.params['id']);
    await this.page.ofDisposal(response, by, id, { approveForm: refused.form }, refused.status);
  }
}
