import { PROBLEMS } from '#contracts';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

interface Operation {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly responses: Record<string, object>;
}

interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** Every `$ref` anywhere in a document. */
function referencesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : referencesOf(inner)));
}

describe('the published API document', () => {
  let ledger: RunningLedger;
  let document: Document;
  let operations: [string, Operation][];

  beforeAll(async () => {
    ledger = await startLedger();
    document = (await ledger.get('/api/openapi.json')) as unknown as Document;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
    );
  });

  afterAll(() => discard(ledger));

  it('refers only to shapes it holds', () => {
    const schemas = new Set(Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`));
    const references = referencesOf(document);
    expect(references.length).toBeGreaterThan(60);
    expect(references.filter((reference) => !schemas.has(reference))).toEqual([]);
  });

  it('says in a sentence what each route is for', () => {
    const bilingual = /\p{Script=Han}.* \/ [A-Z]/u;
    expect(operations.length).toBeGreaterThan(50);
    expect(operations.filter(([, { summary }]) => !bilingual.test(summary ?? '')).map(([route]) => route)).toEqual([]);
  });

  it('gives every command its body, its two headers and its answer', () => {
    const lacking = operations
      .filter(([route, operation]) => route.startsWith('post ') && !('x-not-a-command' in operation))
      .filter(([, { requestBody, parameters = [], responses }]) => {
        const headers = parameters.filter((parameter) => parameter.in === 'header').map((parameter) => parameter.name);
        const complete = headers.includes('Idempotency-Key') && headers.includes('If-Match');
        return requestBody === undefined || !complete || !JSON.stringify(responses).includes('CommandAnswer');
      });
    expect(lacking.map(([route]) => route)).toEqual([]);
  });

  it('names the shape of a refusal at every route', () => {
    expect(operations.filter(([, { responses }]) => !JSON.stringify(responses['default']).includes('Problem'))).toEqual([]);
  });

  it('explains every error code on the page a problem points to', async () => {
    const problem = await ledger.get('/api/orders/nowhere');
    const page = await ledger.fetch(new URL(String(problem['type']), ledger.url).pathname);
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(Object.keys(PROBLEMS).filter((code) => !text.includes(`<tr id="${code}">`))).toEqual([]);
  });
});
