import { Catch } from '@nestjs/common';
import { z } from 'zod';
import { BUNDLE_KINDS } from '../../../../features/disclosure';
import { DomainError } from '../../../../kernel/errors';
import type { ApplicationId, BundleId } from '../../../../kernel/ids';
import { idOf, reasonBody, seenField, ticked } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { bundleBody } from './bundle.model';
import { BundlePages } from './bundle-pages';
import { defineForm, tickedIn, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';

const orNone = <Id>(one: z.ZodType<Id>) =>
  z.union([z.literal('').transform(() => undefined), one]).optional();

/** Sealing a bundle. */
export const bundleForm = defineForm({
  id: 'bundle',
  schema: bundleBody
    .extend({
      items: ticked,
      supersedes: orNone(idOf<BundleId>()),
      application: orNone(idOf<ApplicationId>()),
      seen: seenField,
    })
    .refine(({ items }) => items.length > 0, { path: ['items'], message: 'Tick the items that go in.' }),
  labels: {
    kind: 'Kind of bundle',
    items: 'Items',
    supersedes: 'Earlier bundle',
    application: 'Application',
    seen: '',
  },
});

/** Taking a copy of a sealed bundle away. */
export const bundleCopyForm = defineForm({
  id: 'download',
  schema: reasonBody,
  labels: { reason: 'Reason' },
});

@Catch(DomainError)
export class BundleFormPage extends FormPage {
  constructor(private readonly pages: BundlePages) {
    super();
  }

  protected formOf() {
    return bundleForm;
  }

  protected async show({ request, response, by }: Asked, { form, status }: Refused): Promise<void> {
    const id = ids.investigation.parse(request.params['id']);
    const { data: kind = 'prosecution' } = kindQuery.safeParse(form.values['kind']);
    const { data: application } = ids.application.safeParse(form.values['application']);
    const picked = new Set(tickedIn(request.body, 'items'));
    await this.pages.preview(response, by, id, { kind, application }, { form, picked, status });
  }
}

@Catch(DomainError)
export class BundleCopyFormPage extends FormPage {
  constructor(private readonly pages: BundlePages) {
    super();
  }

  protected formOf() {
    return bundleCopyForm;
  }

  protected async show({ request, response, by }: Asked, { form, status }: Refused): Promise<void> {
    const id = ids.bundle.parse(request.params['id']);
    await this.pages.bundle(response, by, id, { downloadForm: form }, status);
  }
}

export const kindQuery = z.enum(BUNDLE_KINDS);
