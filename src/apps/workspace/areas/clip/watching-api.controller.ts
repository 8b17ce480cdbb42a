import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MarkersService, StillsService } from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import type { ClipId, ExhibitId, MarkerId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { pageQuery, toPage } from '../../shell/inputs/common';
import { ids } from '../../shell/inputs/ids';
import {
  markerGiven,
  markerPage,
  markerView,
  newMarker,
  seriesGiven,
  seriesOrder,
  stillGiven,
  stillList,
  stillOrder,
  stillView,
  strikeOut,
} from './watching.model';
import { Operation } from '../../shell/api/operation';

const markersQuery = pageQuery<MarkerId>();

@ApiTags('watching')
@Controller('api/v1')
export class WatchingController {
  constructor(
    private readonly stills: StillsService,
    private readonly markers: MarkersService,
  ) {}

  @Get('exhibits/:id/stills')
  @Operation({
    access: 'footage',
    summary: 'Single frames taken from an exhibit, or asked for, by number',
    answer: stillList,
    problems: [404],
  })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
  ): Promise<z.infer<typeof stillList>> {
    return { items: (await this.stills.ofExhibit(by.id, id)).map(stillView) };
  }

  @Post('exhibits/:id/stills')
  @Operation({
    access: 'footage',
    summary: 'Take one frame of the master as an exhibit of its own, like AB/1/1; it is made in a moment',
    status: 202,
    answer: stillGiven,
    problems: [404, 409],
  })
  async take(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Body({ schema: stillOrder }) body: z.infer<typeof stillOrder>,
  ): Promise<z.infer<typeof stillGiven>> {
    return this.stills.ask(by.id, id, body);
  }

  @Post('exhibits/:id/stills/series')
  @Operation({
    access: 'footage',
    summary:
      'Take several frames of the master, evenly spread, each as an exhibit of its own; all of them or none',
    status: 202,
    answer: seriesGiven,
    problems: [404, 409],
  })
  async takeSeries(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.exhibit }) id: ExhibitId,
    @Body({ schema: seriesOrder }) body: z.infer<typeof seriesOrder>,
  ): Promise<z.infer<typeof seriesGiven>> {
    return { items: await this.stills.series(by.id, id, body) };
  }

  @Get('clips/:id/markers')
  @Operation({
    access: 'footage',
    summary: 'Notes on a clip in the order of its frames; those struck out too',
    answer: markerPage,
    problems: [404],
  })
  async notes(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Query({ schema: markersQuery }) { limit, after }: z.infer<typeof markersQuery>,
  ): Promise<z.infer<typeof markerPage>> {
    return toPage(await this.markers.ofClip(by.id, id, limit + 1, after), limit, markerView);
  }

  @Post('clips/:id/markers')
  @Operation({
    access: 'footage',
    summary: 'Write a note on a clip or on one of its frames',
    status: 201,
    answer: markerGiven,
    problems: [404],
  })
  async note(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.clip }) id: ClipId,
    @Body({ schema: newMarker }) body: z.infer<typeof newMarker>,
  ): Promise<z.infer<typeof markerGiven>> {
    return { id: await this.markers.add(by.id, id, body) };
  }

  @Post('markers/:id/strike')
  @Operation({
    access: 'footage',
    summary: 'Strike a note out, with a reason; it stays readable',
    status: 204,
    problems: [404, 409],
  })
  async strike(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.marker }) id: MarkerId,
    @Body({ schema: strikeOut }) { reason }: z.infer<typeof strikeOut>,
  ): Promise<void> {
    await this.markers.strike(by.id, id, reason);
  }
}
