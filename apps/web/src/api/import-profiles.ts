import { useQuery, useQueryClient, type UseQueryReturnType } from '@tanstack/vue-query';
import type { ListAnswer } from './answers';
import { ask, change, read } from './client';
import type { ImportKind } from './import-answers';

/** 列对应方案: what a unit calls its columns, said once. */
export interface ImportProfile {
  readonly profileId: string;
  readonly kind: ImportKind;
  readonly name: string;
  /** The file's head → ours. */
  readonly columns: Readonly<Record<string, string>>;
}

const KEY = ['import-profiles'];

/** The saved profiles of the own unit, of every kind. */
export function useImportProfiles(): UseQueryReturnType<ListAnswer<ImportProfile>, Error> {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => read<ListAnswer<ImportProfile>>('import-profiles', {}, signal) });
}

/** What may be done with profiles; the list follows. */
export interface ProfileActs {
  /** One of that name is replaced. */
  save(profile: Omit<ImportProfile, 'profileId'>): Promise<void>;
  remove(profileId: string): Promise<void>;
}

/** @throws ApiProblem, UnreachableError, each of the acts */
export function useProfileActs(): ProfileActs {
  const queries = useQueryClient();
  const listed = (): Promise<void> => queries.invalidateQueries({ queryKey: KEY });
  return {
    async save(profile) {
      await ask<ImportProfile>('POST', 'import-profiles', profile);
      await listed();
    },
    async remove(profileId) {
      await change('DELETE', `import-profiles/${profileId}`);
      await listed();
    },
  };
}
