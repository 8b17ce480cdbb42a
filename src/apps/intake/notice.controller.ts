import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { EntryService, NOTICE_VERSION } from '../../features/invitations';
import { textField } from './form';
import { Sessions } from './session';

const PAGE = 'notice.njk';
const TITLE = 'Before you start';

/** The voluntary notice: read and confirmed before the first file; to be read again at any time. */
@Controller('/notice')
export class NoticeController {
  constructor(
    private readonly entry: EntryService,
    private readonly sessions: Sessions,
  ) {}

  @Get()
  async show(
    @Req() request: Request,
    @Res() response: Response,
    @Query('again') again?: string,
  ): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    const confirmed = await this.entry.noticeConfirmed(visitor);
    if (confirmed && again === undefined) response.redirect(303, '/files');
    else response.render(PAGE, { title: TITLE, version: NOTICE_VERSION, confirmed });
  }

  @Post()
  async confirm(@Body() body: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    if (textField(body, 'agree', 10) !== 'yes') {
      const problem = 'Tick the box when you have read this page and want to go on.';
      response.status(400).render(PAGE, { title: TITLE, version: NOTICE_VERSION, problem });
      return;
    }
    await this.entry.confirmNotice(visitor);
    response.redirect(303, '/files');
  }
}
