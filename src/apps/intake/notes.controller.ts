import { Controller, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { HerNotesService } from '../../features/notes';
import { isUuid, type NoteId } from '../../kernel/ids';
import { Sessions } from './session';
import { homeIn } from './whose';

/** What the victim does with a note: nothing, or putting it away. */
@Controller('/notes')
export class NotesController {
  constructor(
    private readonly sessions: Sessions,
    private readonly notes: HerNotesService,
  ) {}

  @Post('/:id/put-away')
  async putAway(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const visitor = await this.sessions.visitor(request);
    if (isUuid(id)) await this.notes.putAway(visitor, id as NoteId);
    response.redirect(303, homeIn(response));
  }
}
