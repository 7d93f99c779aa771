/** Whom a unit or a household is told with, in the answers of the server. */
export interface PersonFacts {
  readonly contactName?: string | null;
  readonly contactPhone?: string | null;
  readonly private?: { readonly name: string; readonly phone: string } | null;
}

export interface Person {
  readonly name: string;
  readonly phone: string;
}

/** The person of a record; nothing where none was given, or it was destroyed. */
export function personOf({ contactName, contactPhone, private: household }: PersonFacts): Person | undefined {
  if (household != null) return household;
  if (contactName == null && contactPhone == null) return undefined;
  return { name: contactName ?? '', phone: contactPhone ?? '' };
}
