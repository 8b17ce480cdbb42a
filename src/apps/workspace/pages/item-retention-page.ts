import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Officer } from '../../../features/identity';
import { InvestigationsService } from '../../../features/investigations';
import { DisposalsService, HoldsService, isUnderWay, RetentionService } from '../../../features/retention';
import type { ClipId, DisposalId, HoldId } from '../../../kernel/ids';
import { PAGE_DEFAULT } from '../api/models/common';
import { emptyForm, type FormState } from './form';
import { show } from './pages';
import { pagedOf } from './paging';
import { keptView, STATE_WORDS } from './retention-words';

const FORMS = ['holdForm', 'keepForm', 'proposeForm', 'approveForm', 'refuseForm', 'stopForm'] as const;
/** Those that need another look. */
type Forms = Partial<Record<(typeof FORMS)[number], FormState>>;

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
    const all = { ...Object.fromEntries(FORMS.map((name) => [name, emptyForm()])), ...forms };
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
      reviews: kept.reviews.map((row) => ({ ...row, keepUntil: new Date(`${row.keepUntil}T12:00:00Z`) })),
      open,
      own: open?.proposedById === by.id,
      disposals: kept.disposals.map((row) => ({ ...row, tag: STATE_WORDS[row.state] })),
      ...all,
      summary: Object.values(all).flatMap(({ summary }) => summary),
    };
    show(response, 'retention/item.njk', context, status);
  }
}
