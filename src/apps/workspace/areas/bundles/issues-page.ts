import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import {
  IssuesService,
  RECIPIENT_WORDS,
  recipientsOf,
  type BundleRow,
  type Issue,
} from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { BundleId, IssueId } from '../../../../kernel/ids';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/bundles/issues.njk': {
      readonly bundle: BundleRow;
      readonly kinds: readonly Choice[];
      readonly page: Paged<IssueLine>;
      readonly rows: readonly IssueLine[];
      readonly here: string;
      readonly form: FormState;
      readonly renewing: IssuesPageState['renewing'];
      /** For how many a link usually works. */
      readonly days: string;
    };
  }
}

const USUAL_DAYS = 28;

type IssueLine = ReturnType<typeof issueLine>;
const issueLine = (issue: Issue) => ({ ...issue, kindWords: RECIPIENT_WORDS[issue.recipientKind] });

/** The bundle, and the link after which the page begins. */
export interface IssuesPlace {
  readonly id: BundleId;
  readonly start: IssueId | undefined;
}

export interface IssuesPageState {
  readonly form?: FormState;
  /** The form of one link that is to be replaced. */
  readonly renewing?: { readonly issue: IssueId } & FormState;
}

/** To whom a bundle went, and the forms that give it away. */
@Injectable()
export class IssuesPage {
  constructor(private readonly issues: IssuesService) {}

  /** @throws NotFound */
  async show(
    response: Response,
    by: Officer,
    { id, start }: IssuesPlace,
    { form, renewing }: IssuesPageState = {},
    status = 200,
  ): Promise<void> {
    const { bundle, issues } = await this.issues.list(by.id, id, PAGE_DEFAULT + 1, start);
    const days = String(Math.min(USUAL_DAYS, this.issues.most));
    const shown = form ?? emptyForm({ days });
    const kinds = recipientsOf(bundle.kind).map((value) => ({ value, text: RECIPIENT_WORDS[value] }));
    const page = pagedOf(issues, { path: `/bundles/${id}/issues`, after: start }, issueLine);
    const context = {
      title: 'Give the bundle to a recipient',
      bundle,
      kinds,
      page,
      rows: page.items,
      here: start === undefined ? '' : `?after=${start}`,
      form: shown,
      renewing,
      days,
      summary: [...shown.summary, ...(renewing?.summary ?? [])],
    };
    show(response, 'areas/bundles/issues.njk', context, status);
  }
}
