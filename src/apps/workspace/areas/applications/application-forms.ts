import { Catch } from '@nestjs/common';
import { DomainError } from '../../../../kernel/errors';
import { reasonText } from '../../shell/inputs/common';
import { z } from 'zod';
import { defineForm, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';
import { ids } from '../../shell/inputs/ids';
import { ApplicationPage } from './application-page';
import { versionForm } from './application.model';

export const savingForm = defineForm({
  id: 'version',
  schema: versionForm,
  labels: {
    kind: 'What is applied for',
    court: 'Court',
    name: 'Name',
    bornOn: 'Date of birth',
    ground: 'Police area',
    acts: 'Acts associated with stalking',
    risk: 'Risk',
    necessity: 'Necessity',
    prohibitions: 'Prohibitions',
    requirements: 'Requirements',
    duration: 'Duration',
    months: 'Months',
    interimReason: 'Why an interim order is appropriate now',
    interimDays: 'Days of the interim order',
    occasions: 'Acts relied on',
    finish: 'Finish',
  },
  refusals: { 'act-not-counted': 'occasions' },
});

/** Taking the paper away, with stills in it. */
export const paperForm = defineForm({
  id: 'paper',
  schema: z.object({ reason: reasonText }),
  labels: { reason: 'What it is for' },
});

@Catch(DomainError)
export class PaperFormPage extends FormPage {
  constructor(private readonly page: ApplicationPage) {
    super();
  }

  protected formOf() {
    return paperForm;
  }

  protected async show({ request, response, by }: Asked, refused: Refused): Promise<void> {
    const id = ids.application.parse(request.params['id']);
    await this.page.show(response, by, id, { paperForm: refused.form }, refused.status);
  }
}
