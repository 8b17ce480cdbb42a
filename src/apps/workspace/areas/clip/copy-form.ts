import { Catch } from '@nestjs/common';
import { z } from 'zod';
import { ReasonNeeded } from '../../../../features/evidence';
import { DomainError } from '../../../../kernel/errors';
import { download } from '../../shell/clips/clip.model';
import { ids } from '../../shell/inputs/ids';
import { ClipPage } from './clip-page';
import { defineForm, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';

/** Taking a copy of a clip away. */
export const copyForm = defineForm({
  id: 'download',
  schema: download.extend({
    reason: z.string().trim().min(1, new ReasonNeeded().message).max(1_000),
  }),
  labels: { content: 'What is copied', reason: 'Reason', redaction: 'Which' },
});

@Catch(DomainError)
export class CopyFormPage extends FormPage {
  constructor(private readonly page: ClipPage) {
    super();
  }

  protected formOf() {
    return copyForm;
  }

  protected async show({ request, response, by }: Asked, { form, status }: Refused): Promise<void> {
    const id = ids.clip.parse(request.params['id']);
    await this.page.show(response, by, id, { downloadForm: form }, status);
  }
}
