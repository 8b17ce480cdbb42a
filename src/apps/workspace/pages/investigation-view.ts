import { Injectable } from '@nestjs/common';
import { TriageService, type Exhibit, type SentClip } from '../../../features/evidence';
import { CareService, type Flag } from '../../../features/consent';
import { IncidentsService } from '../../../features/diary';
import { InvestigationsService, type Investigation, type Member } from '../../../features/investigations';
import { InvitationsService, type Invitation } from '../../../features/invitations';
import type { ExhibitId, InvestigationId, OfficerId } from '../../../kernel/ids';
import { incidentView } from '../api/models/care';
import { toPage } from '../api/models/common';
import { FLAG_WORDS } from './care-words';

const PER_PAGE = 25;

interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

export interface InvestigationView {
  readonly investigation: Investigation & { readonly members: readonly Member[] };
  readonly invitations: readonly Invitation[];
  readonly untriaged: Page<SentClip>;
  readonly exhibits: Page<Exhibit>;
  readonly incidents: Page<ReturnType<typeof incidentView>>;
  readonly flags: readonly Flag[];
  readonly flagWords: typeof FLAG_WORDS;
}

const itself = <Row>(row: Row): Row => row;

/** Everything that the page of an investigation shows. */
@Injectable()
export class InvestigationViews {
  constructor(
    private readonly investigations: InvestigationsService,
    private readonly invitations: InvitationsService,
    private readonly triage: TriageService,
    private readonly care: CareService,
    private readonly diaries: IncidentsService,
  ) {}

  /** @throws NotFound unless the officer is a member */
  async of(by: OfficerId, id: InvestigationId, exhibitsAfter?: ExhibitId): Promise<InvestigationView> {
    const investigation = await this.investigations.get(by, id);
    const [invitations, untriaged, exhibits, incidents, flags] = await Promise.all([
      this.invitations.list(by, id),
      this.triage.list(by, id, true, PER_PAGE + 1),
      this.triage.listExhibits(by, id, PER_PAGE + 1, exhibitsAfter),
      this.diaries.list(by, id, PER_PAGE + 1),
      this.care.flagsOf(by, id),
    ]);
    return {
      investigation,
      invitations,
      untriaged: toPage(untriaged, PER_PAGE, itself),
      exhibits: toPage(exhibits, PER_PAGE, itself),
      incidents: toPage(incidents, PER_PAGE, incidentView),
      flags,
      flagWords: FLAG_WORDS,
    };
  }
}
