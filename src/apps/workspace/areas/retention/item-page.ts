import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../../features/identity';
import { InvestigationsService, type Investigation } from '../../../../features/investigations';
import {
  DisposalsService,
  HoldsService,
  isUnderWay,
  RetentionService,
  type Disposal,
  type Hold,
  type KeptDetails,
} from '../../../../features/retention';
import type { ClipId, DisposalId, HoldId } from '../../../../kernel/ids';
import { PAGE_DEFAULT } from '../../shell/inputs/common';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { show } from '../../shell/layout/pages';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { keptView, STATE_WORDS } from './retention-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/retention/item.njk': Readonly<AllForms> & {
      readonly investigation: Investigation;
      readonly item: ReturnType<typeof keptView>;
      readonly holds: Paged<Hold>;
      readonly reviews: readonly ReturnType<typeof reviewLine>[];
      readonly open: Disposal | undefined;
      readonly own: boolean;
      readonly disposals: readonly ReturnType<typeof disposalLine>[];
    };
  }
}

const FORMS = ['holdForm', 'keepForm', 'proposeForm', 'approveForm', 'refuseForm', 'stopForm'] as const;
type AllForms = Record<(typeof FORMS)[number], FormState>;
/** Those that need another look. */
type Forms = Partial<AllForms>;

const reviewLine = (row: KeptDetails['reviews'][number]) => ({
  ...row,
  keepUntil: new Date(`${row.keepUntil}T12:00:00Z`),
});
const disposalLine = (row: Disposal) => ({ ...row, tag: STATE_WORDS[row.state] });

export const retentionPath = (id: ClipId): string => `/clips/${id}/retention`;

/** Keeping and disposal of one item, with its forms. */
@Injectable()
export class ItemRetentionPage {
  constructor(
    private readonly retention: RetentionService,
    private readonly holds: HoldsService,
    private readonly disposals: DisposalsService,
    private readonly investigations: InvestigationsService,
  ) {}

  /** The page of the item that a disposal is about. */
  async ofDisposal(
    response: Response,
    by: Officer,
    id: DisposalId,
    forms: Forms,
    status: number,
  ): Promise<void> {
    const { clipId } = await this.disposals.of(by.id, id);
    await this.show(response, by, clipId, forms, status);
  }

  async show(
    response: Response,
    by: Officer,
    id: ClipId,
    forms: Forms,
    status: number,
    start?: HoldId,
  ): Promise<void> {
    const holds = await this.holds.ofItem(by.id, id, PAGE_DEFAULT + 1, start);
    const kept = await this.retention.ofItem(by.id, id);
    const investigation = await this.investigations.get(by.id, kept.item.investigationId);
    const item = keptView(kept);
    const empty = Object.fromEntries(FORMS.map((name) => [name, emptyForm()])) as AllForms;
    const all: AllForms = { ...empty, ...forms };
    const open = kept.disposals.find(({ state }) => isUnderWay(state));
    const context = {
      title: `Keeping and disposal of ${item.label}`,
      investigation,
      item,
      holds: pagedOf(
        holds,
        { path: `${retentionPath(id)}#holds`, after: start, name: 'holds' },
        (row) => row,
      ),
      reviews: kept.reviews.map(reviewLine),
      open,
      own: open?.proposedById === by.id,
      disposals: kept.disposals.map(disposalLine),
      ...all,
      summary: Object.values(all).flatMap(({ summary }) => summary),
    };
    show(response, 'areas/retention/item.njk', context, status);
  }
}
