import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { withCommonParts } from './api-document.js';
import { errorsPage } from './errors-page.js';

/** Makes the published document out of a process's own; the gateway adds what the services say of theirs. */
export type CompleteDocument = (own: OpenAPIObject) => Promise<OpenAPIObject>;

const ITS_OWN: CompleteDocument = (own) => Promise.resolve(own);

/** `/api/openapi.json`, made from the DTO classes themselves, and the page that explains every error code. */
export function serveDocument(app: NestFastifyApplication, complete: CompleteDocument = ITS_OWN): void {
  SwaggerModule.setup('docs', app, () => ownDocument(app), {
    useGlobalPrefix: true,
    ui: false,
    raw: ['json'],
    jsonDocumentUrl: 'openapi.json',
    patchDocumentOnRequest: (_request, _reply, own) => complete(own),
  });
  const page = errorsPage();
  const server = app.getHttpAdapter().getInstance();
  server.get('/api/docs/errors', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}

/** The readable page at `/api/docs`. */
export function serveDocsPage(app: NestFastifyApplication, complete: CompleteDocument = ITS_OWN): void {
  SwaggerModule.setup('docs', app, () => ownDocument(app), {
    useGlobalPrefix: true,
    raw: false,
    patchDocumentOnRequest: (_request, _reply, own) => complete(own),
  });
}

function ownDocument(app: NestFastifyApplication): OpenAPIObject {
  const description =
    '帮扶台账的外部接口。金额为整数分（Fen），重量为整数克（Grams），业务日期为上海时间。 / Money in whole fen, mass in whole grams.';
  const config = new DocumentBuilder()
    .setTitle('帮扶台账 bangfu')
    .setDescription(description)
    .setVersion('0.1.0')
    .setOpenAPIVersion('3.1.0')
    .build();
  return withCommonParts(SwaggerModule.createDocument(app, config));
}
