import type { OpenAPIObject } from '@nestjs/swagger';
import { ProblemError } from '#platform';
import { GATEWAY_CALLER, type ServiceClient } from './service-client.js';

/** The routes of a release do not change while it runs; a service that is replaced shows its own within this time. */
const FRESH_MS = 60_000;
const WITHIN_MS = 5_000;

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The API document of all processes as one, the same as that of the standalone process. */
export class WholeDocument {
  private latest: { readonly document: OpenAPIObject; readonly atMs: number } | undefined;
  private asking: Promise<OpenAPIObject> | undefined;

  constructor(private readonly services: ServiceClient) {}

  /**
   * @param own what the gateway's own controllers say
   * @throws ProblemError SERVICE.UNAVAILABLE while a service has not told its part yet; later its last word stands
   */
  async complete(own: OpenAPIObject): Promise<OpenAPIObject> {
    const { latest } = this;
    if (latest !== undefined && performance.now() - latest.atMs < FRESH_MS) return latest.document;
    this.asking ??= this.ask(own).finally(() => (this.asking = undefined));
    return this.asking.catch((error: unknown) => {
      if (latest === undefined || !(error instanceof ProblemError)) throw error;
      return latest.document;
    });
  }

  private async ask(own: OpenAPIObject): Promise<OpenAPIObject> {
    const question = { path: '/api/openapi.json', caller: GATEWAY_CALLER, withinMs: WITHIN_MS };
    const parts = await this.services.askAll(this.services.services, question);
    const document = merged([own, ...([...parts.values()] as OpenAPIObject[])]);
    this.latest = { document, atMs: performance.now() };
    return document;
  }
}

/** One document of several; what several describe is the same in each. */
export function merged(parts: readonly OpenAPIObject[]): OpenAPIObject {
  const paths: OpenAPIObject['paths'] = {};
  const schemas: Schemas = {};
  for (const part of parts) {
    for (const [path, item] of Object.entries(part.paths)) paths[path] = { ...paths[path], ...item };
    Object.assign(schemas, part.components?.schemas);
  }
  const [first] = parts;
  if (first === undefined) throw new RangeError('no documents');
  return { ...first, paths, components: { ...first.components, schemas } };
}
