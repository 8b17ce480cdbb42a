import { Catch } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { DomainError } from '../../../../kernel/errors';
import { ids } from '../../shell/inputs/ids';
import { issueBody, renewBody } from './issue.model';
import { defineForm, type Refused } from '../../shell/forms/form';
import { FormPage, type Asked } from '../../shell/forms/form-page';
import { IssuesPage, type IssuesPlace } from './issues-page';

export const issueForm = defineForm({
  id: 'issue',
  // A form that leaves a choice open sends an empty text.
  schema: issueBody.extend({
    supersedes: z.union([z.literal('').transform(() => undefined), issueBody.shape.supersedes]),
  }),
  labels: {
    recipientKind: 'Who gets it',
    recipientName: 'Name of the recipient',
    days: 'Days',
    supersedes: 'Earlier link',
  },
  refusals: {
    'too-many-days': 'days',
    'wrong-recipient': 'recipientKind',
    'originals-withheld': 'recipientKind',
    'holds-refused': 'recipientKind',
    'wrong-bundle-state': 'recipientKind',
    'cannot-replace': 'supersedes',
  },
});

/** Of each link that was given. */
export const renewForm = defineForm({
  id: 'renew',
  schema: renewBody,
  labels: { days: 'Days' },
  refusals: {
    'too-many-days': 'days',
    'wrong-bundle-state': 'days',
    'cannot-replace': 'days',
    'originals-withheld': 'days',
    'holds-refused': 'days',
  },
});

const placeOf = ({ params, query }: Request): IssuesPlace => ({
  id: ids.bundle.parse(params['id']),
  start: ids.issue.optional().parse(query['after']),
});
const renewed = ({ params }: Request) => ids.issue.parse(params['issue']);

@Catch(DomainError)
export class IssueFormPage extends FormPage {
  constructor(private readonly page: IssuesPage) {
    super();
  }

  protected formOf() {
    return issueForm;
  }

  protected async show({ request, response, by }: Asked, { form, status }: Refused): Promise<void> {
    await this.page.show(response, by, placeOf(request), { form }, status);
  }
}

@Catch(DomainError)
export class RenewFormPage extends FormPage {
  constructor(private readonly page: IssuesPage) {
    super();
  }

  protected formOf(request: Request) {
    return { ...renewForm, id: `renew-${renewed(request)}` };
  }

  protected async show({ request, response, by }: Asked, { form, status }: Refused): Promise<void> {
    const renewing = { issue: renewed(request), ...form };
    await this.page.show(response, by, placeOf(request), { renewing }, status);
  }
}
