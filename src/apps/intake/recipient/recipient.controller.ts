import { Body, Controller, Get, Head, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CONFIG, type Config } from '../../../config';
import { wantsPage } from '../../../platform/http';
import { typedCode } from '../form';
import { show } from '../page';
import { refusalWords } from '../problems';
import { speechOf, textsOf } from '../speech';
import { BUNDLE_FILES, fetchCommands, MANIFEST_COMMANDS } from '../texts/commands';
import { BundleGateway } from './gateway';
import { RecipientCookie } from './recipient-cookie';
import { LinkRefused, RecipientSignedOut } from './recipient.errors';

declare module '../page' {
  interface Pages {
    'recipient/code.njk': { readonly problem?: string };
    'recipient/download.njk': {
      readonly bundle: Awaited<ReturnType<BundleGateway['bundle']>>;
      readonly files: typeof BUNDLE_FILES;
      readonly commands: typeof MANIFEST_COMMANDS;
      readonly fetching: string;
    };
    'recipient/left.njk': object;
  }
}

const CODE_PAGE = 'recipient/code.njk';

/** How a recipient of a sealed file gets in and fetches it, without an account. */
@Controller()
export class RecipientController {
  constructor(
    private readonly gateway: BundleGateway,
    private readonly cookie: RecipientCookie,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The same page for every link, alive, dead or made up; opening it changes nothing. */
  @Get('/b/:token')
  code(@Res() response: Response): void {
    show(response, CODE_PAGE, { title: textsOf(response).entry.code.title });
  }

  @Post('/b/:token')
  async enter(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const code = typedCode(body);
    if (code === undefined && wantsPage(request)) {
      const { title } = textsOf(response).entry.code;
      show(response.status(400), CODE_PAGE, { title, problem: title });
      return;
    }
    try {
      const session = await this.gateway.enter(token.slice(0, 100), code ?? '', request.ip ?? '');
      await this.endSession(request);
      this.cookie.set(response, session);
      response.redirect(303, '/download');
    } catch (error) {
      if (!(error instanceof LinkRefused) || !wantsPage(request)) throw error;
      const { title } = textsOf(response).entry.code;
      const problem = refusalWords(speechOf(response), error);
      show(response.status(403), CODE_PAGE, { title, problem });
    }
  }

  @Get('/download')
  async page(@Req() request: Request, @Res() response: Response): Promise<void> {
    const bundle = await this.gateway.bundle(this.cookie.session(request));
    const address = new URL('/', this.config.intake.publicUrl).href;
    show(response, 'recipient/download.njk', {
      title: textsOf(response).recipient.title,
      bundle,
      files: BUNDLE_FILES,
      commands: MANIFEST_COMMANDS,
      fetching: fetchCommands(address, bundle.fileName),
    });
  }

  /** Asked by the page while it stands open. */
  @Get('/download/still')
  @HttpCode(204)
  async still(@Req() request: Request): Promise<void> {
    await this.gateway.stands(this.cookie.session(request));
  }

  @Get('/download/file')
  async file(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.gateway.forward('recipient/archive', this.cookie.session(request), request, response);
  }

  @Head('/download/file')
  async describe(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.file(request, response);
  }

  @Get('/download/receipt.pdf')
  async receipt(@Req() request: Request, @Res() response: Response): Promise<void> {
    response.setHeader('Content-Disposition', 'attachment; filename="receipt.pdf"');
    await this.gateway.forward('recipient/receipt.pdf', this.cookie.session(request), request, response);
  }

  @Post('/download/leave')
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.endSession(request);
    this.cookie.clear(response);
    show(response.status(200), 'recipient/left.njk', { title: textsOf(response).recipient.left.title });
  }

  private async endSession(request: Request): Promise<void> {
    try {
      await this.gateway.leave(this.cookie.session(request));
    } catch (error) {
      if (!(error instanceof RecipientSignedOut)) throw error;
    }
  }
}
