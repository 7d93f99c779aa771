import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { withCommonParts } from './api-document.js';
import { errorsPage } from './errors-page.js';

/** `/api/openapi.json` and a readable page at `/api/docs`, made from the DTO classes themselves. */
export function serveDocs(app: NestFastifyApplication): void {
  const description =
    '帮扶台账的外部接口。金额为整数分（Fen），重量为整数克（Grams），业务日期为上海时间。 / Money in whole fen, mass in whole grams.';
  const config = new DocumentBuilder()
    .setTitle('帮扶台账 bangfu')
    .setDescription(description)
    .setVersion('0.1.0')
    .setOpenAPIVersion('3.1.0')
    .build();
  const document = (): ReturnType<typeof SwaggerModule.createDocument> => withCommonParts(SwaggerModule.createDocument(app, config));
  SwaggerModule.setup('docs', app, document, { useGlobalPrefix: true, jsonDocumentUrl: 'openapi.json', raw: ['json'] });
  const server = app.getHttpAdapter().getInstance();
  const page = errorsPage();
  server.get('/', (_request, reply) => reply.redirect('/api/docs'));
  server.get('/api/docs/errors', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
}
