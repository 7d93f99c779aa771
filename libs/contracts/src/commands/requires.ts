/** Which fields a body needs because of what another one says: by their paths, with the values they have. */
type Requirement = (body: never) => Readonly<Record<string, unknown>>;

const REQUIREMENTS = new Map<unknown, Requirement>();

/**
 * Fields that a body needs because of what another one says. A requirement is asked for whatever else is wrong with the
 * body, so it must not take the other fields for well formed.
 * @example @Requires<PlaceOrderBody>(({ channel, platformOrderNo }) => (channel === '832' ? { platformOrderNo } : {}))
 */
export function Requires<Body extends object>(requirement: (body: Partial<Body>) => Readonly<Record<string, unknown>>): ClassDecorator {
  return (type) => void REQUIREMENTS.set(type, requirement);
}

/** Paths of the fields that a body of a class lacks by its {@link Requires}, or by that of a class it extends. */
export function missingFields(type: unknown, body: object): string[] {
  const missing: string[] = [];
  for (let next = type; typeof next === 'function'; next = Object.getPrototypeOf(next) as unknown) {
    const required = REQUIREMENTS.get(next)?.(body as never) ?? {};
    missing.push(...Object.keys(required).filter((path) => isNothing(required[path])));
  }
  return missing;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
