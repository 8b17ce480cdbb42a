import { Injectable } from '@nestjs/common';
import { IncidentsService } from '../../../../features/diary';
import { ItemsViewService, type Beside, type SentClip } from '../../../../features/evidence';
import type { OfficerId } from '../../../../kernel/ids';
import { incidentView } from '../../shell/diary/incident.model';

export interface AroundView {
  /** What the victim wrote of what the clip shows. */
  readonly incident: ReturnType<typeof incidentView> | undefined;
  readonly previous: Beside | undefined;
  readonly next: Beside | undefined;
}

/** What a clip belongs to, and what stands beside it in the order of events. */
@Injectable()
export class Around {
  constructor(
    private readonly incidents: IncidentsService,
    private readonly items: ItemsViewService,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, { id, investigationId }: SentClip): Promise<AroundView> {
    const written = await this.incidents.ofClip(id);
    return {
      incident: written && incidentView(written),
      ...(await this.items.beside(by, investigationId, id)),
    };
  }
}
