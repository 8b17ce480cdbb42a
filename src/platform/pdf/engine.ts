import { dirname, join } from 'node:path';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';

const fonts = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');
const FONT = { normal: join(fonts, 'Roboto-Regular.ttf'), bold: join(fonts, 'Roboto-Medium.ttf') };

/** Makes the document. What makes it is loaded with the first one: most processes never need it. */
export async function make(definition: TDocumentDefinitions): Promise<Buffer> {
  const { default: pdfmake } = await import('pdfmake');
  pdfmake.setFonts({ Roboto: FONT });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(FONT).includes(path));
  return pdfmake.createPdf(definition).getBuffer();
}
