import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { FacesService } from '../../../../features/redaction';
import type { ClipId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { ids } from '../../shell/inputs/ids';
import { faceSearch, faceSearchView } from './faces.model';

@ApiTags('redaction')
@Controller('api/v1')
export class FacesApiController {
  constructor(private readonly faces: FacesService) {}

  @Get('clips/:id/redactions/faces')
  @Operation({
    access: 'footage',
    summary: 'Where a machine proposes that faces and people are in a recording',
    answer: faceSearch,
    problems: [404],
  })
  async one(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof faceSearch>> {
    return faceSearchView(await this.faces.ofClip(by.id, id));
  }

  @Post('clips/:id/redactions/faces')
  @Operation({
    access: 'footage',
    summary: 'Let a machine look for faces and people, where that is turned on; asked twice, it looks once',
    status: 202,
    answer: faceSearch,
    problems: [404, 409],
  })
  async ask(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
  ): Promise<z.infer<typeof faceSearch>> {
    await this.faces.ask(by.id, id);
    return faceSearchView(await this.faces.ofClip(by.id, id));
  }
}
