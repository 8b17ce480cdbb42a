import { Catch } from '@nestjs/common';
import { DomainError } from '../../../../kernel/errors';
import { refusal } from '../../shell/clips/clip.model';
import { ids } from '../../shell/inputs/ids';
import { CustodyPage } from './custody-page';
import { defineForm, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';

/** Taking the proof of a history away. */
export const proofForm = defineForm({
  id: 'proof',
  schema: refusal.pick({ reason: true }),
  labels: { reason: 'Reason' },
});

@Catch(DomainError)
export class ProofFormPage extends FormPage {
  constructor(private readonly page: CustodyPage) {
    super();
  }

  protected formOf() {
    return proofForm;
  }

  protected async show({ request, response, by }: Asked, refused: Refused): Promise<void> {
    const id = ids.clip.parse(request.params['id']);
    await this.page.show(response, by, id, { proofForm: refused.form }, refused.status);
  }
}
