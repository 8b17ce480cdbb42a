import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { problem } from '../inputs/common';
import { COOKIE_SCHEME } from './operation';

/** What is below it is the API; all else are pages. */
const API = '/api/v1/';

/** The document of every API route, from the same schemas that check what comes in. */
export function buildOpenApi(app: INestApplication, cookie: string): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle('Lintel workspace')
    .setDescription(
      'Sign in with `POST /api/v1/session`; the answer sets a session cookie. Requests that change something must come ' +
        'from this origin: send JSON, or the header Origin or Sec-Fetch-Site that browsers send.',
    )
    .setVersion('1')
    .addCookieAuth(cookie, { type: 'apiKey', in: 'cookie', name: cookie }, COOKIE_SCHEME)
    .build();
  const document = SwaggerModule.createDocument(app, about);
  document.paths = Object.fromEntries(
    Object.entries(document.paths).filter(([path]) => path.startsWith(API)),
  );
  const schema = z.toJSONSchema(problem, { target: 'openapi-3.0' });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: schema as object },
  };
  return document;
}
