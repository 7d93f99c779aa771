import { useQuery, useQueryClient, type UseQueryReturnType } from '@tanstack/vue-query';
import { computed, type ComputedRef } from 'vue';
import { ask, read } from './client';
import type { ImportAnswer, ImportKind, ImportState, MappingChoice, RowChanges } from './import-answers';
import { liveState } from './live';

/** While the server works; an import that does not, changes only by somebody's hand. */
const AT_WORK: readonly ImportState[] = ['reading', 'committing', 'undoing'];
/** How often a working import is asked for: the stream tells each step, and this is for what it has lost. */
const LOOK_MS = { live: 3_000, polling: 1_000 } as const;

/** Whether the server is at work on an import. */
export function isAtWork(state: ImportState): boolean {
  return AT_WORK.includes(state);
}

/** How an import stands; it moves by itself while the server is at work. */
export function useImport(id: () => string | undefined): UseQueryReturnType<ImportAnswer, Error> {
  return useQuery({
    queryKey: computed(() => ['import', id()]),
    // By its key: one that is asked for once more may no longer be the one that is looked at.
    queryFn: ({ signal, queryKey: [, asked] }) => read<ImportAnswer>(`imports/${asked ?? ''}`, {}, signal),
    enabled: computed(() => id() !== undefined),
    refetchInterval: ({ state }) => (state.data !== undefined && isAtWork(state.data.state) ? LOOK_MS[liveState.value] : false),
  });
}

/** What may be done with an import; each answers how it stands then. */
export interface ImportActs {
  edit(changes: RowChanges): Promise<void>;
  choose(choice: MappingChoice): Promise<void>;
  commit(planHash: string): Promise<void>;
  cancel(): Promise<void>;
  retry(): Promise<void>;
  undo(reason: string): Promise<void>;
}

/** @throws ApiProblem, UnreachableError, each of the acts */
export function useImportActs(id: () => string): ComputedRef<ImportActs> {
  const queries = useQueryClient();
  return computed(() => {
    const key = ['import', id()];
    const act = async (method: 'POST' | 'PATCH', path: string, body: object = {}): Promise<void> => {
      try {
        // An answer that was asked for before the change must not be shown after it.
        await queries.cancelQueries({ queryKey: key });
        queries.setQueryData(key, await ask<ImportAnswer>(method, `imports/${id()}/${path}`, body));
      } catch (error) {
        // Refused for what has changed meanwhile: then that is shown beside the refusal.
        await queries.invalidateQueries({ queryKey: key });
        throw error;
      }
    };
    return {
      edit: (changes) => act('PATCH', 'rows', changes),
      choose: (choice) => act('POST', 'mapping', choice),
      commit: (planHash) => act('POST', 'commit', { planHash }),
      cancel: () => act('POST', 'cancel'),
      retry: () => act('POST', 'retry'),
      undo: (reason) => act('POST', 'undo', { reason }),
    };
  });
}

/** How a sheet is to be read. */
export interface SheetUpload {
  readonly kind: ImportKind;
  /** The unit that counts where a row names none. */
  readonly unitId: string | null;
  /** The name of a saved profile; empty for none. */
  readonly profile: string;
}

/** Uploads a sheet. @returns the id of its import @throws ApiProblem FILE.… for what is wrong with it as a whole, UnreachableError */
export async function uploadSheet({ kind, unitId, profile }: SheetUpload, sheet: Blob, name: string): Promise<string> {
  const form = new FormData();
  form.append('kind', kind);
  if (unitId !== null) form.append('unitId', unitId);
  if (profile !== '') form.append('profile', profile);
  form.append('file', sheet, name);
  return (await ask<{ readonly importId: string }>('POST', 'imports', form)).importId;
}
