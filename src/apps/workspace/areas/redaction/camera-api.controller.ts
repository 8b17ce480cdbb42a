import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Officer } from '../../../../features/identity';
import { CameraService } from '../../../../features/redaction';
import type { ClipId, RedactionId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { Operation } from '../../shell/api/operation';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import { alikeView, coverClips, coveredList, coveredView, sameCamera } from './camera.model';

const query = pageQuery<ClipId>();

@ApiTags('redaction')
@Controller('api/v1/redactions/:id/camera')
export class CameraApiController {
  constructor(private readonly camera: CameraService) {}

  @Get()
  @Operation({
    access: 'footage',
    summary:
      'Clips of the same make and picture size in the order of events, and which masks of this version they lack',
    answer: sameCamera,
    problems: [404, 409],
  })
  async alike(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof sameCamera>> {
    const { clips } = await this.camera.alike(by.id, id, limit + 1, after);
    return toPage(clips, limit, alikeView);
  }

  @Post()
  @Operation({
    access: 'footage',
    summary:
      'Put what stands still over the whole clip on others: a version each, made and reviewed as any other',
    answer: coveredList,
    problems: [404, 409],
  })
  async cover(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.redaction }) id: RedactionId,
    @Body({ schema: coverClips }) { clips }: z.infer<typeof coverClips>,
  ): Promise<z.infer<typeof coveredList>> {
    return { items: (await this.camera.cover(by.id, id, clips)).map(coveredView) };
  }
}
