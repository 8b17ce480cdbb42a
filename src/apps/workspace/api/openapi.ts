import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiModule } from './api.module';
import { problem } from './models/common';
import { COOKIE_SCHEME } from './operation';

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
  const document = SwaggerModule.createDocument(app, about, { include: [ApiModule] });
  const schema = z.toJSONSchema(problem, { target: 'openapi-3.0' });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: schema as object },
  };
  return document;
}
