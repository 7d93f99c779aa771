import { useRoute, useRouter } from 'vue-router';

/** What the address of a list says, and the one way to narrow it. */
export interface ListAddress {
  /** A filter as the address has it. */
  said(name: string): string | undefined;
  /** Changes filters; one that is empty goes. The list begins again at its first page unless `cursor` is among the changes. */
  narrow(changes: Readonly<Record<string, string | null | undefined>>): void;
}

export function useListAddress(): ListAddress {
  const route = useRoute();
  const router = useRouter();
  return {
    said: (name) => route.query[name] as string | undefined,
    narrow: (changes) => {
      const given = Object.entries(changes).map(([name, text]) => [name, text === '' || text === null ? undefined : text] as const);
      void router.push({ query: { ...route.query, cursor: undefined, after: undefined, ...Object.fromEntries(given) } });
    },
  };
}
