import { Injectable } from '@nestjs/common';
import { TriageService, type Exhibit, type SentClip } from '../../../../features/evidence';
import { CareService } from '../../../../features/consent';
import { IncidentsService } from '../../../../features/diary';
import {
  InvestigationsService,
  LinksService,
  type Investigation,
  type Linked,
  type Member,
} from '../../../../features/investigations';
import { InvitationsService, type Invitation } from '../../../../features/invitations';
import type { ExhibitId, InvestigationId, InvitationId, OfficerId } from '../../../../kernel/ids';
import { incidentView } from '../../shell/diary/incident.model';
import { PAGE_DEFAULT, toPage } from '../../shell/inputs/common';
import { flagLine, type FlagLine } from '../../shell/flags/flag-words';
import { emptyForm, type FormState } from '../../shell/forms/form';
import { pagedOf, type Paged } from '../../shell/paging/paging';
import { ROLE_WORDS } from '../../shell/people/role-words';

declare module '../../shell/layout/pages' {
  interface Pages {
    'areas/investigations/investigation.njk': InvestigationView & {
      /** The clip that was decided just now, where none waits after it. */
      readonly last?: SentClip | undefined;
    };
  }
}

const PER_PAGE = 25;
const INVITATIONS = 10;

interface Page<Row> {
  readonly items: readonly Row[];
  readonly next: string | null;
}

export interface InvestigationView {
  readonly investigation: Investigation;
  readonly members: Paged<Member>;
  readonly invitations: Paged<Invitation>;
  readonly untriaged: Page<SentClip>;
  readonly exhibits: Paged<Exhibit>;
  readonly incidents: Page<ReturnType<typeof incidentView>>;
  readonly flags: readonly FlagLine[];
  readonly roleWords: typeof ROLE_WORDS;
  readonly linked: readonly Linked[];
  readonly memberForm: FormState;
  readonly linkForm: FormState;
}

/** Where lists go on from. */
export interface Places {
  readonly exhibits?: ExhibitId | undefined;
  readonly invitations?: InvitationId | undefined;
  readonly members?: OfficerId | undefined;
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
    private readonly links: LinksService,
  ) {}

  /** @throws NotFound unless the officer is a member */
  async of(by: OfficerId, id: InvestigationId, after: Places = {}): Promise<InvestigationView> {
    const investigation = await this.investigations.get(by, id);
    const [members, invitations, untriaged, exhibits, incidents, flags, linked] = await Promise.all([
      this.investigations.team(by, id, PAGE_DEFAULT + 1, after.members),
      this.invitations.list(by, id, INVITATIONS + 1, after.invitations),
      this.triage.list(by, id, true, PER_PAGE + 1),
      this.triage.listExhibits(by, id, PER_PAGE + 1, after.exhibits),
      this.diaries.list(by, id, PER_PAGE + 1),
      this.care.flagsOf(by, id),
      this.links.of(by, id),
    ]);
    const place = (name: keyof Places, perPage: number) => {
      return { path: `/investigations/${id}#${name}`, after: after[name], name, perPage };
    };
    return {
      investigation,
      members: pagedOf(members, place('members', PAGE_DEFAULT), itself),
      invitations: pagedOf(invitations, place('invitations', INVITATIONS), itself),
      untriaged: toPage(untriaged, PER_PAGE, itself),
      exhibits: pagedOf(exhibits, place('exhibits', PER_PAGE), itself),
      incidents: toPage(incidents, PER_PAGE, incidentView),
      flags: flags.map(flagLine),
      roleWords: ROLE_WORDS,
      linked,
      memberForm: emptyForm(),
      linkForm: emptyForm(),
    };
  }
}
