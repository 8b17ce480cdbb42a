import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { TriageService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ExhibitId, InvestigationId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { exhibit, exhibitPage, exhibitView } from '../../shell/clips/clip.model';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

const query = pageQuery<ExhibitId>();

@ApiTags('exhibits')
@Controller('api/v1')
export class ExhibitsController {
  constructor(private readonly triage: TriageService) {}

  @Get('investigations/:id/exhibits')
  @Operation({
    access: 'investigations',
    summary: 'Exhibits in the order of their references',
    answer: exhibitPage,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof exhibitPage>> {
    return toPage(await this.triage.listExhibits(by.id, id, limit + 1, after), limit, exhibitView);
  }

  @Get('exhibits/:id')
  @Operation({ access: 'investigations', summary: 'An exhibit', answer: exhibit, problems: [404] })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
  ): Promise<z.infer<typeof exhibit>> {
    return exhibitView(await this.triage.exhibit(by.id, id));
  }
}
