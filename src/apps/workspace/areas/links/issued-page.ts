import type { Response } from 'express';
import { toString as qrCode } from 'qrcode';
import { spokenCode, type IssuedInvitation } from '../../../../features/invitations';
import type { InvestigationId } from '../../../../kernel/ids';
import { show } from '../../shell/layout/pages';

/**
 * Link and code are shown in the answer to the form itself, and never again: kept for a redirect, they would have to be stored
 * somewhere in clear.
 */
export async function showIssued(
  response: Response,
  back: InvestigationId,
  title: string,
  { id: invitation, name, link, code, expiresAt }: IssuedInvitation & { readonly name: string },
): Promise<void> {
  const qr = await qrCode(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  const shown = { name, link, code: spokenCode(code), qr, expiresAt, invitation };
  show(response, 'areas/links/issued.njk', { title, back, ...shown }, 201);
}
