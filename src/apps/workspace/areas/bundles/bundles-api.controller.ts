import { Body, Controller, Get, Head, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { BundleArchives, BundlesService } from '../../../../features/disclosure';
import type { Officer } from '../../../../features/identity';
import type { BundleId, InvestigationId, ViewingId } from '../../../../kernel/ids';
import { CurrentOfficer } from '../../shell/access/access';
import { BundleContent } from './bundle-content';
import { pageQuery, toPage, reasonBody, created } from '../../shell/inputs/common';
import {
  bundleTicket,
  bundleView,
  bundlePage,
  previewView,
  preview,
  bundleBody,
  bundleSent,
  wholeBundle,
  wholeBundleView,
} from './bundle.model';
import { ids } from '../../shell/inputs/ids';
import { Operation } from '../../shell/api/operation';

const query = pageQuery<BundleId>();

export const archiveUrl = (id: BundleId, ticket: ViewingId): string =>
  `/api/v1/bundles/${id}/archive?ticket=${ticket}`;

@ApiTags('disclosure')
@Controller('api/v1')
export class DisclosureBundlesController {
  constructor(
    private readonly bundles: BundlesService,
    private readonly archives: BundleArchives,
    private readonly content: BundleContent,
  ) {}

  @Get('investigations/:id/bundles')
  @Operation({ access: 'disclosure', summary: 'Bundles, newest first', answer: bundlePage, problems: [404] })
  async list(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Query({ schema: query }) { limit, after }: z.infer<typeof query>,
  ): Promise<z.infer<typeof bundlePage>> {
    return toPage(await this.bundles.list(by.id, id, limit + 1, after), limit, bundleView);
  }

  @Post('investigations/:id/bundles/preview')
  @Operation({
    access: 'disclosure',
    summary: 'Exactly what would go now, what would be withheld and why; changes nothing',
    answer: preview,
    problems: [404],
  })
  async preview(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: bundleBody }) body: z.infer<typeof bundleBody>,
  ): Promise<z.infer<typeof preview>> {
    const draft = await this.bundles.preview(by.id, id, body);
    const { items: picked, ...all } = body;
    return previewView(draft, picked === undefined ? draft : await this.bundles.preview(by.id, id, all));
  }

  @Post('investigations/:id/bundles')
  @Operation({
    access: 'disclosure',
    stepUp: true,
    summary: 'Fix what goes into a bundle and have it sealed',
    status: 201,
    answer: created,
    problems: [404, 409],
  })
  async request(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.investigation }) id: InvestigationId,
    @Body({ schema: bundleSent }) body: z.infer<typeof bundleSent>,
  ): Promise<z.infer<typeof created>> {
    return { id: await this.bundles.request(by.id, id, body) };
  }

  @Get('bundles/:id')
  @Operation({
    access: 'disclosure',
    summary: 'A bundle, its state, and what has changed since',
    answer: wholeBundle,
    problems: [404],
  })
  async get(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
  ): Promise<z.infer<typeof wholeBundle>> {
    const bundle = await this.bundles.get(by.id, id);
    const since = (await this.bundles.changedSince(by.id, bundle)) ?? null;
    const taken = await this.bundles.takenOf(by.id, bundle);
    return wholeBundleView({ ...bundle, since, taken });
  }

  @Post('bundles/:id/revoke')
  @Operation({
    access: 'disclosure',
    summary: 'Take a sealed bundle back: no copy can be taken from then on',
    status: 204,
    problems: [404, 409],
  })
  async revoke(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Body({ schema: reasonBody }) { reason }: z.infer<typeof reasonBody>,
  ): Promise<void> {
    await this.bundles.revoke(by.id, id, reason);
  }

  @Post('bundles/:id/downloads')
  @Operation({
    access: 'disclosure',
    stepUp: true,
    summary: 'Open a download, with a reason that becomes part of the record',
    status: 201,
    answer: bundleTicket,
    problems: [404, 409],
  })
  async download(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Body({ schema: reasonBody }) { reason }: z.infer<typeof reasonBody>,
  ): Promise<z.infer<typeof bundleTicket>> {
    const ticket = await this.archives.open(by.id, id, reason);
    return {
      id: ticket.id,
      archiveUrl: archiveUrl(id, ticket.id),
      expiresAt: ticket.expiresAt.toISOString(),
    };
  }

  @Head('bundles/:id/archive')
  @Operation({
    access: 'disclosure',
    summary: 'Size and version of a sealed bundle',
    answer: { mediaType: 'application/zip' },
    problems: [404, 412],
  })
  head(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Query('ticket', { schema: ids.viewing }) ticket: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.content.send(by, id, ticket, request, response);
  }

  @Get('bundles/:id/archive')
  @ApiHeader({ name: 'Range', required: false, description: 'one range of bytes' })
  @ApiHeader({ name: 'If-Range', required: false, description: 'the ETag' })
  @ApiResponse({ status: 206, description: 'The part that was asked for' })
  @ApiResponse({ status: 304, description: 'If-None-Match names this version' })
  @Operation({
    access: 'disclosure',
    summary: 'The sealed bundle as a ZIP file, streamed from the stored objects',
    answer: { mediaType: 'application/zip' },
    problems: [404, 412, 416],
  })
  archive(
    @CurrentOfficer() by: Officer,
    @Param('id', { schema: ids.bundle }) id: BundleId,
    @Query('ticket', { schema: ids.viewing }) ticket: ViewingId,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.content.send(by, id, ticket, request, response);
  }
}
