import { Catch } from '@nestjs/common';
import { DomainError } from '../../../../kernel/errors';
import { defineForm, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';
import { ids } from '../../shell/inputs/ids';
import { ClipPage } from './clip-page';
import { ending } from './malware.model';

/** Ending a quarantine. */
export const quarantineForm = defineForm({
  id: 'quarantine',
  schema: ending,
  labels: { reason: 'Reason' },
});

@Catch(DomainError)
export class QuarantineFormPage extends FormPage {
  constructor(private readonly page: ClipPage) {
    super();
  }

  protected formOf() {
    return quarantineForm;
  }

  protected async show({ request, response, by }: Asked, { form, status }: Refused): Promise<void> {
    const id = ids.clip.parse(request.params['id']);
    await this.page.show(response, by, id, { quarantineForm: form }, status);
  }
}
