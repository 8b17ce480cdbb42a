import type { Response } from 'express';
import { figuresCsv, registerCsv, type SchemeService } from '../../../../features/scheme';

function send(response: Response, name: string, text: string): void {
  response
    .setHeader('Content-Type', 'text/csv; charset=utf-8')
    .setHeader('Content-Disposition', `attachment; filename="${name}"`)
    .send(text);
}

export async function sendFigures(response: Response, scheme: SchemeService): Promise<void> {
  send(response, 'scheme-figures.csv', figuresCsv(await scheme.figures()));
}

export async function sendRegister(response: Response, scheme: SchemeService): Promise<void> {
  send(response, 'scheme-register.csv', registerCsv(await scheme.whole()));
}
