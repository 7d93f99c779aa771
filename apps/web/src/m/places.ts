import { reactive } from 'vue';
import { everyPage } from '../api/every-page';
import type { VillageItem } from '../api/record-answers';

/** A household as the select names it. */
export interface Household {
  readonly id: string;
  readonly private: { readonly name: string; readonly phone: string } | null;
}

/** The village that is entered for, and what there is to choose from. */
export interface Places {
  villages: readonly VillageItem[];
  households: readonly Household[];
  villageCode: string;
}

const STORED = 'bangfu.m.places';

/** Kept on the phone, so that there is something to choose from without a network. @param own the village of whoever enters */
export function usePlaces(own: string | null | undefined): { readonly places: Places; load(): Promise<void> } {
  const places = reactive<Places>(kept(own ?? undefined));
  return {
    places,
    /** @throws ApiProblem, UnreachableError */
    load: async () => {
      const villages = await everyPage<VillageItem>('villages');
      const villageCode = own ?? (places.villageCode === '' ? (villages[0]?.code ?? '') : places.villageCode);
      const households = await everyPage<Household>('households', { villageCode });
      Object.assign(places, { villages, households, villageCode });
      localStorage.setItem(STORED, JSON.stringify(places));
    },
  };
}

/** What was read for one account is not for the next. */
export function forgetPlaces(): void {
  localStorage.removeItem(STORED);
}

/** The households of another village are none to choose from. */
function kept(own: string | undefined): Places {
  const stored = JSON.parse(localStorage.getItem(STORED) ?? 'null') as Places | null;
  if (stored !== null && (own === undefined || stored.villageCode === own)) return stored;
  return { villages: stored?.villages ?? [], households: [], villageCode: own ?? '' };
}
