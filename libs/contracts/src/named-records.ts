/** Which kind of record a field of an event names, by the first word of that record's stream. */
const KIND_OF_FIELD: Readonly<Record<string, string>> = {
  unitId: 'unit',
  parentId: 'unit',
  intoUnitId: 'unit',
  fromUnitId: 'unit',
  toUnitId: 'unit',
  representativeUnitId: 'unit',
  villageCode: 'village',
  householdId: 'household',
  projectId: 'project',
  orderId: 'order',
};

/** The streams of the records that an event's data names, also deep inside; its own record may be among them. */
export function namedStreams(data: unknown): string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([field, value]: [string, unknown]) => {
    const kind = KIND_OF_FIELD[field];
    return kind !== undefined && typeof value === 'string' ? [`${kind}-${value}`] : namedStreams(value);
  });
}
